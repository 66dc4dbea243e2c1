"""`atlas schema` writes schemas that editors can use as they are."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
from click.testing import CliRunner
from support.atlases import FIXTURES, assemble

from generator.cli import atlas


def test_schemas_are_written_with_the_values_of_vocabularies(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    result = CliRunner().invoke(atlas, ["--root", str(root), "schema"])
    assert result.exit_code == 0
    folder = root / ".atlas/schemas"
    assert result.stdout.split() == [str(file) for file in sorted(folder.iterdir())]
    schemas = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir()}
    subjects = schemas["practice.schema.json"]["properties"]["subjects"]["items"]
    assert subjects["enum"] == ["physics", "mathematics", "russian"]
    assert subjects["markdownEnumDescriptions"][0].startswith(("**Физика**", "Физика"))
    registry = jsonschema_rs.Registry(list(schemas.items()))
    for schema in schemas.values():
        jsonschema_rs.Draft202012Validator(schema, registry=registry)


def test_another_folder_may_be_named(tmp_path: Path) -> None:
    root, output = assemble(tmp_path / "atlas"), tmp_path / "a" / "b"
    assert CliRunner().invoke(atlas, ["--root", str(root), "schema", "--output", str(output)]).exit_code == 0
    assert (output / "common.schema.json").is_file()


def test_broken_vocabularies_are_told(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "reading" / "duplicate-id")
    result = CliRunner().invoke(atlas, ["--root", str(root), "schema"])
    assert result.exit_code == 1
    assert "[duplicate-id]" in result.stderr


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    root = assemble(tmp_path / "atlas")
    (tmp_path / "file").touch()
    result = CliRunner().invoke(atlas, ["--root", str(root), "schema", "--output", str(tmp_path / "file")])
    assert result.exit_code == 1
    assert "не удалось записать схемы" in result.stderr
