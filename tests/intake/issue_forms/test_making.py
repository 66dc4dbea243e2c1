"""Answers in an issue form become a record, or findings that say what to correct."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.atlases import AS_OF, FIXTURES, assemble
from support.attacks import CODE, MARKDOWN, ODD
from support.effort import examples
from support.issues import PRACTICE, Answer, body, event

from generator.cli import atlas
from generator.intake.issue_forms.answers import split_answers
from generator.intake.issue_forms.making import IssueRecord, record_from_issue

DAY = dt.date.fromisoformat(AS_OF)
PATH = "content/practices/urok-fiziki-pod-otkrytym-nebom.yaml"


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The issue forms of the atlas."""
    made = assemble(tmp_path_factory.mktemp("forms"), FIXTURES / "valid")
    assert CliRunner().invoke(atlas, ["--root", str(made), "forms"]).exit_code == 0
    return made / ".github"


@pytest.fixture
def root(forms: Path, tmp_path: Path) -> Path:
    made = assemble(tmp_path, FIXTURES / "valid")
    shutil.copytree(forms, made / forms.name)
    return made


def answers(**changed: Answer) -> Mapping[str, Answer]:
    return {
        **PRACTICE,
        "municipality": "Озёрск",
        **{key.replace("_", "-"): one for key, one in changed.items()},
    }


def made(root: Path, given_answers: Mapping[str, Answer], kind: str = "practice") -> IssueRecord:
    found = record_from_issue(root, body(root, kind, given_answers), added=DAY, as_of=DAY)
    assert found is not None
    return found


def codes(found: IssueRecord) -> list[str]:
    return [finding.code for finding in found.findings]


def test_answers_become_a_record(root: Path) -> None:
    found = made(root, answers())
    assert found.is_good, found.findings
    assert (found.path, found.title, found.kind_title) == (PATH, PRACTICE["title"], "Практика")
    assert (root / PATH).read_text(encoding="utf-8") == found.text
    assert found.text.startswith("# yaml-language-server: $schema=")
    record = yaml.load(found.text, yaml.BaseLoader)  # noqa: S506 - strings are enough
    assert record["steps"] == [
        {
            "title": "Выбрать явление",
            "text": "Договоритесь, что измеряет каждая группа и чем.",
            "duration": "20 минут",
        },
        {"title": "Измерить", "text": "Каждая группа измеряет трижды.\nИ записывает."},
    ]
    assert record["results"] == [
        {"indicator": "Доля верных объяснений", "before": "40", "after": "62.5", "unit": "%"}
    ]
    assert record["grades"] == ["7", "8"]
    assert record["tags"] == ["физика", "двор"]
    assert (record["started"], record["added"], record["municipality"]) == ("2025-09-01", AS_OF, "ozersk")
    assert not {"stage", "sample", "kind"} & set(record)


OF_FILES = re.compile(r"ключ|отступ|пункт|строку «")
"""Who answers in a form sees no file."""


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"summary": "Коротко."}, "too-short"),
        ({"municipality": ""}, "missing-key"),
        ({"contact_email": "Иванов Иван"}, "bad-pattern"),
        ({"started": "весной"}, "not-a-date"),
        ({"steps": ""}, "missing-key"),
        ({"problem": "TODO"}, "placeholder"),
        ({"results": "Доля верных ответов\nСтало: много"}, "wrong-type"),
        ({"problem": "Звоните +7 918 123-45-67, отвечу."}, "personal-phone"),
    ],
)
def test_mistakes_become_findings(root: Path, changed: dict[str, Answer], code: str) -> None:
    found = made(root, answers(**changed))
    assert not found.is_good
    assert code in codes(found), codes(found)
    assert [one.action for one in found.findings if OF_FILES.search(one.action)] == []


@pytest.mark.parametrize("answer", ["#физика #двор", "физика, двор", "1. физика; двор", "- #физика\n- #двор"])
def test_tags_are_parted_as_people_write_them(root: Path, answer: str) -> None:
    text = made(root, answers(tags=answer)).text
    assert "tags:\n  - физика\n  - двор\n" in text


