"""Completes a site whose frames exist: pages, open data, sitemap, redirects, search."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from itertools import chain
from pathlib import Path

import msgspec

from generator.base.files import INDEX
from generator.base.workers import parallel_map
from generator.model import addresses
from generator.site import redirects, sitemap
from generator.site.event_calendars import list_calendar_files
from generator.site.host.frames import Frames
from generator.site.manifest import NO_MANIFEST, BuildManifest, ManifestBuilder, PageEntry
from generator.site.open_data.records import list_record_files, list_schema_files
from generator.site.open_data.reports import list_report_files
from generator.site.open_data.shards import DataFile, write_data_files
from generator.site.open_data.table_import import list_table_files
from generator.site.open_data.titles import list_title_files
from generator.site.pages import Draft
from generator.site.prepare import Order, Prepared
from generator.site.progress import ADDING, INDEXING, WRITING, Progress
from generator.site.search.document_store import DocumentStore, open_store
from generator.site.write_pages import CHUNK, PageWriter, load_libraries
from generator.source.schema_files import read_schemas


class SiteFiles(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: the pages by address, and the sizes of other files in bytes, by path in the site."""

    pages: Mapping[str, PageEntry]
    keys: Sequence[str]
    """The strings that the numbers in `dependencies` of the pages refer to."""
    others: Mapping[str, int]
    data_files: Sequence[DataFile]

    @property
    def size(self) -> int:
        """Total size of all files in bytes."""
        pictures = sum(page.picture.stamp.size for page in self.pages.values() if page.picture)
        return sum(page.stamp.size for page in self.pages.values()) + pictures + sum(self.others.values())

    @property
    def paths(self) -> AbstractSet[str]:
        """The paths of all files in the site."""
        pictures = {addresses.picture(address) for address, page in self.pages.items() if page.picture}
        return {f"{address}{INDEX}" for address in self.pages} | pictures | self.others.keys()


def complete(  # noqa: PLR0913, PLR0917 - the stages of a build meet here
    order: Order,
    prepared: Prepared,
    frames: Frames,
    folder: Path,
    progress: Progress,
    old: BuildManifest = NO_MANIFEST,
    kept: Path | None = None,
) -> SiteFiles:
    """Write everything that the host of the frames has not written, and report the progress.

    Files that are the same in the site to be replaced, `old`, are reused. `kept` is the folder of what is
    kept of this site between builds; by default a temporary one.

    Raises:
        AtlasError: a template is broken, or the search index cannot be built.
    """
    with open_store(kept) if order.search else nullcontext() as store:
        writer = PageWriter(
            folder=str(folder),
            frames=frames,
            renderer=prepared.renderer,
            index=prepared.index,
            old=old,
            store=store,
        )
        manifest = _write_pages(writer, prepared.drafts, order.jobs, progress)
        data_files = list(_list_data_files(prepared, order.root))
        with progress.stage(ADDING):
            others = _write_others(prepared, frames, folder, manifest.pages)
            others |= write_data_files(folder, data_files, old)
            prepared.index.forget_ledger()
        if store:
            others |= _index(store, manifest.pages, folder, prepared, progress)
    return SiteFiles(pages=manifest.pages, keys=manifest.keys, others=others, data_files=data_files)


def _write_pages(
    writer: PageWriter, drafts: Sequence[Draft], jobs: int, progress: Progress
) -> ManifestBuilder:
    manifest = ManifestBuilder(writer.old)
    with progress.stage(WRITING, len(drafts)) as report:
        if jobs > 1 and not writer.old.pages:
            load_libraries()
        many = sorted((draft for draft in drafts if not draft.reads_all), key=lambda draft: draft.place)
        # decoded in one process, after the others have ended; it computes reports once for pages and files
        rest = [draft for draft in drafts if draft.reads_all]
        for pages in chain(parallel_map(writer, many, jobs=jobs, chunk=CHUNK), map(writer, [rest])):
            manifest.add(pages)
            report(len(manifest.pages))
    manifest.pages = {draft.address: manifest.pages[draft.address] for draft in drafts}
    return manifest


def _write_others(
    prepared: Prepared, frames: Frames, folder: Path, pages: Mapping[str, PageEntry]
) -> dict[str, int]:
    """Write the sitemap and the redirects; return the sizes of their files."""
    generated = (
        sitemap.SitemapEntry(address=address, changed=page.facts.updated)
        for address, page in pages.items()
        if page.facts.listed
    )
    entries = sitemap.list_entries(generated, frames.written, prepared.index.history)
    return {
        **sitemap.write_sitemap(folder, prepared.renderer, entries),
        **redirects.write_redirects(folder, prepared.renderer, prepared.catalogue.redirects),
    }


def _list_data_files(prepared: Prepared, root: Path) -> Iterator[DataFile]:
    yield from list_record_files(prepared.catalogue, prepared.index.titles.titles.record_parts)
    yield from list_title_files(prepared.index.titles)
    yield from list_schema_files(prepared.index.schemas)
    yield from list_calendar_files(prepared.catalogue)
    yield from list_table_files(prepared.catalogue, read_schemas(root), root)
    yield from list_report_files(prepared.catalogue, lambda: prepared.index.ledger)


def _index(
    store: DocumentStore, pages: Mapping[str, PageEntry], folder: Path, prepared: Prepared, progress: Progress
) -> Mapping[str, int]:
    from generator.site.search.index import build_index  # noqa: PLC0415 - only for a site with search

    documents = {address: one.facts.document for address, one in pages.items() if one.facts.document}
    with progress.stage(INDEXING):
        return build_index(store, documents, folder, prepared.catalogue.settings).files
