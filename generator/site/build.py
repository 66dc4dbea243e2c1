"""Build: the whole way from records to a published site, all or nothing."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from generator.base.cache import fingerprint
from generator.base.errors import AtlasError
from generator.base.file_stamp import Trace
from generator.base.files import INDEX
from generator.base.workers import shared_out
from generator.check.check import CheckResult, check
from generator.model.catalogue import Catalogue
from generator.model.findings import BrokenAtlasError, Finding
from generator.model.kinds import KINDS
from generator.model.link import enabled_kinds
from generator.site import open_data, publish, search, sitemap, views
from generator.site.assets import find_assets
from generator.site.host.frame_cache import Drawn, drawn
from generator.site.host.frames import Frames, Plan
from generator.site.manifest import (
    NOTHING,
    KnownPage,
    KnownPart,
    Memory,
    home,
    names_digest,
    recalled,
    remembered,
)
from generator.site.manifest_builder import Standing
from generator.site.pages import Draft
from generator.site.progress import (
    ADDING,
    CHECKING,
    DRAWING,
    INDEXING,
    POURING,
    PUBLISHING,
    VIEWING,
    Progress,
    Watch,
    silent,
)
from generator.site.render.renderer import Renderer
from generator.site.views.site import Site
from generator.site.write_pages import CHUNK, Writing
from generator.source.git.history import History, read_history
from generator.source.schema_files import Schemas, filled_schemas


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to build: the atlas at `root`, judged by the day `as_of`."""

    root: Path
    as_of: dt.date
    search: bool = True
    jobs: int = 1
    keep_going: bool = False


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An atlas that has been checked, and whose pages are known but not made."""

    catalogue: Catalogue
    findings: Sequence[Finding] = ()
    broken: Sequence[str] = ()
    """The files with errors, whose records have no pages."""
    history: History
    schemas: Schemas = field(repr=False)
    """The schemas with the values of vocabularies, by file name."""
    drafts: Sequence[Draft]
    titles: open_data.TitleIndex = field(repr=False)
    renderer: Renderer
    old: Memory = field(default=NOTHING, repr=False)
    """What is known of the site that is to be replaced."""
    kept: Path | None = None
    """The folder for what is kept of this site from build to build."""

    @property
    def ground(self) -> bytes:
        """Hash of what all pages are made from: the settings, the generator."""
        return fingerprint(self.renderer.digest, msgspec.msgpack.encode(self.catalogue.settings))

    def plan(self, root: Path) -> Plan:
        """Return what has to be drawn for the pages."""
        return Plan(
            root=root,
            assets=self.renderer.assets,
            settings=self.catalogue.settings,
            drafts=self.drafts,
            head=self.renderer.head,
            digest=self.renderer.digest,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Completed:
    """What was written: the pages by address, and the sizes of other files in bytes, by path in the site."""

    pages: Mapping[str, KnownPage]
    keys: Sequence[str] = field(repr=False)
    """What the numbers in `reads` of the pages stand for."""
    others: Mapping[str, int]
    parts: Sequence[open_data.Part] = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(page.trace.size for page in self.pages.values()) + sum(self.others.values())

    @property
    def paths(self) -> AbstractSet[str]:
        """The paths of all files inside the site."""
        return {f"{address}{INDEX}" for address in self.pages} | self.others.keys()


class BuildSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. `counts` are public records by the name of their kind, `titles` the kinds' names."""

    counts: Mapping[str, int]
    titles: Mapping[str, str]
    seconds: Mapping[str, float]
    pages: int
    bytes: int
    findings: Sequence[Finding] = ()
    site: str = ""
    """The address of the site, whose pages explain the findings."""
    broken: Sequence[str] = ()
    notes: Sequence[str] = ()


def build(order: Order, site_dir: Path, progress: Progress = silent) -> BuildSummary:
    """Build the atlas and let it take the place of the site in `site_dir`.

    Raises:
        BrokenAtlasError: records or settings have errors (with `keep_going`: settings only).
        AtlasError: anything else that stops a build; the old site stays in every case.
    """
    watch = Watch(progress)
    old = recalled(order.root, site_dir)
    with publish.staging(order.root, site_dir, old.spare) as staging:
        prepared = prepare(order, watch, old, home(order.root, site_dir))
        with watch.stage(DRAWING):
            frame = drawn(prepared.plan(order.root), staging.folder, old, _draw)
        done = complete(order, prepared, frame.frames, staging.folder, watch)
        started = time.perf_counter()
        staging.keep_only(done.paths | frame.files.keys())
        staging.published.append(partial(_remember, order.root, site_dir, done, frame, old))
    watch.seconds[PUBLISHING] = time.perf_counter() - started
    return _summary(prepared, frame, done, watch)


def prepare(order: Order, watch: Watch, old: Memory = NOTHING, kept: Path | None = None) -> Prepared:
    """Check the atlas and make its pages.

    Raises:
        BrokenAtlasError: as `build`.
    """
    with watch.stage(CHECKING):
        checked = check(order.root, as_of=order.as_of, jobs=order.jobs)
    with watch.stage(VIEWING):
        catalogue = _sound(checked, keep_going=order.keep_going)
        history = read_history(order.root)
        schemas = filled_schemas(order.root, catalogue.settings)
        site = Site(catalogue=catalogue, history=history, schemas=schemas)
        drafts = _each_once(views.drafts(site))
        titles = site.title_index
    return Prepared(
        catalogue=catalogue,
        findings=checked.findings,
        broken=checked.broken,
        history=history,
        schemas=schemas,
        drafts=drafts,
        titles=titles,
        renderer=Renderer(catalogue.settings, find_assets(order.root)),
        old=old,
        kept=kept,
    )


