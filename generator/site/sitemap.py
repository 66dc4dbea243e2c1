"""Extras: the files of the site that are no pages for readers: map, robots, redirects, schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.base.files import index_file, write_file
from generator.site.host.content_security import policy
from generator.site.host.frames import Written
from generator.site.render.renderer import Renderer
from generator.source.git.history import History
from generator.source.schema_files import schema_text

SCHEMAS = "schemas/v1"
MAP = "sitemap.xml"
MAP_MOST = 50_000
"""Addresses that one file of the map may hold, by the protocol (sitemaps.org)."""

Sizes = Mapping[str, int]
"""Sizes of files in bytes, by path inside the site's folder."""


class Place(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A page in the map of the site; `changed` is the day of its last change, «» when unknown."""

    address: str
    changed: str


def places(generated: Iterable[Place], written: Iterable[Written], history: History) -> Sequence[Place]:
    """Return what the map of the site lists: generated and hand-written pages, by address."""
    return sorted(
        [*generated, *(Place(address=one.address, changed=_day(history, one.path)) for one in written)]
    )


def write_map(folder: Path, renderer: Renderer, listed: Sequence[Place], most: int = MAP_MOST) -> Sizes:
    """Write sitemap.xml and robots.txt.

    Args:
        folder: the folder of the site.
        renderer: fills the templates.
        listed: what the map lists.
        most: of more addresses than these the map is an index of several files.
    """
    parts = [listed[start : start + most] for start in range(0, len(listed), most)]
    if len(parts) > 1:
        named = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, start=1)}
        files = {name: renderer.whole("sitemap.xml.j2", places=part) for name, part in named.items()}
        files[MAP] = renderer.whole("sitemap_index.xml.j2", names=list(named))
    else:
        files = {MAP: renderer.whole("sitemap.xml.j2", places=listed)}
    return _written(folder, files | {"robots.txt": renderer.whole("robots.txt.j2")})


def write_redirects(folder: Path, renderer: Renderer, redirects: Mapping[str, str]) -> Sizes:
    """Write a page for every former address that leads to the present one."""
    files: dict[str, str] = {}
    for former, present in redirects.items():
        root = "../" * former.count("/")
        html = renderer.whole("redirect.html.j2", root=root, target=present, policy=policy(""))
        files[index_file("", former).lstrip("/")] = html
    return _written(folder, files)


def write_schemas(folder: Path, schemas: Mapping[str, Any]) -> Sizes:
    """Write the schemas with the vocabularies' values filled in, for editors."""
    return _written(
        folder, {f"{SCHEMAS}/{name}": schema_text(schema) for name, schema in sorted(schemas.items())}
    )


def _written(folder: Path, files: Mapping[str, str]) -> Sizes:
    return {path: write_file(folder / path, text.encode()) for path, text in files.items()}


def _day(history: History, path: str) -> str:
    change = history.of(path)
    return change.date.isoformat() if change else ""
