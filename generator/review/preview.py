"""A preview: the pages that a proposal changes, as an archive that opens from a folder.

Records and settings are those of the proposal; the design, the hand-written pages and `mkdocs.yml`, which can
run programs, are those of the older revision.
"""

import html
import posixpath
import re
import tempfile
import zipfile
from collections.abc import Collection
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from generator.base.files import INDEX
from generator.check.revision.checkout import WHOLE, lay_out
from generator.model.catalogue import Entry, is_public
from generator.model.kinds import KINDS
from generator.model.link import link
from generator.model.settings import Settings
from generator.report.mask import mask_record, mask_text
from generator.review.model import Review
from generator.review.proposal import Proposal
from generator.review.report_view import HOW
from generator.site.host.mkdocs_config import CONFIG_FILE
from generator.site.render.renderer import environment
from generator.site.render_pages import render_pages
from generator.site.views.site import SiteIndex
from generator.source.git.history import History
from generator.source.schema_files import fill, vocabularies_of

FIRST = "index.html"
"""The page of the archive that links to the others."""
_DESIGN = ("site_config/pages", "site_config/theme")
_NEVER = (1980, 1, 1, 0, 0, 0)
"""The date of all files in the archive, so that the same proposal gives the same bytes."""
_LINKS = {"a": "href", "form": "action"}
_OWN = "'self'"
_OWN_FILES = f"{_OWN} file:"
"""Files opened from a folder have no host: browsers would not count them as the page's own."""


def write_preview(proposed: Proposal, review: Review, target: Path) -> None:
    """Write the preview of a proposal.

    If the proposal's settings are broken there are no pages; the first page says so.

    Raises:
        AtlasError: MkDocs rejected the design of the older revision, or a template is broken.
        OSError: the archive cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-preview-") as place:
        root, site = Path(place, "atlas"), Path(place, "site")
        settings = proposed.after.ruleset.settings
        pages: set[str] = set()
        if settings is not None:
            pages = _draw_pages(proposed, review, _publish_all(settings), root, site)
        site.mkdir(exist_ok=True)
        (site / FIRST).write_text(_render_first_page(review, proposed.settings, pages), encoding="utf-8")
        _pack(site, {FIRST, *(f"{page}{INDEX}" for page in pages)}, target)


def _draw_pages(proposed: Proposal, review: Review, settings: Settings, root: Path, site: Path) -> set[str]:
    """Write the pages into a folder, with the theme's files; return their addresses."""
    base = proposed.before.revision
    lay_out(base, _DESIGN, root, WHOLE)
    for folder in _DESIGN:
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / CONFIG_FILE).write_bytes(base.read_beside(CONFIG_FILE))
    schemas = fill(proposed.after.ruleset.schemas, vocabularies_of(settings))
    catalogue = link(_select_entries(proposed), settings, proposed.after.as_of)
    index = SiteIndex(catalogue=catalogue, history=History(), schemas=schemas)
    own = [record.change.kind.address(record.change.id) for record in review.records]
    wanted = {*review.pages.records, *review.pages.related, *review.pages.lists, *own}
    pages = set(render_pages(root, index, wanted, site))
    for page in pages:
        file = site / f"{page}{INDEX}"
        text = rewrite_links(file.read_text(encoding="utf-8"), page, pages, settings.atlas.site_address)
        file.unlink()  # the old file may have other hard links
        file.write_text(text, encoding="utf-8")
    return pages


def _publish_all(settings: Settings) -> Settings:
    """Return settings in which every stage is public, so that the preview shows all records."""
    stages = {kind.stage_vocabulary for kind in KINDS}
    vocabularies = dict(settings.vocabularies)
    for name in stages & vocabularies.keys():
        terms = tuple(replace(term, public=True) for term in vocabularies[name].terms)
        vocabularies[name] = replace(vocabularies[name], terms=terms)
    return replace(settings, vocabularies=vocabularies)


