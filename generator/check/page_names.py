"""Names of the files that a site copies as they are: which may exist beside the atlas's own pages."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from generator.base.limits import MAX_NAME
from generator.model import addresses
from generator.model.findings import Problem
from generator.model.kinds import KINDS

_NAME = re.compile(r"\w[\w.-]*\Z")
_PAGE = ".md"
_INDEX = frozenset({"index", "readme"})
OWN_FOLDERS = frozenset(
    {
        *(kind.folder for kind in KINDS),
        *addresses.TERM_FOLDERS.values(),
        *addresses.RESERVED_FOLDERS,
        *("", "404.html", "sitemap.xml", "page"),
        *(one.rstrip("/") for one in addresses.OWN_PAGES),
    }
)
"""First parts of addresses under which the atlas generates pages and files itself."""


def name_problem(name: str) -> Problem | None:
    """Return what is wrong with the name of a file or folder; None if nothing is."""
    if _NAME.match(name) and len(name.encode()) <= MAX_NAME:
        return None
    shown = name.encode(errors="replace").decode()
    shown = shown if len(shown) <= MAX_NAME else f"{shown[:MAX_NAME]}…"
    return Problem(
        code="bad-file-name",
        what=f"Имя «{shown}» не подходит для страницы или файла сайта",
        allowed=f"Буквы, цифры, «-», «_» и точка, не длиннее {MAX_NAME} байт: o-nas.md.",
        action="Переименуйте файл или папку.",
    )


def name_clashes(paths: Iterable[str]) -> Iterator[tuple[str, Problem]]:
    """Yield files whose address is taken, by the atlas or by another file.

    `paths` are relative to the folder of pages, all with valid names.
    """
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in sorted(paths):
        place = _place(path)
        first = place.split("/")[0].casefold() if place != "index.html" else ""
        if first in OWN_FOLDERS:
            yield path, _clash_problem("оно принадлежит самому атласу: под ним стоят его страницы и файлы")
            continue
        place = place.casefold()
        above = [str(one) for one in PurePosixPath(place).parents][:-1]
        other = taken.get(place) or folders.get(place) or next(filter(None, map(taken.get, above)), "")
        if other:
            yield path, _clash_problem(f"на том же месте сайта стоит «{other}»")
            continue
        taken[place] = path
        folders.update(dict.fromkeys(above, path))


def _place(path: str) -> str:
    """Return the path that MkDocs gives a file in the site: `about.md` goes to `about/index.html`."""
    if not path.endswith(_PAGE):
        return path
    folder, _, name = path.removesuffix(_PAGE).rpartition("/")
    parts = [folder, "" if name.lower() in _INDEX else name, "index.html"]
    return "/".join(filter(None, parts))


def _clash_problem(why: str) -> Problem:
    return Problem(
        code="taken-page-name",
        what=f"Это имя занято: {why}",
        allowed="Имя, которого нет ни у страниц атласа, ни у соседних файлов, пусть и с другими буквами.",
        action="Переименуйте файл: под этим именем читатели его не увидят.",
    )
