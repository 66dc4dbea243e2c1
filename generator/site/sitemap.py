"""The sitemap: the pages of the site, for search engines."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.base.files import write_file
from generator.site.host.frames import HandWrittenPage
from generator.site.render.renderer import Renderer
from generator.source.git.history import History

SITEMAP = "sitemap.xml"
LIMIT = 50_000
"""Maximum number of addresses in one sitemap file, as the protocol requires (sitemaps.org)."""


class SitemapEntry(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A page in the sitemap; `changed` is the day of its last change, «» if unknown."""

    address: str
    changed: str


def list_entries(
    generated: Iterable[SitemapEntry], written: Iterable[HandWrittenPage], history: History
) -> Sequence[SitemapEntry]:
    """Return the entries of generated and hand-written pages, by address."""
    by_hand = (SitemapEntry(address=one.address, changed=_day(history, one.path)) for one in written)
    return sorted([*generated, *by_hand])


def write_sitemap(
    folder: Path, renderer: Renderer, entries: Sequence[SitemapEntry], most: int = LIMIT
) -> Mapping[str, int]:
    """Write sitemap.xml and robots.txt; return sizes of files in bytes, by path in the site's folder.

    If there are more than `most` entries, the sitemap is an index of several files.
    """
    parts = [entries[start : start + most] for start in range(0, len(entries), most)]
    if len(parts) > 1:
        named = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, start=1)}
        files = {name: renderer.render_file("sitemap.xml.j2", entries=part) for name, part in named.items()}
        files[SITEMAP] = renderer.render_file("sitemap_index.xml.j2", names=list(named))
    else:
        files = {SITEMAP: renderer.render_file("sitemap.xml.j2", entries=entries)}
    files["robots.txt"] = renderer.render_file("robots.txt.j2")
    return {path: write_file(folder / path, text.encode()) for path, text in files.items()}


def _day(history: History, path: str) -> str:
    change = history.of(path)
    return change.date.isoformat() if change else ""
