"""Whatever is wrong with the files of an atlas, a build reports it in Russian and the old site stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from support.commands import BUILD, CHECK, assert_refused, call, unhurt

from generator.site.render import renderer

Break = Callable[[Path], object]


def text(path: str, content: str | bytes) -> Break:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda root: (root / path).write_bytes(data)


def gone(path: str) -> Break:
    return lambda root: shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()


def pipe(path: str) -> Break:
    return _instead(path, os.mkfifo)


def folder(path: str) -> Break:
    return _instead(path, os.mkdir)


def link(path: str, to: str) -> Break:
    return _instead(path, lambda file: file.symlink_to(to))


def _instead(path: str, make: Callable[[Path], object]) -> Break:
    def do(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        make(root / path)

    return do


SCHEMA = "schemas/atlas.schema.json"
ATLAS = "site_config/atlas.yaml"
SUBJECTS = "site_config/vocabularies/subjects.yaml"
PLACES = "site_config/municipalities.yaml"
SEARCH = "site_config/search.yaml"
PAGE = "site_config/pages/about.md"
MAIN = "site_config/theme/main.html"
FAULTS: list[tuple[Break, str]] = [
    (gone(SCHEMA), "в папке «schemas» не хватает: «atlas.schema.json»"),
    (
        text(SCHEMA, '{\n"a": '),
        "файл не читается: ошибка JSON в строке 2",
    ),
    (text(SCHEMA, "[]"), "нужен объект JSON"),
    (text(SCHEMA, b'{"a": "\xff"}'), "это не текст в кодировке UTF-8"),
    (text(SCHEMA, "[" * 90_000), "слишком глубокая вложенность"),
    (text(SCHEMA, " " * 300_000), "файл слишком большой"),
    (text(SCHEMA, '{"type": "nothing"}'), "schemas/atlas.schema.json:1:10: ошибка [bad-schema]"),
    (text(SCHEMA, '{"$ref": "nowhere.json"}'), "ссылка «nowhere.json» в «atlas.schema.json» никуда не ведёт"),
    (pipe(SCHEMA), "не обычный файл"),
    (folder(SCHEMA), "не обычный файл"),
    (gone(ATLAS), "[missing-file] Нет файла настроек «site_config/atlas.yaml»"),
    (text(ATLAS, ""), "site_config/atlas.yaml:1:1: ошибка"),
    (text(ATLAS, "title: ["), "site_config/atlas.yaml:1:8: ошибка [yaml-bracket]"),
    (pipe(ATLAS), "[not-a-regular-file]"),
    (folder(ATLAS), "[not-a-regular-file]"),
    (gone(SUBJECTS), "[missing-vocabulary] Нет словаря «subjects»"),
    (text(SUBJECTS, "terms: 5"), "site_config/vocabularies/subjects.yaml:1:"),
    (gone("site_config/vocabularies"), "[missing-vocabulary] Нет словаря «subjects»"),
    (gone(PLACES), "[missing-file] Нет файла настроек «site_config/municipalities.yaml»"),
    (text(PLACES, "- a"), "site_config/municipalities.yaml:1:"),
    (text(SEARCH, "families: {"), "site_config/search.yaml:1:"),
    (gone("site_config"), "[missing-file]"),
    (text("content/practices/measuring.yaml", b"\xff\xfe"), "content/practices/measuring.yaml:1:"),
    (text(PAGE, b"\xff\xfe"), "site_config/pages/about.md:1:1: ошибка [not-utf8]"),
    (pipe(PAGE), "site_config/pages/about.md:1:1: ошибка [not-a-regular-file]"),
    (link(PAGE, "/etc/hostname"), "site_config/pages/about.md:1:1: ошибка [symlink]"),
    (link("site_config/pages/loop", "."), "site_config/pages/loop:1:1: ошибка [symlink]"),
    (text(PAGE, "---\ntemplate: none.html\n---\nx"), "[bad-page] В начале страницы свойство «template»"),
    (gone("mkdocs.yml"), "mkdocs.yml:1:1: ошибка [missing-file]"),
    (text("mkdocs.yml", ""), "mkdocs.yml:1:1: ошибка ["),
    (text("mkdocs.yml", "nav: ["), "mkdocs.yml:1:"),
    (text("mkdocs.yml", "[1, 2]"), "mkdocs.yml:1:1: ошибка ["),
    (text("mkdocs.yml", b"a: \xff"), "mkdocs.yml:1:"),
    (text("mkdocs.yml", "[" * 1_000), "mkdocs.yml:1:"),
    (text("mkdocs.yml", "hooks: 5"), "[bad-host-setting]"),
    (text("mkdocs.yml", "site_name: x\ntheme: none"), "[bad-host-setting]"),
    (text(MAIN, "{% if"), "site_config/theme/main.html:1:1: ошибка [bad-theme]"),
    (text(MAIN, "\n{{ none.x.y }}"), "ошибка в шаблоне «main.html», строка 2"),
    (text(MAIN, '{% extends "none.html" %}'), "нет шаблона «none.html» (его называет «main.html»"),
    (text(MAIN, b"\xff"), "site_config/theme/main.html:1:1: ошибка [not-utf8]"),
    (text(MAIN, ""), "в main.html нет места"),
    (text("mkdocs.yml", "theme:\n  name: material\n  custom_dir: nowhere"), "[bad-host-setting]"),
]


@pytest.mark.parametrize(("harm", "words"), FAULTS, ids=range(len(FAULTS)))
def test_a_broken_file_is_named_and_the_old_site_stays(standing: Path, harm: Break, words: str) -> None:
    harm(standing)
    with unhurt(standing / "site"):
        assert_refused(call(standing, *BUILD), words)


@pytest.mark.parametrize("content", ["{% if", "{{ 1 / 0 }}"])
def test_a_broken_template_of_records_is_named(
    standing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/record.html.j2").write_text(content)
    others = jinja2.PackageLoader("generator", "site/templates")  # they are compiled already
    own = [jinja2.FileSystemLoader(tmp_path / "templates"), others]
    monkeypatch.setattr(renderer, "PackageLoader", lambda *_: jinja2.ChoiceLoader(own))
    with unhurt(standing / "site"):
        assert_refused(call(standing, *BUILD), "» не свёрстана", "«record.html.j2»")


def test_a_check_says_the_same_of_settings_and_pages(standing: Path) -> None:
    pipe(PAGE)(standing)
    assert_refused(call(standing, *CHECK), "site_config/pages/about.md:1:1: ошибка [not-a-regular-file]")
