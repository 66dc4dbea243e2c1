"""The issue forms: made from the schemas, as GitHub takes them, and current."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from support.atlases import FIXTURES, REFERENCE, REPOSITORY, assemble
from support.issues import form
from support.records import own_settings
from support.service_schemas import assert_fit

from generator.cli import atlas
from generator.intake.issue_forms.issue_form import (
    FOLDER,
    UNKNOWN,
    form_questions,
    list_options,
    make_issue_forms,
)
from generator.intake.tables.cells.values import VocabularyTerms
from generator.model.kinds import KINDS
from generator.source.schema_files import read_schemas, vocabularies_of

NAMES = [kind.name for kind in KINDS]


@pytest.fixture(scope="module")
def made_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the reference atlas with its forms."""
    root = tmp_path_factory.mktemp("forms")
    (root / "site_config").symlink_to(REFERENCE / "site_config")
    assert CliRunner().invoke(atlas, ["--root", str(root), "forms"]).exit_code == 0
    return root


def test_old_forms_are_named_and_renewed(tmp_path: Path) -> None:
    root = assemble(tmp_path)

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(atlas, ["--root", str(root), "forms", *words])
        return result.exit_code, result.stdout

    code, told = run("--check")
    assert code == 1
    assert "Устарела: .github/ISSUE_TEMPLATE/practice.yml\n" in told
    assert not (root / ".github").exists()
    assert run()[0] == 0
    assert run("--check") == (0, "Формы соответствуют схемам, словарям и настройкам.\n")
    (root / FOLDER / "practice.yml").write_text("x")
    assert run() == (0, "Обновлена: .github/ISSUE_TEMPLATE/practice.yml\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_form_is_one_that_github_takes(made_forms: Path, name: str) -> None:
    made = form(made_forms, name)
    assert len(made["name"]) <= 60
    assert len(made["description"]) <= 200, "GitHub drops a form with a longer one without a word"
    elements = [element for element in made["body"] if element["type"] != "markdown"]
    ids = [element["id"] for element in elements]
    labels = [element["attributes"]["label"] for element in elements]
    assert len(set(ids)) == len(ids)
    assert len({label.casefold() for label in labels}) == len(labels)
    assert all(set(one) <= set("abcdefghijklmnopqrstuvwxyz-") for one in ids)
    for element in elements:
        choices = element["attributes"].get("options", [])
        assert len(set(choices)) == len(choices)
        assert all(isinstance(choice, str) and choice for choice in choices)
    needed = {element["id"] for element in elements if element.get("validations", {}).get("required")}
    schema = json.loads((REPOSITORY / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    plain = {key.replace("_", "-") for key in schema["required"] if key != "id"}
    assert plain - {"organisation", "contact"} <= needed


def test_files_fit_the_published_schemas(made_forms: Path) -> None:
    names = ["correction", "accompaniment", *NAMES]
    for name in names[:2]:
        made = yaml.safe_load((made_forms / FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
        assert len(made["description"]) <= 200, "GitHub drops a form with a longer one without a word"
    for schema, files in (("issue-forms", names), ("issue-config", ["config"])):
        assert_fit(f"github-{schema}", [made_forms / FOLDER / f"{name}.yml" for name in files])


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_choice_leads_back_to_its_term(kind: object) -> None:
    assert kind in KINDS
    vocabularies = vocabularies_of(own_settings())
    for one in KINDS:
        for question in form_questions(one, read_schemas(REPOSITORY)):
            if question.column is None or not question.column.value.vocabulary:
                continue
            terms = VocabularyTerms(vocabularies[question.column.value.vocabulary])
            ids = [terms.find_id(choice) for choice in list_options(question.column, vocabularies)]
            assert ids == [term.id for term in terms.vocabulary.terms]
            assert UNKNOWN not in list_options(question.column, vocabularies)


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_names_and_editors_fields_are_not_asked_for(kind: object) -> None:
    (found,) = [one for one in KINDS if one is kind]
    keys = {question.key for question in form_questions(found, read_schemas(REPOSITORY))}
    assert not keys & {"id", "stage", "expertise", "sample", "added", "verified_on", "redirect_from"}
    persons = {"curator.name"} if found.name == "network" else {"coordinator.name", "curator.name"}
    assert not [key for key in keys if "consent" in key or key in persons]
    for question in form_questions(found, read_schemas(REPOSITORY)):
        parts = question.table.columns if question.table else ()
        assert not [part.key() for part in parts if part.way[-1] == "name" and part.way[0] == "authors"]


def test_a_kind_that_is_switched_off_has_no_form(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    settings_file = root / "site_config/atlas.yaml"
    loaded = yaml.safe_load(settings_file.read_text(encoding="utf-8"))
    loaded["kinds"]["community"]["enabled"] = False
    settings_file.write_text(yaml.safe_dump(loaded, allow_unicode=True), encoding="utf-8")
    assert CliRunner().invoke(atlas, ["--root", str(root), "forms"]).exit_code == 0
    assert not (root / FOLDER / "community.yml").exists()
    assert (root / FOLDER / "practice.yml").is_file()
    assert FIXTURES.is_dir()
    assert set(make_issue_forms(read_schemas(REPOSITORY), own_settings())) == {
        *(f"{name}.yml" for name in NAMES),
        "accompaniment.yml",
        "config.yml",
        "correction.yml",
    }