def test_what_cannot_be_named_is_an_obstacle(root: Path) -> None:
    (root / "content/practices/urok-fiziki-na-shkolnom-dvore.yaml").write_text("x")
    assert "уже есть" in made(root, answers(title="Урок физики на школьном дворе")).obstacle
    assert "подлиннее" in made(root, answers(title="!?")).obstacle
    assert "подлиннее" in made(root, answers(title="")).obstacle
    link = root / "content/practices/zhivaya-fizika.yaml"
    link.symlink_to("/etc/passwd")
    assert "уже есть" in made(root, answers(title="Живая физика")).obstacle
    assert link.is_symlink()


def test_a_title_that_another_has_is_told_once(root: Path) -> None:
    standing = root / "content/practices/obrazets.yaml"
    text = standing.read_text(encoding="utf-8").replace(
        "Урок физики на школьном дворе", str(PRACTICE["title"])
    )
    standing.unlink()
    (standing.parent / "pod-nebom.yaml").write_text(
        text.replace("id: obrazets", "id: pod-nebom") + "added: 2026-01-15\n", encoding="utf-8"
    )
    found = made(root, answers())
    assert [(one.code, one.path) for one in found.errors] == [("duplicate-title", PATH)]
    assert "/practices/pod-nebom/" in found.errors[0].what


@pytest.mark.parametrize(
    "title", ["../../../etc/passwd", "/etc/passwd", "..", "con", "index", "a\\b", "`id`"]
)
def test_a_title_leads_nowhere(root: Path, title: str) -> None:
    before = {path for path in root.rglob("*") if ".atlas" not in path.parts}
    found = made(root, answers(title=title))
    after = {path for path in root.rglob("*") if ".atlas" not in path.parts}
    assert {path.parent for path in after - before} <= {root / "content/practices"}
    assert found.obstacle or found.path.startswith("content/practices/")


@pytest.mark.parametrize(
    ("question", "answer", "key", "value"),
    [
        (
            "steps",
            "1. Подготовка – собрать приборы;\n2. Итог",
            "steps",
            [{"title": "Подготовка", "text": "собрать приборы"}, {"title": "Итог", "text": "Итог"}],
        ),
        (
            "results",
            "Доля верных ответов выросла с 41 % до 63 %\nДети чаще спрашивают",
            "results",
            [{"indicator": "Доля верных ответов", "before": "41", "after": "63", "unit": "%"}],
        ),
        ("results", "Дети чаще спрашивают", "description", "Дети чаще спрашивают"),
        (
            "materials",
            "Папка: https://example.org/b",
            "materials",
            [{"title": "Папка", "address": "https://example.org/b"}],
        ),
        ("tags", "#физика, улица; опыт", "tags", ["физика", "улица", "опыт"]),
        ("title", "«УРОК ФИЗИКИ ПОД ОТКРЫТЫМ НЕБОМ».", "title", "Урок физики под открытым небом"),
    ],
)
def test_an_answer_may_be_listed_as_in_a_table(
    root: Path, question: str, answer: str, key: str, value: object
) -> None:
    found = made(root, answers(**{question: answer}))
    assert not found.errors, found.findings
    assert yaml.load(found.text, yaml.BaseLoader)[key] == value  # noqa: S506 - strings are enough


@pytest.mark.parametrize(
    "answer", ["[Лист](example.org/b)", "Лист — example.org/b", "Лист, почта: a@example.org, example.org/b"]
)
def test_an_address_without_its_beginning_is_an_address_still(root: Path, answer: str) -> None:
    found = made(root, answers(materials=answer))
    assert [(one.code, one.near) for one in found.errors] == [("bad-address", ("https://example.org/b",))]


def test_an_answer_may_hold_headings(root: Path) -> None:
    text = "До.\n\n### Название\n\nдругое\n\n### Вид записи\n\nСообщество\n\n### Кратко\n\nПосле."
    found = made(root, answers(problem=text))
    assert found.title == PRACTICE["title"]
    assert yaml.safe_load(found.text)["problem"] == text
    assert split_answers("### A\n\nx\n\n### C\n\nz\n### B\n\ny", ["A", "B", "C"]) == {
        "A": "x",
        "C": "z\n### B\n\ny",
    }


NONE = "_No response_"
FORM = ("A", "B", "C", "D")


