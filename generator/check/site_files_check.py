"""Checks the files that MkDocs copies unchanged: the hand-written pages and the theme.

MkDocs waits for ever at a named pipe, follows links out of the atlas and skips an unreadable folder, so that
the site would silently lack its pages. Pages that generated pages link to must exist.
"""

import codecs
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.check.host_check import PAGES
from generator.check.page_check import page_findings
from generator.check.page_links import link_findings
from generator.check.page_names import name_clashes, name_problem
from generator.check.template_check import TEMPLATES, template_findings
from generator.model import addresses
from generator.model.findings import Finding, Problem, Severity
from generator.source.locations import finding_of_file
from generator.source.record_files import Unloaded, as_text, list_folder, read_file, symlink

FOLDERS = (PAGES, "site_config/theme")
_LED_TO: Mapping[str, str] = {
    addresses.ABOUT: "на неё ведёт главная страница",
    addresses.CONTRIBUTING: "на неё ведут формы и страницы замечаний",
}
"""Hand-written pages that generated pages link to, and which pages do."""
_TEXTS = (".md", ".html", ".xml")
"""Suffixes of the files that MkDocs reads as text; it copies the others."""


def site_file_findings(root: Path) -> Iterator[Finding]:
    """Yield files that MkDocs cannot use (links, pipes, unreadable, wrongly encoded) and missing ones."""
    pages: dict[str, str] = {}
    for folder in FOLDERS:
        for path, data in _files(root, folder):
            if isinstance(data, Unloaded):
                yield finding_of_file(data.path, data.problem)
                continue
            found = list(_content_findings(path, data))
            yield from found
            if path.startswith(f"{PAGES}/"):
                is_sound = path.endswith(".md") and not any(one.severity is Severity.ERROR for one in found)
                pages[path.removeprefix(f"{PAGES}/")] = data.decode("utf-8-sig") if is_sound else ""
    yield from link_findings(pages)
    for path, problem in name_clashes(pages):
        yield finding_of_file(f"{PAGES}/{path}", problem)
    there = (root / PAGES).is_dir()  # without the folder there is no site, which `host_findings` reports
    for address, whence in _LED_TO.items() if there else ():
        name = address.rstrip("/")
        places = (f"{name}.md", f"{name}/index.md", f"{name}/README.md")
        if not any(os.path.lexists(root / PAGES / place) for place in places):
            yield finding_of_file(f"{PAGES}/{name}.md", _no_page(f"{name}.md", whence))


def _files(root: Path, folder: str) -> Iterator[tuple[str, bytes | Unloaded]]:
    """Yield the files below a folder with their contents, or why they cannot be used."""
    for entry in list_folder(root / folder, folder):
        if isinstance(entry, Unloaded):
            yield entry.path, entry
            continue
        path = f"{folder}/{as_text(entry.name)}"
        if problem := symlink() if entry.type == "link" else name_problem(entry.name):
            yield path, Unloaded(path=path, problem=problem)
        elif entry.type == "folder":
            yield from _files(root, path)
        else:
            yield path, read_file(root / path, path)


def _content_findings(path: str, data: bytes) -> Iterator[Finding]:
    if not path.endswith(_TEXTS):
        return
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # a long file is truncated, maybe amid a letter
    except UnicodeDecodeError:
        problem = Problem(
            code="not-utf8",
            what="Это не текст в кодировке UTF-8",
            allowed="Текст в кодировке UTF-8.",
            action="Сохраните файл в кодировке UTF-8.",
        )
        yield finding_of_file(path, problem)
        return
    if path.startswith(f"{PAGES}/"):
        yield from page_findings(path, data) if path.endswith(".md") else ()
    elif path.endswith(TEMPLATES):
        yield from template_findings(path, data)


def _no_page(name: str, whence: str) -> Problem:
    return Problem(
        code="missing-page",
        severity=Severity.WARNING,
        what=f"Нет страницы «{name}»: {whence}, и ссылки не откроются",
        allowed="Своя страница атласа под этим именем.",
        action="Напишите страницу — образцом послужит страница другого атласа — или верните прежнюю.",
    )