def _select_entries(proposed: Proposal) -> list[Entry[Any]]:
    """Return the records that the pages are made from: the public ones and all that differ.

    Those that differ are masked: a preview is stored before anybody has decided that they may be published.
    """
    differing = {change.path for change in proposed.changes}
    settings = proposed.settings
    return [
        _mask_entry(entry, settings) if entry.path in differing else entry
        for entry in proposed.after.load_records()
        if entry.path in differing or is_public(entry.kind, entry.record, settings)
    ]


def _mask_entry(entry: Entry[Any], settings: Settings) -> Entry[Any]:
    people = settings.record_fields[entry.kind.name].people
    value = msgspec.msgpack.encode(mask_record(msgspec.msgpack.decode(entry.value), people))
    return replace(entry, title=mask_text(entry.title), value=msgspec.Raw(value), decoded=None)


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """A record on the first page; if it has no page, `address` is empty and `why` says the reason."""

    how: str
    title: str
    address: str
    why: str
    hidden: bool
    """Whether the site itself does not show the page at the record's stage."""


def _render_first_page(review: Review, settings: Settings, pages: set[str]) -> str:
    lines = []
    for record in review.records:
        change, address = record.change, record.change.kind.address(record.change.id)
        no_page = "в записи есть ошибки" if record.findings else "страницы у неё не будет"
        lines.append(
            _Line(
                how=HOW[change.how],
                title=change.title,
                address=address if address in pages else "",
                why="записи больше нет" if change.how == "removed" else no_page,
                hidden=record.hidden,
            )
        )
    own = {line.address for line in lines}
    titles = review.pages.titles
    others = [(address, titles.get(address) or address) for address in sorted(pages - own)]
    template = environment().get_template("preview.html.j2")
    return template.render(
        settings=settings.atlas, lines=lines, others=others, head=review.head[:12], index=INDEX
    )


def _pack(site: Path, pages: set[str], target: Path) -> None:
    """Write the pages and the files that they need, without hand-written pages and frames."""
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    kept = [name for name in sorted(files) if name in pages or name.startswith("assets/")]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in kept:
            archive.writestr(zipfile.ZipInfo(name, _NEVER), files[name].read_bytes(), zipfile.ZIP_DEFLATED)


def rewrite_links(text: str, page: str, pages: Collection[str], site: str) -> str:
    """Rewrite the HTML of a published page, at an address inside the site, to work from a folder.

    Links to `pages`, which are in the archive, lead to their files; other links lead to the published site.
    """
    rewriter = _LinkRewriter(text, page, pages, site.rstrip("/") + "/")
    rewriter.feed(text)
    rewriter.close()
    return "".join([*rewriter.written, text[rewriter.done :]])


class _LinkRewriter(HTMLParser):
    """Copies a page, changing attributes that link to other pages."""

    def __init__(self, text: str, page: str, pages: Collection[str], site: str) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.done = 0
        """Length of the text written so far."""
        self._text, self._page, self._pages, self._site = text, page, pages, site
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        rewritten = [(name, self._rewrite(tag, name, value)) for name, value in attrs]
        if rewritten == attrs:
            return
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        parts = (name if value is None else f'{name}="{html.escape(value)}"' for name, value in rewritten)
        self.written += [self._text[self.done : start], f"<{' '.join([tag, *parts])}>"]
        self.done = start + len(self.get_starttag_text() or "")

    def _rewrite(self, tag: str, name: str, value: str | None) -> str | None:
        if value is None:
            return None
        if tag == "meta" and name == "content" and _OWN in value:
            return value.replace(_OWN, _OWN_FILES)
        return self._resolve(value) if _LINKS.get(tag) == name else value

    def _resolve(self, address: str) -> str:
        """Return the target of a link as seen from a folder."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return address
        path = posixpath.normpath(posixpath.join("/", self._page, parts.path)).lstrip("/")
        if parts.path.endswith("/") or parts.path in {".", ".."}:
            path = f"{path}/" if path else ""
        rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        if path in self._pages:
            return f"{posixpath.relpath('/' + path, '/' + self._page)}/{INDEX}{rest}"
        return f"{self._site}{path}{rest}"