def _form(**given: str) -> str:
    return "\n\n".join(f"### {label}\n\n{given.get(label, NONE)}" for label in FORM)


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("A", "text\n\n### C\n\nmore"),
        ("A", f"text\n\n### B\n\nmore\n\n### C\n\n{NONE}\n\n### D\n\nmore"),
        ("A", f"{NONE}\n\n### B\n\n{NONE}\n\nmore"),
        ("B", "### B\n\ntext"),
        ("B", "text\n\n### A\n\nmore"),
        ("C", "```\n\n### D\n\n```\n\nmore"),
        ("C", "> ### D\n>\n> quoted"),
        ("C", "```\n\n### D\n\nnever closed"),
        ("D", "text\n\n### A\n\nmore\n\n### B\n\nmore"),
        ("B", "### E\n\ntext\n### C\n\nmore"),
        ("B", "### C\n\n" * 1000 + "end"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_answer_is_data_whatever_headings_it_holds(label: str, answer: str, ends: str) -> None:
    assert split_answers(_form(**{label: answer}).replace("\n", ends), FORM) == {label: answer}
    others = {one: "x" for one in FORM if one != label}
    assert split_answers(_form(**others, **{label: answer}), FORM) == {**others, label: answer}


def test_a_form_of_another_order_is_read() -> None:
    text = "### A\n\n1\n\n### D\n\n2\n\n### B\n\n3\n\n### C\n\n4"
    assert split_answers(text, FORM) == {"A": "1", "B": "3", "C": "4", "D": "2"}


def test_titles_with_commas_are_told_apart(root: Path) -> None:
    file = root / "site_config/vocabularies/directions.yaml"
    loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
    loaded["terms"] = [
        {"id": "a", "title": "Проекты"},
        {"id": "b", "title": "Проекты, опыты"},
        {"id": "c", "title": "опыты, сад"},
        {"id": "d", "title": "Сад"},
    ]
    file.write_text(yaml.safe_dump(loaded, allow_unicode=True), encoding="utf-8")
    assert CliRunner().invoke(atlas, ["--root", str(root), "forms"]).exit_code == 0
    found = made(root, answers(directions=["Проекты", "Проекты, опыты", "Сад"]))
    assert yaml.safe_load(found.text)["directions"] == ["a", "b", "d"]


def test_other_kinds(root: Path) -> None:
    common = {key: answers()[key] for key in ("summary", "subjects", "municipality", "organisation-name")}
    community = {
        **common,
        "title": "Клуб физиков Озёрска",
        "level": "Региональный",
        "source-title": "Приказ",
    }
    found = made(root, community | {"members-count": "24", "members-counted-on": "2026-05-31"}, "community")
    assert found.is_good, found.findings
    assert found.path == "content/communities/klub-fizikov-ozyorska.yaml"
    assert yaml.safe_load(found.text)["members"]["count"] == 24
    centre = {**common, "title": "Центр физики", "education-levels": ["Основное общее образование"]}
    assert made(root, centre | {"source-title": "Приказ"}, "resource_centre").is_good


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(atlas, ["--root", str(root), "proposal", "--as-of", AS_OF, *words])


def test_the_command_reads_events_and_texts(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    file.write_bytes(event(body(root, "practice", answers())))
    result = run(root, str(file), "--output", str(tmp_path / "made.json"))
    assert (result.exit_code, result.stdout) == (0, f"Запись: {PATH}\n")
    assert json.loads((tmp_path / "made.json").read_bytes())["path"] == PATH
    assert "added: 2026-08-30" in (root / PATH).read_text(encoding="utf-8")
    file.write_text(body(root, "practice", answers(title="Другой урок", summary="Мало")))
    result = run(root, str(file))
    assert result.exit_code == 1
    assert "есть ошибки" in result.stdout
    file.write_bytes(event("Не работает поиск"))
    result = run(root, str(file), "--output", str(tmp_path / "made.json"))
    assert (result.exit_code, result.stdout) == (0, "Это не ответы в форме записи.\n")
    assert (tmp_path / "made.json").read_text() == "null"
    file.write_bytes(b"\xff\xfe")
    assert run(root, str(file)).exit_code == 1


HOSTILE = sorted({**CODE, **ODD, **MARKDOWN}.values(), key=len)[:60]


@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        st.sampled_from(["title", "summary", "steps", "results", "tags", "problem", "started"]),
        st.sampled_from(HOSTILE) | st.text(max_size=30),
        min_size=1,
    )
)
def test_whatever_is_written_gives_a_record_or_says_why(root: Path, changed: dict[str, str]) -> None:
    found = made(root, answers(**changed))
    assert found.obstacle or found.path
    if found.path:
        assert (root / found.path).is_relative_to(root / "content/practices")
        (root / found.path).unlink()
