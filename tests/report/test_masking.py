"""No output that is posted or stored names people, even if a record does so in every possible way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.commands import DAY, call
from support.git import git
from support.issues import PRACTICE, body, event
from support.letters import GOOD, PATH, body_with, letter, number_of
from support.reviews import proposed_by, review_of
from support.tables import ROW, TITLES, workbook

from generator.report import FORMATS
from generator.report.mask import mask_name, mask_text
from generator.robots.sanitise_markdown import sanitise_markdown

WORDS = "Пишите Смирновой Ольге Ивановне: 8 918 123-45-67, smirnova.olga@mail.ru, vk.com/id77001122, @olga_s."
SECRETS = ("Смирнов", "Ольг", "Иванов", "Вэй", "123-45-67", "1234567", "smirnova.olga", "id7700", "olga_s")
NAMED = (
    GOOD.replace("problem: ", f"problem: {WORDS} ")
    .replace("problem: ", 'problem: "')
    .replace("физики вокруг себя.\n", 'физики вокруг себя."\n')
    + "authors:\n  - role: Учитель физики\n    name: Ли Вэй\n"
)
TABLE_ROW = tuple(
    f"{cell} {WORDS}" if title == "Проблема" else cell for title, cell in zip(TITLES, ROW, strict=True)
)


def silent(text: str) -> None:
    assert not [secret for secret in SECRETS if secret in text], text


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def change(root: Path) -> None:
        (root / PATH).write_text(NAMED, encoding="utf-8")

    made = proposed_by(tmp_path_factory.mktemp("masking") / "atlas", change)
    git(made, "branch", "-m", "named")  # `atlas inbox` makes branches below «proposal/»
    return made


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Имя «Смирнова Ольга Ивановна» без согласия", "Имя «С… О… И…» без согласия"),
        ("о Смирновой О. И. и о О.И. Смирнове", "о С… О… И… и о О…И… С…"),
        ("СМИРНОВА ОЛЬГА ИВАНОВНА", "С… О… И…"),
        ("Смирнoва Ольгa Ивановна", "С… О… И…"),  # Latin letters among Russian ones
        ("+7 (918) 123-45-67", "+7 (9••) •••-••-••"),
        ("89181234567 и 8.918.123.45.6", "89••••••••• и 8.9••.•••.••.•"),
        ("smirnova.olga@mail.ru", "s…@mail.ru"),
        ("olga.smirnova@school5.example", "o…@school5.example"),
        ("vk.com/id77001122", "vk.com/…"),
        ("телеграм @olga_s, канал @sosh5", "телеграм @…, канал @sosh5"),
        ("kabinet@example.org, +7 861 000-00-00", "kabinet@example.org, +7 861 000-00-00"),
        ("школа имени Героя Иванова Петра, 918 учеников, 2025-09-01", None),
        ("правка a89181234567b, Усть-Лабинский район, А. С. Пушкин", None),
    ],
)
def test_what_is_masked(text: str, masked: str | None) -> None:
    assert mask_text(text) == (text if masked is None else masked)


@given(st.text(max_size=80) | st.text("АБИвановаич .@8 9-()mailru", max_size=60))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask_text(text)
    assert mask_text(once) == once
    assert mask_text(f"{once}\n{mask_name('Ли Вэй')}")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "text"])
def test_reports_for_programs(root: Path, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    told = call(root, "check", *DAY, "--format", name)
    assert told.code == 1
    assert "name-without-consent" in told.out
    silent(told.out)
    if name == "github":
        assert "name-without-consent" in summary.read_text(encoding="utf-8")
        silent(summary.read_text(encoding="utf-8"))


def test_a_terminal_shows_the_author_and_a_log_of_a_forge_does_not(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert "«Ли Вэй»" in call(root, "check", *DAY).out
    monkeypatch.setenv("CI", "true")
    for words in (("check", *DAY), ("check", *DAY, "--proposal", "main..HEAD"), ("-q", "check", *DAY)):
        told = call(root, *words)
        assert "name-without-consent" in told.out
        silent(told.out)
    silent(call(root, "build", *DAY, "--no-search").err)


@pytest.mark.parametrize("name", ["markdown", "text", "json"])
def test_the_report_about_a_proposal(root: Path, name: str) -> None:
    told = call(root, "review", "main..HEAD", *DAY, "--format", name)
    assert "С… О… И…" in told.out
    assert "Л… В…" in told.out
    silent(told.out)
    silent(sanitise_markdown(f"{WORDS}\n\n```\n{WORDS}\n```\n", 10_000))


def test_what_has_changed(root: Path) -> None:
    git(root, "checkout", "-q", "-B", "renamed")
    changed = NAMED.replace("Ли Вэй", "Ким Вэй").replace("123-45-67", "123-45-68")
    (root / PATH).write_text(changed.replace("email: shkola@example.org", "phone: 89181234567"), "utf-8")
    git(root, "commit", "-qam", "changed")
    review = review_of(root, "named..renamed")
    git(root, "checkout", "-q", "named")
    (record,) = review.records
    told = {one.title: (one.before, one.after) for one in record.change.fields}
    assert told["Авторы, пункт 1, Имя"] == ("Л… В…", "К… В…")
    before, after = told["Проблема"]
    assert f"{before} (другое значение)" == after
    assert told["Контакт, Телефон"] == (None, "89•••••••••")


def test_a_letter_and_what_is_kept_of_it(root: Path, tmp_path: Path) -> None:
    sent = letter(body_with(NAMED), subject=f"Атлас: предложение {number_of(NAMED)}")
    (tmp_path / "Смирнова Ольга.eml").write_bytes(sent.as_bytes())
    told = call(root, "inbox", str(tmp_path), *DAY, "--base", "main", "--no-preview", "--jobs", "1")
    assert told.code == 0, told
    silent(told.out)
    folder = root / ".atlas/inbox" / number_of(NAMED)
    silent((folder / "review.md").read_text(encoding="utf-8"))
    silent((folder / "proposal.json").read_text(encoding="utf-8"))
    assert "«Л… В…» без согласия" in (folder / "proposal.json").parent.joinpath("review.md").read_text(
        "utf-8"
    )


def test_answers_of_an_issue(root: Path, tmp_path: Path) -> None:
    call(root, "forms")
    git(root, "stash", "-qu")
    file, made = tmp_path / "event.json", tmp_path / "made.json"
    call(root, "forms")
    answers = {**PRACTICE, "municipality": "Озёрск", "problem": WORDS}
    file.write_bytes(event(body(root, "practice", answers)))
    told = call(root, "proposal", str(file), *DAY, "--output", str(made))
    git(root, "checkout", "-q", ".")
    git(root, "clean", "-qfd", "content", ".github")
    assert "name-without-consent" in made.read_text(encoding="utf-8")
    silent(told.out)
    silent(json.dumps(json.loads(made.read_text(encoding="utf-8"))["findings"], ensure_ascii=False))


def test_an_import_for_programs_and_logs(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = workbook(tmp_path / "practices.xlsx", {"Практики": [TITLES, TABLE_ROW]})
    monkeypatch.delenv("CI", raising=False)
    assert "Смирновой Ольге" in call(root, "import", str(file), *DAY).out
    silent(call(root, "import", str(file), *DAY, "--format", "json").out)
    monkeypatch.setenv("CI", "true")
    silent(call(root, "import", str(file), *DAY).out)
