"""`atlas new` writes a file that can be read, checked and filled in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.atlases import AS_OF, assemble

from generator.cli import atlas
from generator.model.kinds import KINDS, Kind
from generator.source.yaml.reader import Parsed, read_yaml

TITLE = "Тень: измеряем «на дворе» # 1"
FIELD = re.compile(r"# +(?:(?:- )?[a-z_]+:|-$)")
"""A field that is commented out, not a sentence about it."""
NAME = "ten-izmeryayem-na-dvore-1"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(atlas, ["--root", str(root), *arguments])


def made(root: Path, kind: Kind) -> str:
    result = run(root, "new", kind.name, "--title", TITLE, "--as-of", AS_OF)
    assert result.exit_code == 0, result.output
    path = f"content/{kind.folder}/{NAME}.yaml"
    assert f"Создан файл {path}" in result.stdout
    assert f"atlas check {path}" in result.stdout
    return (root / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_the_file_holds_what_is_known_and_explains_the_rest(root: Path, kind: Kind) -> None:
    text = made(root, kind)
    assert text.startswith(f"# yaml-language-server: $schema=../../schemas/filled/{kind.name}.schema.json\n")
    read = read_yaml(text.encode())
    assert isinstance(read, Parsed)
    assert isinstance(read.value, dict)
    assert (read.value["id"], read.value["title"], read.value["added"]) == (NAME, TITLE, AS_OF)
    schema = json.loads((root / "schemas" / kind.schema_file).read_text(encoding="utf-8"))
    assert {*schema["required"], "source"} <= read.value.keys()
    for key, field in schema["properties"].items():
        assert f"# {field['title']}: " in text
        assert f"\n{key}:" in text or f"\n# {key}:" in text
    assert max(map(len, text.split("\n"))) < 130


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_the_check_says_what_to_fill_in(root: Path, kind: Kind) -> None:
    made(root, kind)
    result = run(root, "check", "--as-of", AS_OF, "--format", "json")
    findings = [one for one in json.loads(result.stdout)["findings"] if one["severity"] == "error"]
    assert result.exit_code == 1
    assert {finding["code"] for finding in findings} == {"empty-value"}
    assert all("не заполнено" in finding["what"] for finding in findings)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_optional_fields_need_only_their_comment_signs_removed(root: Path, kind: Kind) -> None:
    text = made(root, kind)
    head, _, optional = text.partition("Необязательные поля ─────\n")
    lines = [line[2:] for line in optional.split("\n") if FIELD.match(line)]
    read = read_yaml((head + "\n" + "\n".join(lines)).encode())
    assert isinstance(read, Parsed), read
    assert isinstance(read.value, dict)
    schema = json.loads((root / "schemas" / kind.schema_file).read_text(encoding="utf-8"))
    assert read.value.keys() == schema["properties"].keys()


def test_an_existing_file_is_never_touched(root: Path) -> None:
    made(root, KINDS[0])
    file = root / f"content/practices/{NAME}.yaml"
    file.write_text("моё", encoding="utf-8")
    result = run(root, "new", "practice", "--title", TITLE)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"файл «content/practices/{NAME}.yaml» уже есть" in result.stderr
    assert file.read_text(encoding="utf-8") == "моё"


def test_a_link_in_place_of_the_file_is_not_followed(root: Path) -> None:
    (root / "content/practices").mkdir()
    (root / f"content/practices/{NAME}.yaml").symlink_to(root / "elsewhere")
    assert run(root, "new", "practice", "--title", TITLE).exit_code == 1
    assert not (root / "elsewhere").exists()


@pytest.mark.parametrize("title", ["!!!", "«»", "я"])
def test_a_title_that_gives_no_name_is_told(root: Path, title: str) -> None:
    result = run(root, "new", "practice", "--title", title)
    assert result.exit_code == 1
    assert "не получается имя файла" in result.stderr


def test_an_empty_title_is_wrong_usage(root: Path) -> None:
    assert run(root, "new", "practice", "--title", "  ").exit_code == 2


def test_a_hostile_title_stays_inside_the_folder(root: Path) -> None:
    result = run(root, "new", "practice", "--title", '../../etc/passwd"\n: &a !b')
    assert result.exit_code == 0
    (file,) = (root / "content/practices").iterdir()
    assert file.name == "etc-passwd-a-b.yaml"
    assert isinstance(read_yaml(file.read_bytes()), Parsed)


def test_a_folder_that_cannot_be_made_is_told(root: Path) -> None:
    (root / "content/practices").write_text("", encoding="utf-8")
    result = run(root, "new", "practice", "--title", TITLE)
    assert result.exit_code == 1
    assert "не удалось создать файл" in result.stderr
