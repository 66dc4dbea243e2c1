"""Write: each page is made, rendered, poured into its frame and written, by several processes at once.

A page that would be made from what the page of the old site was made from is not made: the old file
becomes one of the new site.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from generator.cache import fingerprint
from generator.errors import AtlasError
from generator.files import index_of, read, take_over, write
from generator.memory import KnownPage, Memory
from generator.pages import Draft, Page
from generator.pour import Frames
from generator.render import Filling, Renderer
from generator.search import Document, KnownDocument, Store
from generator.template_faults import FAULTS, trouble

CHUNK = 25
"""Pages that a process takes at once."""


class PageFile(msgspec.Struct, frozen=True, array_like=True):
    """A page that stands in the new site.

    `reads` are the keys of what it was made from, `basis` the hash of what they stood for. `size` is in
    bytes.
    """

    address: str
    basis: bytes
    reads: tuple[str, ...]
    updated: str
    listed: bool
    searched: bool
    size: int
    document: KnownDocument | None

    def with_keys(self, keys: dict[str, str]) -> PageFile:
        """Return the page with its keys as they stand in `keys`, where new ones are added.

        Each page comes with copies of its own, from whichever process made it: they would take forty
        megabytes at ten thousand records.
        """
        return msgspec.structs.replace(self, reads=tuple([keys.setdefault(key, key) for key in self.reads]))


@dataclass(frozen=True, kw_only=True)
class Writing:
    """How pages are written into a folder. `ground` is the hash of the settings."""

    folder: str
    frames: Frames
    renderer: Renderer
    ground: bytes
    old: Memory = field(repr=False)
    store: Store | None = None
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
        reads = tuple([keys[number] for number in known.reads])
        basis = self._basis(draft, reads)
        if known.basis != basis or not self._taken_over(draft.address, known):
            return None
        return PageFile(
            address=draft.address,
            basis=basis,
            reads=reads,
            updated=known.updated,
            listed=known.listed,
            searched=known.searched,
            size=known.trace.size,
            document=known.document,
        )

    def _written(self, draft: Draft) -> PageFile:
        page, reads = draft.sources.traced(draft)
        filling, drawn = self._rendered(page)
        size = self._put(page.address, self.frames.of(page).pour(filling))
        document = self.store.write(page.address, drawn) if self.store and drawn else None
        return PageFile(
            address=page.address,
            basis=self._basis(draft, reads),
            reads=reads,
            updated=page.updated,
            listed=page.listed,
            searched=page.search is not None,
            size=size,
            document=document,
        )

    def _put(self, address: str, body: bytes) -> int:
        """Write a page's file; where the old one holds the same, browsers may go on with what they have."""
        known, file = self.old.pages.get(address), index_of(self.folder, address)
        if known and known.trace.size == len(body):
            old = self.old.page(address, known)
            if old and read(old) == body:
                take_over(old, file)
                return len(body)
        return write(file, body)

    def _taken_over(self, address: str, known: KnownPage) -> bool:
        """Let the old page's file be the new one's, if it and its document are still what was written."""
        if self.store and known.searched:
            document = known.document
            if document is None or not self.store.holds(address, document):
                return False
        old = self.old.page(address, known)
        if old:
            take_over(old, index_of(self.folder, address))
        return old is not None

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
