"""Write: each page is made, rendered, poured into its frame and written, by several processes at once.

A page that would be made from what the page of the old site was made from is not made: the old file
becomes one of the new site.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from generator.base.cache import fingerprint
from generator.base.errors import AtlasError
from generator.base.file_stamp import Trace
from generator.base.files import index_file, link_or_copy, read_file, write_file
from generator.site.host.frames import Frames
from generator.site.manifest import KnownPage, Memory
from generator.site.pages import Draft, Page
from generator.site.render.renderer import Filling, Renderer
from generator.site.render.template_errors import FAULTS, trouble
from generator.site.search import Document, DocumentStore, StoredDocument

CHUNK = 25
"""Pages that a process takes at once."""


class Made(msgspec.Struct, frozen=True, array_like=True):
    """What a page was made from, and what is told of it elsewhere.

    `reads` are the keys of what it was made from, `basis` the hash of what they stood for.
    """

    reads: tuple[str, ...]
    basis: bytes
    updated: str
    listed: bool
    searched: bool
    document: StoredDocument | None


class PageFile(msgspec.Struct, frozen=True, array_like=True):
    """A page that stands in the new site; `made` is None for one that was taken over from the old site."""

    address: str
    trace: Trace
    made: Made | None = None


@dataclass(frozen=True, kw_only=True)
class Writing:
    """How pages are written into a folder. `ground` is the hash of the settings."""

    folder: str
    frames: Frames
    renderer: Renderer
    ground: bytes
    old: Memory = field(repr=False)
    store: DocumentStore | None = None
    """Where the documents of search stand; None for a site without search."""

    def __call__(self, drafts: Sequence[Draft]) -> list[PageFile]:
        """Write pages and return them.

        Raises:
            AtlasError: a template is broken.
            OSError: a page cannot be written.
        """
        return [self._standing(draft) or self._written(draft) for draft in drafts]

    def _standing(self, draft: Draft) -> PageFile | None:
        """Take a page over without making it, if nothing that it was made from has changed."""
        known = self.old.pages.get(draft.address)
        if known is None:
            return None
        keys = self.old.keys
        if known.basis != self._basis(draft, [keys[number] for number in known.reads]):
            return None
        trace = self._taken_over(draft.address, known) if self._holds_document(draft.address, known) else None
        return None if trace is None else PageFile(draft.address, trace)

    def _holds_document(self, address: str, known: KnownPage) -> bool:
        """Return whether the page's document, if search needs one, is still what was written."""
        if self.store is None or not known.searched:
            return True
        return known.document is not None and self.store.is_unchanged(address, known.document)

    def _taken_over(self, address: str, known: KnownPage) -> Trace | None:
        """Let the old page's file be the new one's, if it is still what was written; return its trace now."""
        file = index_file(self.folder, address)
        if Trace.of(file) == known.trace:  # the folder has served before: it is the same file
            return known.trace
        old = self.old.page(address, known)
        if old is None:
            return None
        link_or_copy(old, file)
        return Trace.of(file)

    def _written(self, draft: Draft) -> PageFile:
        page, reads = draft.sources.traced(draft)
        filling, drawn = self._rendered(page)
        trace = self._put(page.address, self.frames.of(page).pour(filling))
        document = self.store.write(page.address, drawn) if self.store and drawn else None
        made = Made(
            reads=reads,
            basis=self._basis(draft, reads),
            updated=page.updated,
            listed=page.listed,
            searched=page.search is not None,
            document=document,
        )
        return PageFile(page.address, trace, made)

    def _put(self, address: str, body: bytes) -> Trace:
        """Write a page's file; where the old one holds the same, browsers may go on with what they have."""
        known, file = self.old.pages.get(address), index_file(self.folder, address)
        old = self.old.page(address, known) if known and known.trace.size == len(body) else None
        if old and read_file(old) == body:
            link_or_copy(old, file)
        else:
            write_file(file, body)
        return Trace.standing(file)

    def _basis(self, draft: Draft, reads: Sequence[str]) -> bytes:
        frame = self._frame_digests[id(self.frames.of(draft))]
        return fingerprint(self.ground, frame, draft.sources.basis(reads))

    @cached_property
    def _frame_digests(self) -> Mapping[int, bytes]:
        return {id(frame): fingerprint(*frame.literals) for frame in self.frames.all()}

    def _rendered(self, page: Page) -> tuple[Filling, Document | None]:
        try:
            return self.renderer.with_document(page) if self.store else (self.renderer.render(page), None)
        except FAULTS as error:
            message = f"страница «{page.address}» не свёрстана: {trouble(error)}"
            raise AtlasError(message) from error
