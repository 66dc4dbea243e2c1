"""Checks the files that MkDocs copies as they are: the hand-written pages and the theme.

MkDocs waits for ever at a named pipe, follows links out of the atlas and skips a folder that it may not
read: the site would lack its pages without a word. Pages to which generated pages link must exist.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from generator.model import addresses
from generator.model.findings import Finding, Problem, Severity
from generator.source.locations import finding_of_file
from generator.source.record_files import Unloaded, list_folder, read_file, symlink

PAGES = "site_config/pages"
FOLDERS = (PAGES, "site_config/theme")
_LED_TO: Mapping[str, str] = MappingProxyType(
    {
        addresses.ABOUT: "на неё ведёт главная страница",
        addresses.CONTRIBUTING: "на неё ведут формы и страницы замечаний",
    }
)
"""Hand-written pages that generated pages link to, and which pages do."""
_TEXTS = (".md", ".html")
"""Endings of the files that MkDocs reads as text; it copies the others."""


def site_file_findings(root: Path) -> Iterator[Finding]:
    """Yield which files MkDocs cannot use (links, pipes, closed ones, wrong bytes), and which are missing."""
    for folder in FOLDERS:
        for one in _unusable(root, folder):
            yield finding_of_file(one.path, one.problem)
    there = (root / PAGES).is_dir()  # without the folder there is no site, which MkDocs tells
    for address, whence in _LED_TO.items() if there else ():
        name = address.rstrip("/")
        places = (f"{name}.md", f"{name}/index.md", f"{name}/README.md")
        if not any(os.path.lexists(root / PAGES / place) for place in places):
            yield finding_of_file(f"{PAGES}/{name}.md", _no_page(f"{name}.md", whence))


def _unusable(root: Path, folder: str) -> Iterator[Unloaded]:
    for entry in list_folder(root / folder, folder):
        if isinstance(entry, Unloaded):
            yield entry
            continue
        path = f"{folder}/{entry.name}"
        if entry.type == "link":
            yield Unloaded(path=path, problem=symlink())
        elif entry.type == "folder":
            yield from _unusable(root, path)
        else:
            yield from _file(root / path, path)


def _file(file: Path, path: str) -> Iterator[Unloaded]:
    data = read_file(file, path)
    if isinstance(data, Unloaded):
        yield data
    elif path.endswith(_TEXTS):
        try:
            codecs.getincrementaldecoder("utf-8")().decode(data)  # a long file may end amid a letter here
        except UnicodeDecodeError:
            yield Unloaded(path=path, problem=_not_text())


def _no_page(name: str, whence: str) -> Problem:
    return Problem(
        code="missing-page",
        severity=Severity.WARNING,
        what=f"Нет страницы «{name}»: {whence}, и ссылки не откроются",
        allowed="Своя страница атласа под этим именем.",
        action="Напишите страницу — образцом послужит страница другого атласа — или верните прежнюю.",
    )


def _not_text() -> Problem:
    return Problem(
        code="not-utf8",
        what="Это не текст в кодировке UTF-8",
        allowed="Текст в кодировке UTF-8.",
        action="Сохраните файл в кодировке UTF-8.",
    )
