from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from generator.base import template_cache
from generator.base.template_cache import TemplateCache


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def shown(text: str, known: TemplateCache) -> str:
    return (
        Environment(loader=DictLoader({"a": text}), autoescape=True, bytecode_cache=known)
        .get_template("a")
        .render()
    )


def test_a_changed_template_is_compiled_anew(tmp_path: Path) -> None:
    assert [shown(text, TemplateCache(tmp_path)) for text in ("1", "2", "1")] == ["1", "2", "1"]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("same", [True, False])
def test_what_was_compiled_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, same: bool
) -> None:
    known = TemplateCache(tmp_path)
    shown("1", known)
    monkeypatch.delattr(Environment, "compile")
    assert shown("1", known if same else TemplateCache(tmp_path)) == "1"


def test_another_generator_compiles_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown("1", TemplateCache(tmp_path))
    monkeypatch.setattr(template_cache, "modules_digest", lambda: b"another")
    monkeypatch.delattr(Environment, "compile")
    with pytest.raises(AttributeError):
        shown("1", TemplateCache(tmp_path))


@pytest.mark.parametrize("damage", [b"", b"\x00" * 40, None])
def test_what_is_damaged_is_compiled_anew(tmp_path: Path, damage: bytes | None) -> None:
    shown("1", TemplateCache(tmp_path))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-9] if damage is None else damage)
    assert shown("1", TemplateCache(tmp_path)) == "1"


def test_a_changed_byte_is_never_run(tmp_path: Path) -> None:
    shown("1", TemplateCache(tmp_path))
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for place in range(0, len(whole), 7):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert shown("1", TemplateCache(tmp_path)) == "1"


def test_where_nothing_can_be_written_a_process_compiles_a_template_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    caches = [TemplateCache(tmp_path / "file"), TemplateCache(tmp_path / "no" / "such")]
    assert [shown("1", known) for known in caches] == ["1", "1"]
    monkeypatch.delattr(Environment, "compile")
    assert [shown("1", known) for known in caches] == ["1", "1"]


def test_nothing_is_written_where_python_may_not_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    shown("1", TemplateCache(tmp_path))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("folder", ["atlas", "атлас \udcff"])
def test_templates_of_an_atlas_are_not_kept(tmp_path: Path, folder: str) -> None:
    templates, kept = tmp_path / folder, tmp_path / "kept"
    templates.mkdir()
    (templates / "a").write_text("1")
    known = TemplateCache(kept)
    for text in ("1", "2"):
        (templates / "a").write_text(text)
        loader = FileSystemLoader(templates)
        made = Environment(loader=loader, autoescape=True, bytecode_cache=known)
        assert made.get_template("a").render() == text
    assert not kept.exists()