def complete(order: Order, prepared: Prepared, frames: Frames, folder: Path, watch: Watch) -> Completed:
    """Write everything that the host of the frames has not: pages, their map, redirects, search.

    Raises:
        AtlasError: a template is broken, or the search index cannot be made.
    """
    with search.open_store(prepared.kept) if order.search else nullcontext() as store:
        writing = Writing(
            folder=str(folder),
            frames=frames,
            renderer=prepared.renderer,
            ground=prepared.ground,
            old=prepared.old,
            store=store,
        )
        standing = Standing(prepared.old)
        with watch.stage(POURING, len(prepared.drafts)) as tell:
            for written in shared_out(writing, prepared.drafts, jobs=order.jobs, chunk=CHUNK):
                standing.add(written)
                tell(len(standing.pages))
        with watch.stage(ADDING):
            parts = [*open_data.record_parts(prepared.catalogue), *open_data.title_parts(prepared.titles)]
            others = _add(prepared, frames, folder, standing.pages)
            others |= open_data.write_parts(folder, parts, prepared.old)
        if store:
            documents = {address: page.document for address, page in standing.pages.items() if page.document}
            from generator.site.search.index import build_index  # noqa: PLC0415 - for a site with search only

            with watch.stage(INDEXING):
                others |= build_index(store, documents, folder, prepared.catalogue.settings).files
    return Completed(pages=standing.pages, keys=standing.keys, others=others, parts=parts)


def _draw(plan: Plan, site_dir: Path) -> Frames:
    """Draw the frames; the host is imported when it is needed: a build that changes little needs none."""
    from generator.site.host.mkdocs import draw  # noqa: PLC0415

    return draw(plan, site_dir)


def _sound(checked: CheckResult, *, keep_going: bool) -> Catalogue:
    if checked.catalogue is None:
        message = "в настройках атласа есть ошибки, прежний сайт не тронут"
        raise BrokenAtlasError(message, checked.findings)
    if checked.errors and not keep_going:
        message = "есть ошибки, прежний сайт не тронут"
        action = "Исправьте ошибки или соберите без этих записей: atlas build --keep-going"
        raise BrokenAtlasError(message, checked.findings, action, checked.site)
    return checked.catalogue


def _each_once(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Return the drafts; two of one address would overwrite one another without a word."""
    numbers = Counter(draft.address for draft in drafts)
    twice = [address for address, number in numbers.items() if number > 1]
    if twice:
        message = f"две страницы с одним адресом: {', '.join(twice)}"
        raise AtlasError(message)
    return drafts


def _add(prepared: Prepared, frames: Frames, folder: Path, pages: Mapping[str, KnownPage]) -> dict[str, int]:
    renderer, catalogue = prepared.renderer, prepared.catalogue
    generated = (
        sitemap.Place(address=address, changed=page.updated) for address, page in pages.items() if page.listed
    )
    listed = sitemap.places(generated, frames.written, prepared.history)
    return {
        **sitemap.write_map(folder, renderer, listed),
        **sitemap.write_redirects(folder, renderer, catalogue.redirects),
        **sitemap.write_schemas(folder, prepared.schemas),
    }


def _remember(root: Path, site_dir: Path, done: Completed, frame: Drawn, old: Memory) -> None:
    known = _known(site_dir, done, frame)
    names = names_digest({*done.paths, *frame.files, publish.MARKER})
    remembered(root, site_dir, msgspec.structs.replace(known, listing=names, spare=old.listing))


def _known(site_dir: Path, done: Completed, frame: Drawn) -> Memory:
    """Return what is to be remembered of the published site."""
    folder = str(site_dir.absolute())
    frames = frame.known(lambda path: Trace.of(f"{folder}/{path}"))
    parts = {
        part.path: KnownPart(part.inputs, trace)
        for part in done.parts
        if (trace := Trace.of(f"{folder}/{part.path}")) is not None
    }
    return Memory(folder=folder, pages=done.pages, keys=done.keys, frames=frames, parts=parts)


def _summary(prepared: Prepared, frame: Drawn, done: Completed, watch: Watch) -> BuildSummary:
    catalogue = prepared.catalogue
    kinds = enabled_kinds(catalogue.settings, KINDS)
    return BuildSummary(
        counts={kind.name: len(catalogue.entries(kind)) for kind in kinds},
        titles={kind.name: catalogue.settings.atlas.kinds[kind.name].title for kind in kinds},
        seconds=watch.seconds,
        pages=len(done.pages) + len(frame.frames.written),
        bytes=done.size + frame.size,
        findings=prepared.findings,
        site=catalogue.settings.atlas.site_address,
        broken=prepared.broken,
        notes=[
            *filter(None, [prepared.history.note]),
            *(f"MkDocs: {note}" for note in frame.frames.notes),
        ],
    )
