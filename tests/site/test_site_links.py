"""Every internal link and anchor of the built site resolves, at the root and under a sub-path."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import etree, html
from support.sites import html_pages

ATTRIBUTES = ("href", "src", "action")


def local_addresses(document: html.HtmlElement) -> Iterator[str]:
    """Yield the addresses of a page that stay inside the site."""
    for value in document.xpath("|".join(f"//@{attribute}" for attribute in ATTRIBUTES)):
        if is_local(str(value)):
            yield str(value)


@cache
def is_local(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def target(page: str, address: str) -> tuple[str, str]:
    """Return the file of the site that an address of a page leads to, and its anchor."""
    if not address or address.startswith(("#", "?")):
        return page, unquote(urldefrag(address)[1])
    return target_from(posixpath.dirname(page), address)


@cache
def target_from(folder: str, address: str) -> tuple[str, str]:
    """Return the same for an address of a file, cached because pages of a folder share many."""
    path, anchor = urldefrag(address.split("?", 1)[0] if "#" not in address else address)
    path = unquote(path.split("?", 1)[0])
    joined = posixpath.normpath(posixpath.join(folder, path))
    if path.endswith(("/", ".", "..")) or joined == ".":
        joined = posixpath.normpath(posixpath.join(joined, "index.html"))
    return joined, unquote(anchor)


@pytest.fixture(scope="module")
def documents(built_site: Path) -> dict[str, html.HtmlElement]:
    """Every page of the site, parsed, by its path inside the site."""
    return {
        path.relative_to(built_site).as_posix(): html.document_fromstring(path.read_bytes())
        for path in html_pages(built_site)
        if path.name != "404.html"
    }


def test_every_internal_link_and_anchor_resolves(
    built_site: Path, documents: dict[str, html.HtmlElement]
) -> None:
    files = {path.relative_to(built_site).as_posix() for path in built_site.rglob("*") if path.is_file()}
    anchors = {page: {str(name) for name in document.xpath("//@id")} for page, document in documents.items()}
    broken: dict[str, set[str]] = defaultdict(set)
    count = 0
    for page, document in documents.items():
        for address in local_addresses(document):
            count += 1
            file, anchor = target(page, address)
            if file not in files or (
                anchor and anchor != "__top" and file in anchors and anchor not in anchors[file]
            ):
                broken[page].add(address)
    assert count > 10_000
    assert dict(broken) == {}


def test_no_link_depends_on_the_place_of_the_site(documents: dict[str, html.HtmlElement]) -> None:
    rooted = {
        (page, address)
        for page, document in documents.items()
        for address in local_addresses(document)
        if address.startswith("/")
    }
    assert rooted == set()


def test_every_link_that_leaves_the_site_tells_nothing_of_the_page(
    documents: dict[str, html.HtmlElement],
) -> None:
    count = 0
    telling: dict[str, set[str]] = defaultdict(set)
    for page, document in documents.items():
        for link in document.xpath("//a[contains(@href, '://') or starts-with(@href, '//')]"):
            count += 1
            if "noopener" not in link.get("rel", "").split():
                telling[page].add(link.get("href"))
    assert count > 1_000
    assert dict(telling) == {}


def test_no_page_has_a_handler_or_a_program_in_an_attribute(documents: dict[str, html.HtmlElement]) -> None:
    programs = {
        (page, name, value)
        for page, document in documents.items()
        for element in document.iter(etree.Element)
        for name, value in element.items()
        if name.lower().startswith("on")
        or name.lower() == "style"
        or value.strip().lower().startswith(("javascript:", "vbscript:", "data:"))
    }
    assert programs == set()
