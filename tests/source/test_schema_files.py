"""An editor suggests values in a plain clone: the first line of records leads to filled schemas."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from support.atlases import REFERENCE
from support.commands import call
from support.git import git
from support.records import REPOSITORY

from generator.canonical.shape import modeline
from generator.model.kinds import KINDS, Kind
from generator.source.editor_schemas import REFERENCES
from generator.source.package_files import package_file
from generator.source.schema_files import (
    FILLED,
    FOLDER,
    read_schemas,
)

_MODELINE = "# yaml-language-server: $schema="


def target(file: Path, line: str) -> Path:
    assert line.startswith(_MODELINE), file
    return (file.parent / line.removeprefix(_MODELINE)).resolve()


def read_json(file: Path) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The root of an atlas with the settings of the reference atlas, after `atlas schema`."""
    shutil.copytree(REFERENCE / "site_config", tmp_path / "site_config")
    shutil.copy(REFERENCE / "mkdocs.yml", tmp_path)
    assert call(tmp_path, "schema").code == 0
    return tmp_path


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_the_schema_of_records_is_whole_and_holds_the_values(filled: Path, kind: Kind) -> None:
    record = filled / "content" / kind.folder / "novaya.yaml"
    schema = target(record, modeline(kind))
    files = {file.name: read_json(file) for file in schema.parent.glob("*.json")}
    registry = jsonschema_rs.Registry(list(files.items()))
    validator = jsonschema_rs.Draft202012Validator(files[schema.name], registry=registry)
    assert files[schema.name]["properties"]["municipality"]["enum"]
    wrong = {
        error.instance_path[-1]
        for error in validator.iter_errors({"municipality": "нет такого"})
        if error.instance_path
    }
    assert wrong == {"municipality"}


def test_an_atlas_without_schemas_of_its_own_gets_all_of_them_for_editors(filled: Path) -> None:
    assert {file.name for file in (filled / FILLED).iterdir()} == {*read_schemas(filled), REFERENCES}
    shutil.copytree(package_file(FOLDER), filled / FOLDER, dirs_exist_ok=True)
    shutil.rmtree(filled / FILLED)
    assert call(filled, "schema").code == 0
    assert "search.schema.json" not in {file.name for file in (filled / FILLED).iterdir()}
    assert call(filled, "schema", "--check").code == 0


def test_vs_code_maps_the_folders_to_the_same_schemas_and_recommends_the_extension() -> None:
    settings = read_json(REPOSITORY / ".vscode/settings.json")
    mapped = {pattern: (REPOSITORY / path).resolve() for path, pattern in settings["yaml.schemas"].items()}
    assert mapped == {
        f"content/{kind.folder}/*.yaml": target(
            REPOSITORY / "content" / kind.folder / "a.yaml", modeline(kind)
        )
        for kind in KINDS
    }
    assert settings["yaml.format.enable"] is False  # `atlas fmt` knows the order of keys
    assert read_json(REPOSITORY / ".vscode/extensions.json")["recommendations"] == ["redhat.vscode-yaml"]


def test_git_leaves_the_line_ends_of_records_as_they_are() -> None:
    paths = ["content/practices/novaya.yaml", f"{FILLED}/practice.schema.json"]
    assert git(REPOSITORY, "check-attr", "eol", *paths).split("\n") == [f"{path}: eol: lf" for path in paths]
