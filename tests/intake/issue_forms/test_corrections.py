"""A correction of one field of a record: from the form of an issue to the record's file."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from support.atlases import AS_OF, REPOSITORY
from support.building import buildable

from generator.check.settings_check import load_ruleset
from generator.cli import atlas
from generator.intake.issue_forms.corrections import correction_from_issue
from generator.intake.issue_forms.issue_form import make_issue_forms
from generator.intake.issue_forms.making import IssueRecord
from generator.source.schema_files import read_schemas

DAY = dt.date.fromisoformat(AS_OF)
PATH = "content/practices/reading-hour.yaml"
PAGE = "https://example.org/atlas/practices/reading-hour/"
BODY = (
    "### Какую запись исправить\n\n{page}\n\n### Что исправить\n\n{field}\n\n### Как должно быть\n\n{value}\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return buildable(tmp_path / "atlas")


def correct(root: Path, field: str, value: str, page: str = PAGE) -> IssueRecord:
    body = BODY.format(page=page, field=field, value=value)
    made = correction_from_issue(root, body, as_of=DAY)
    assert made is not None
    return made


def changed(root: Path, before: str, made: IssueRecord) -> dict[str, object]:
    """Return the fields that differ after a correction."""
    assert (made.path, made.obstacle, made.errors) == (PATH, "", [])
    assert (root / PATH).read_text(encoding="utf-8") == made.text
    old, new = yaml.safe_load(before), yaml.safe_load(made.text)
    return {key: new.get(key) for key in [*old, *new] if old.get(key) != new.get(key)}


def test_one_field_changes_and_comments_stay(root: Path) -> None:
    file = root / PATH
    before = f"{file.read_text(encoding='utf-8')}# a comment of the editors\n"
    file.write_text(before, encoding="utf-8")
    made = correct(root, "Кратко", f"{'Час чтения вслух после уроков. ' * 4}Приходят все.")
    assert list(changed(root, before, made)) == ["summary"]
    assert "# a comment of the editors" in made.text
    assert (made.kind_title, made.title) == ("Исправление", yaml.safe_load(before)["title"])


@pytest.mark.parametrize("page", [PAGE, f" {PAGE}#steps ", "practices/reading-hour", f"Вот: {PAGE}"])
def test_an_address_as_people_copy_it(root: Path, page: str) -> None:
    before = (root / PATH).read_text(encoding="utf-8")
    made = correct(root, "Контакт: Телефон", "+7 861 000-00-00", page)
    contact = yaml.safe_load(before).get("contact", {})
    assert changed(root, before, made) == {"contact": {**contact, "phone": "+7 861 000-00-00"}}


def test_steps_are_replaced(root: Path) -> None:
    before = (root / PATH).read_text(encoding="utf-8")
    made = correct(root, "Шаги", "Прочитать\nВслух, по очереди.\n\nОбсудить\nВ парах.")
    steps = changed(root, before, made)["steps"]
    assert steps == [
        {"title": "Прочитать", "text": "Вслух, по очереди."},
        {"title": "Обсудить", "text": "В парах."},
    ]


@pytest.mark.parametrize(
    ("field", "value", "page", "said"),
    [
        ("Кратко", "x", "https://example.org/practices/no-such/", "Такой записи в атласе нет"),
        ("Кратко", "x", "../../../etc/passwd", "Такой записи в атласе нет"),
        ("Кратко", "x", "schemas/practice", "Такой записи в атласе нет"),
        ("План на год", "x", PAGE, "У такой записи нет поля «План на год»"),
        ("Кратко", "_No response_", PAGE, "Не сказано, как должно быть"),
        ("Название", "{title}", PAGE, "уже так и написано"),
    ],
)
def test_what_cannot_be_corrected_is_told_and_changes_nothing(
    root: Path, field: str, value: str, page: str, said: str
) -> None:
    before = (root / PATH).read_bytes()
    title = str(yaml.safe_load(before)["title"])
    assert said in correct(root, field, value.format(title=title), page).obstacle
    assert (root / PATH).read_bytes() == before


def test_a_list_with_more_than_the_form_asks_for_is_left_alone(root: Path) -> None:
    file = root / PATH
    value = yaml.safe_load(file.read_text(encoding="utf-8"))
    value["authors"] = [{"role": "Учитель", "name": "И. И. Иванов", "consent": {"date": "2026-01-01"}}]
    file.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    assert "чего здесь не спросить" in correct(root, "Авторы", "Методист").obstacle


def test_a_wrong_value_is_explained_and_people_are_masked(root: Path) -> None:
    made = correct(root, "Контакт: Телефон", "+7 918 123-45-67")
    assert "personal-phone" in [one.code for one in made.errors]
    assert "123" not in str([one.what for one in made.findings])


def test_a_broken_record_waits_for_the_editors(root: Path) -> None:
    (root / PATH).write_text("title: [\n", encoding="utf-8")
    assert "сначала её исправит редакция" in correct(root, "Кратко", "x").obstacle


def test_other_issues_are_no_corrections(root: Path) -> None:
    assert correction_from_issue(root, "Не открывается карта", as_of=DAY) is None
    text = BODY.format(page=PAGE, field="Кратко", value="x")
    (root / "issue.md").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(
        atlas, ["--root", str(root), "proposal", str(root / "issue.md"), "--as-of", AS_OF]
    )
    assert (done.exit_code, PATH in done.output) == (1, True)  # too short a summary


def test_every_form_starts_the_job_and_the_correction_offers_every_field() -> None:
    """The condition of the job names a question of each form; each field is offered once."""
    schemas = read_schemas(REPOSITORY)
    settings = load_ruleset(REPOSITORY, schemas).settings
    assert settings is not None
    forms = make_issue_forms(schemas, settings)
    job = yaml.safe_load((REPOSITORY / ".github/workflows/proposal.yml").read_text(encoding="utf-8"))
    condition = job["jobs"]["read"]["if"]
    for name in forms.keys() - {"config.yml"}:
        questions = [one["attributes"].get("label") for one in yaml.safe_load(forms[name])["body"]]
        assert any(f"'### {label}'" in condition for label in questions if label), name
    offered = yaml.safe_load(forms["correction.yml"])["body"][2]["attributes"]["options"]
    assert len(offered) == len(set(offered))
    assert {"Кратко", "Контакт: Телефон", "Шаги", "План на год"} <= set(offered)
