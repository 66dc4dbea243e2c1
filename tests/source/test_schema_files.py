"""An editor suggests values in a plain clone: the first line of records leads to filled schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from support.git import git
from support.records import REPOSITORY

from generator.canonical.shape import modeline
from generator.check.settings_check import load_settings
from generator.model.kinds import KINDS, Kind
from generator.site import sitemap
from generator.source.schema_files import (
    FILLED,
    filled_for_editors,
    filled_schemas,
    read_schemas,
    schema_text,
)

_MODELINE = "# yaml-language-server: $schema="
_OURS = [*(REPOSITORY / "content").rglob("*.yaml"), *(REPOSITORY / "site_config").rglob("*.yaml")]


def target(file: Path, line: str) -> Path:
    assert line.startswith(_MODELINE), file
    return (file.parent / line.removeprefix(_MODELINE)).resolve()


def read_json(file: Path) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(file.read_text(encoding="utf-8"))


def test_the_first_line_of_every_file_leads_to_a_schema() -> None:
    for file in _OURS:
        schema = target(file, file.read_text(encoding="utf-8").split("\n", 1)[0])
        assert schema.is_file(), file
        filled = REPOSITORY / FILLED / schema.name
        assert schema == filled if filled.exists() else schema.parent == REPOSITORY / "schemas", file


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_the_schema_of_records_is_whole_and_holds_the_values(kind: Kind) -> None:
    record = REPOSITORY / "content" / kind.folder / "novaya.yaml"
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


def test_filled_schemas_follow_the_vocabularies_and_are_those_of_the_site(tmp_path: Path) -> None:
    schemas = read_schemas(REPOSITORY)
    loaded = load_settings(REPOSITORY, schemas)
    wanted = filled_for_editors(schemas, loaded.vocabularies)
    standing = {file.name: file.read_text(encoding="utf-8") for file in (REPOSITORY / FILLED).iterdir()}
    told = "Run `atlas schema`."
    assert standing == {name: schema_text(schema) for name, schema in wanted.items()}, told
    assert loaded.settings is not None
    sitemap.write_schemas(tmp_path, filled_schemas(REPOSITORY, loaded.settings))
    for name, text in standing.items():
        assert (tmp_path / sitemap.SCHEMAS / name).read_text(encoding="utf-8") == text


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
