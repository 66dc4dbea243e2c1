"""Small atlases that can be built, and the content of their sites."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from support.atlases import AS_OF, FIXTURES, REPOSITORY, assemble

from generator.base.hyphens import remove_hyphens
from generator.report.guide import CodeGroup, code_groups
from generator.site.prepare import Order
from generator.site.views import findings

SMALL = FIXTURES / "buildable"
"""Two practices and a community with the base settings."""
OWN_STYLE = "site_config/theme/assets/palette.css"
"""A style sheet of the atlas itself, instead of the theme's."""
DAY = dt.date.fromisoformat(AS_OF)


def buildable(root: Path, *parts: Path) -> Path:
    """Create an atlas at `root` with the repository's mkdocs.yml and its own palette; return `root`."""
    assemble(root, *(parts or (SMALL,)))
    own = root / OWN_STYLE
    own.parent.mkdir(parents=True)
    own.write_text("/* own */", encoding="utf-8")
    pages = root / "site_config" / "pages"
    pages.mkdir(exist_ok=True)
    for name in ("about", "contributing"):
        if not (pages / f"{name}.md").exists():
            (pages / f"{name}.md").write_text("# Страница\n", encoding="utf-8")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


def order(root: Path, *, search: bool = False, keep_going: bool = False) -> Order:
    """Return the order to build an atlas on the fixtures' day."""
    return Order(root=root, as_of=DAY, search=search, keep_going=keep_going)


@contextmanager
def only_some_findings() -> Iterator[None]:
    """Make sites built by this process and its forks contain the page of one finding per group.

    Otherwise two of three pages of a small site are about findings, and take most of the time.
    """
    groups = tuple(replace(group, findings=group.findings[:1]) for group in code_groups())

    def some() -> tuple[CodeGroup, ...]:
        return groups

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(findings, "code_groups", some)
        yield


def contents(site: Path, *, without: str = "pagefind") -> dict[str, bytes]:
    """Return the files of a site by path; `without` is a folder to skip."""
    found: dict[str, bytes] = {}
    start = len(str(site)) + 1
    for folder, folders, files in os.walk(site):  # four times as fast as `Path`, and called often
        folders.sort()
        place = folder[start:]
        if place == without:
            folders.clear()
            continue
        for name in sorted(files):
            with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 - see above
                found[f"{place}/{name}" if place else name] = file.read()
    return found


def texts(tree: etree._Element, path: str) -> list[str]:
    """Return the texts or attributes that an XPath finds."""
    found = tree.xpath(path)
    assert isinstance(found, list)
    return [str(one) for one in found]


def text(element: etree._Element) -> str:
    """Return the complete text of an element, as written."""
    return remove_hyphens("".join(str(part) for part in element.itertext()))
