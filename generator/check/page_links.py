"""Checks links and images of hand-written pages.

MkDocs reports broken ones only in its log, and readers see «страница не найдена».
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from generator.base.russian import quote, shorten
from generator.base.suggestions import near_misses
from generator.check.host_check import PAGES
from generator.check.page_names import OWN_FOLDERS
from generator.check.rules.markdown_links import MAY_LINK, targets
from generator.model.findings import Finding, Problem, Severity
from generator.source.locations import finding_at

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_FILE = re.compile(r"\.[A-Za-z0-9]{2,5}\Z")
_PAGE = ".md"


def link_findings(pages: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the broken links of pages.

    `pages` are all files in the folder of pages, by path; the text is empty if a file is not a page.
    """
    for path, text in pages.items():
        if not MAY_LINK.search(text):
            continue
        found = [*targets(text, "link_open", "href"), *targets(text, "image", "src")]
        for target in dict.fromkeys(found):
            fault = _find_fault(path, target, pages)
            if fault is not None:
                yield finding_at(f"{PAGES}/{path}", text, fault, max(text.find(target), 0), len(target) or 1)


def _fault(code: str, what: str, near: tuple[str, ...] = ()) -> Problem:
    return Problem(
        code=code,
        severity=Severity.WARNING,
        what=what,
        allowed="Страница из той же папки (about.md), страница атласа (practices/index.md) "
        "или адрес с https://.",
        action="Исправьте адрес или удалите ссылку.",
        suggestions=near,
    )


def _find_fault(path: str, target: str, files: Collection[str]) -> Problem | None:
    """Return what is wrong with a link; None if it is not known to be wrong."""
    shown = quote(shorten(target))
    scheme = _SCHEME.match(target)
    if scheme:
        start = scheme[1].lower()
        why = f"начала «{scheme[1]}:» у адресов нет"
        why = "это файл на чьём-то компьютере" if start == "file" or len(start) == 1 else why
        return None if start in _SCHEMES else _fault("bad-link", f"Ссылка {shown} не откроется: {why}")
    place = unquote(re.split(r"[?#]", target)[0])
    if not place or place.startswith("//"):
        return None
    if place.startswith("/"):
        why = "она начата от корня сайта, а атлас может стоять в его папке"
        return _fault("bad-link", f"Ссылка {shown} может не открыться: {why}")
    if not _FILE.search(place):
        return None  # an address of the built site, whose pages are not known yet
    full = posixpath.normpath(posixpath.join(posixpath.dirname(path), place))
    if full in files or full.partition("/")[0] in OWN_FOLDERS or full == "index.md":
        return None
    kind = "страницы" if place.endswith(_PAGE) else "файла"
    near = near_misses(full, [(one, one) for one in files])
    return _fault("unknown-page", f"Ссылка ведёт в никуда: {kind} {shown} нет", near)
