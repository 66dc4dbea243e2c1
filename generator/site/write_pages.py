"""Creates each page, renders it, fills its frame and writes it, in several processes.

A page whose dependencies have not changed is not created: the file of the old site is reused.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from generator.base.errors import AtlasError
from generator.base.files import INDEX, index_file, link_or_copy, read_file, write_file
from generator.base.fingerprint import FileStamp, fingerprint
from generator.base.morphology import open_dictionary
from generator.base.russian import format_day
from generator.site.host.frames import Frames
from generator.site.manifest import NO_MANIFEST, BuildManifest, PageEntry, PageFacts, WrittenPage
from generator.site.pages import Draft, Page
from generator.site.pictures.write import PictureWriter
from generator.site.render.renderer import Renderer, Slots
from generator.site.render.template_errors import TEMPLATE_ERRORS, describe
from generator.site.search.document_store import DocumentStore, IndexedDocument
from generator.site.views.site import SiteIndex, record_dependencies

CHUNK = 25
"""Number of pages that a process takes at once."""


def load_libraries() -> None:
    """Import the slow libraries that pages of records need, so that forked processes share them."""
    from generator.site.pictures import draw  # noqa: PLC0415 - see above

    del draw
    open_dictionary()
    format_day(dt.date.min)


class PageWriter(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Writes the pages of a catalogue into a folder."""

    folder: str
    frames: Frames
    renderer: Renderer
    index: SiteIndex
    old: BuildManifest = NO_MANIFEST
    store: DocumentStore | None = None
    """Where the search documents are; None for a site without search."""

    def __call__(self, drafts: Sequence[Draft]) -> list[WrittenPage]:
        """Write pages and return them.

        Raises:
            AtlasError: a template is broken.
            OSError: a page cannot be written.
        """
        return [self._take_over(draft) or self._write(draft) for draft in drafts]

    def _take_over(self, draft: Draft) -> WrittenPage | None:
        """Reuse the old page if nothing it depends on has changed."""
        entry = self.old.pages.get(draft.address)
        if entry is None:
            return None
        keys = self.old.keys
        if entry.facts.input_digest != self._input_digest(
            draft, [keys[number] for number in entry.dependencies]
        ):
            return None
        stamp = None
        if self._has_document(draft.address, entry):
            stamp = self.old.reuse_file(f"{draft.address}{INDEX}", entry.stamp, self.folder)
        picture = self._pictures.keep(draft.address, entry.picture)
        if stamp is None or (entry.picture and not picture):
            return None
        return WrittenPage(draft.address, stamp, picture=picture)

    def _has_document(self, address: str, entry: PageEntry) -> bool:
        """Return whether the page's search document, if there is one, is still as it was written."""
        if self.store is None or not entry.facts.searched:
            return True
        document = entry.facts.document
        return document is not None and self.store.is_unchanged(address, document)

    def _write(self, draft: Draft) -> WrittenPage:
        page, dependencies = record_dependencies(self.index, draft)
        slots, drawn = self._render(page)
        stamp = self._put(page.address, self.frames.of(page).fill(slots))
        document = self.store.write(page.address, drawn) if self.store and drawn else None
        facts = PageFacts(
            input_digest=self._input_digest(draft, dependencies),
            updated=page.updated,
            listed=page.listed,
            searched=page.search is not None,
            document=document,
        )
        return WrittenPage(page.address, stamp, facts, dependencies, self._pictures.put(page))

    def _put(self, address: str, body: bytes) -> FileStamp:
        """Write a page's file; if the old one is identical, reuse it, so that browser caches stay valid."""
        entry, file = self.old.pages.get(address), index_file(self.folder, address)
        same_size = entry is not None and entry.stamp.size == len(body)
        old = self.old.find_file(f"{address}{INDEX}", entry.stamp) if entry and same_size else None
        if old and read_file(old) == body:
            link_or_copy(old, file)
        else:
            write_file(file, body)
        return FileStamp.of_written(file)

    def _input_digest(self, draft: Draft, dependencies: Sequence[str]) -> bytes:
        """Return the hash of all inputs of a page: the shared ones, its frame, what it reads."""
        frame = self._frame_digests[id(self.frames.of(draft))]
        return fingerprint(self._global_digest, frame, self.index.digest(dependencies))

    @cached_property
    def _pictures(self) -> PictureWriter:
        return PictureWriter(folder=self.folder, old=self.old)

    @cached_property
    def _global_digest(self) -> bytes:
        """Hash of the inputs that all pages share: the settings and the generator."""
        return fingerprint(self.renderer.digest, msgspec.msgpack.encode(self.index.catalogue.settings))

    @cached_property
    def _frame_digests(self) -> Mapping[int, bytes]:
        return {id(frame): fingerprint(*frame.literals) for frame in self.frames.all()}

    def _render(self, page: Page) -> tuple[Slots, IndexedDocument | None]:
        try:
            return self.renderer.with_document(page) if self.store else (self.renderer.render(page), None)
        except TEMPLATE_ERRORS as error:
            message = f"страница «{page.address}» не свёрстана: {describe(error)}"
            raise AtlasError(message) from error
