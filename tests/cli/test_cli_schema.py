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
    folder = root / "schemas/filled"
    assert result.stdout.split() == [str(file) for file in sorted(folder.iterdir())]
    again = CliRunner().invoke(atlas, ["--root", str(root), "schema"])
    assert (again.exit_code, again.stdout) == (0, "Схемы соответствуют словарям.\n")
    schemas = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in folder.iterdir()}
    subjects = schemas["practice.schema.json"]["properties"]["subjects"]["items"]
    assert subjects["enum"] == ["physics", "mathematics", "russian"]
    assert subjects["markdownEnumDescriptions"][0].startswith(("**Физика**", "Физика"))
    registry = jsonschema_rs.Registry(list(schemas.items()))
    for schema in schemas.values():
        jsonschema_rs.Draft202012Validator(schema, registry=registry)


def test_schemas_that_lag_behind_the_vocabularies_are_named(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    arguments = ["--root", str(root), "schema"]
    assert CliRunner().invoke(atlas, arguments).exit_code == 0
    assert CliRunner().invoke(atlas, [*arguments, "--check"]).exit_code == 0
    vocabulary = root / "site_config/vocabularies/subjects.yaml"
    text = vocabulary.read_text(encoding="utf-8")
    vocabulary.write_text(text.replace("title: Физика", "title: Физика и опыты"), encoding="utf-8")
    before = (root / "schemas/filled/practice.schema.json").read_bytes()
    result = CliRunner().invoke(atlas, [*arguments, "--check"])
    assert result.exit_code == 1
    assert f"Устарела: {root / 'schemas/filled/practice.schema.json'}\n" in result.stdout
    assert "atlas schema" in result.stdout
    assert (root / "schemas/filled/practice.schema.json").read_bytes() == before
    assert CliRunner().invoke(atlas, arguments).exit_code == 0
    assert CliRunner().invoke(atlas, [*arguments, "--check"]).exit_code == 0


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
