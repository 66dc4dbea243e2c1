"""Build: the whole way from records to a published site, all or nothing."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import jinja2

from generator import extras, publish, search, views
from generator.catalogue import Catalogue
from generator.check import CheckResult, check
from generator.errors import AtlasError, BrokenAtlasError
from generator.findings import Finding
from generator.frame import draw
from generator.history import History, read_history
from generator.kinds import KINDS
from generator.link import enabled_kinds
from generator.pages import Page
from generator.pour import Frames, Plan
from generator.render import Renderer
from generator.schema_files import filled_schemas

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done and how much there is (0 when that is not known)."""

CHECKING, VIEWING, DRAWING, POURING = "проверка", "страницы", "каркас", "вёрстка"
ADDING, INDEXING, PUBLISHING = "карта сайта", "поиск", "замена сайта"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """What to build: the atlas at `root`, judged by the day `as_of`."""

    root: Path
    as_of: dt.date
    search: bool = True
    jobs: int = 1
    keep_going: bool = False


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An atlas that has been checked and made into pages, but not drawn."""

    catalogue: Catalogue
    checked: CheckResult
    history: History
    pages: Sequence[Page]
    renderer: Renderer

    def plan(self, root: Path) -> Plan:
        """Return what has to be drawn for the pages."""
        return Plan(root=root, settings=self.catalogue.settings, pages=self.pages, head=self.renderer.head)


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildSummary:
    """What a build did. `counts` are public records by the name of their kind, `titles` the kinds' names."""

    counts: Mapping[str, int]
    titles: Mapping[str, str]
    seconds: Mapping[str, float]
    pages: int
    bytes: int
    findings: Sequence[Finding] = ()
    broken: Sequence[str] = ()
    notes: Sequence[str] = ()


@dataclass
class Watch:
    """Tells how far a build is and measures its stages."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Callable[[int], None]]:
        """Measure a stage; gives what to call with the number of things done."""
        started = time.perf_counter()
        self.progress(name, 0, total)
        yield lambda done: self.progress(name, done, total)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def silent(stage: str, done: int, total: int) -> None:
    """Take a build's progress and say nothing."""


def build(order: Order, site_dir: Path, progress: Progress = silent) -> BuildSummary:
    """Build the atlas and let it take the place of the site in `site_dir`.

    Raises:
        BrokenAtlasError: records or settings have errors (with `keep_going`: settings only).
        AtlasError: anything else that stops a build; the old site stays in every case.
    """
    watch = Watch(progress)
    with publish.staging(order.root, site_dir) as folder:
        prepared = prepare(order, watch)
        with watch.stage(DRAWING):
            frames = draw(prepared.plan(order.root), folder)
        complete(order, prepared, frames, folder, watch)
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        started = time.perf_counter()
    watch.seconds[PUBLISHING] = time.perf_counter() - started
    return _summary(prepared, frames, watch, size)


def prepare(order: Order, watch: Watch) -> Prepared:
    """Check the atlas and make its pages.

    Raises:
        BrokenAtlasError: as `build`.
    """
    with watch.stage(CHECKING):
        checked = check(order.root, as_of=order.as_of, jobs=order.jobs)
    catalogue = _sound(checked, keep_going=order.keep_going)
    with watch.stage(VIEWING):
        history = read_history(order.root)
        pages = _each_once(views.pages(catalogue, history))
    return Prepared(
        catalogue=catalogue,
        checked=checked,
        history=history,
        pages=pages,
        renderer=Renderer(catalogue.settings),
    )


def complete(order: Order, prepared: Prepared, frames: Frames, folder: Path, watch: Watch) -> None:
    """Write everything that the host of the frames has not: pages, their map, redirects, search.

    Raises:
        AtlasError: a template is broken, or the search index cannot be made.
    """
    with watch.stage(POURING, len(prepared.pages)) as tell:
        _pour(prepared, frames, folder, tell)
    with watch.stage(ADDING):
        _add(order, prepared, frames, folder)
    if order.search:
        with watch.stage(INDEXING):
            search.index(folder, prepared.catalogue.settings)


def _sound(checked: CheckResult, *, keep_going: bool) -> Catalogue:
    if checked.catalogue is None:
        message = "в настройках атласа есть ошибки, прежний сайт не тронут"
        raise BrokenAtlasError(message, checked.findings)
    if checked.errors and not keep_going:
        message = "есть ошибки, прежний сайт не тронут"
        action = "Исправьте ошибки или соберите без этих записей: atlas build --keep-going"
        raise BrokenAtlasError(message, checked.findings, action)
    return checked.catalogue


def _each_once(pages: Sequence[Page]) -> Sequence[Page]:
    """Return the pages; two of one address would overwrite one another without a word."""
    numbers = Counter(page.address for page in pages)
    twice = [address for address, number in numbers.items() if number > 1]
    if twice:
        message = f"две страницы с одним адресом: {', '.join(twice)}"
        raise AtlasError(message)
    return pages


def _pour(prepared: Prepared, frames: Frames, folder: Path, tell: Callable[[int], None]) -> None:
    for done, page in enumerate(prepared.pages, start=1):
        try:
            html = frames.pour(page, prepared.renderer.render(page))
        except (jinja2.TemplateError, TypeError) as error:
            message = f"страница «{page.address}» не свёрстана по шаблону {page.template}: {error}"
            raise AtlasError(message) from error
        extras.write(extras.target(folder, page.address), html)
        tell(done)


def _add(order: Order, prepared: Prepared, frames: Frames, folder: Path) -> None:
    renderer, catalogue = prepared.renderer, prepared.catalogue
    listed = extras.places(prepared.pages, frames.written, prepared.history)
    extras.write_map(folder, renderer, listed)
    extras.write_redirects(folder, renderer, catalogue.redirects)
    extras.write_schemas(folder, filled_schemas(order.root, catalogue.settings))


def _summary(prepared: Prepared, frames: Frames, watch: Watch, size: int) -> BuildSummary:
    catalogue = prepared.catalogue
    kinds = enabled_kinds(catalogue.settings, KINDS)
    return BuildSummary(
        counts={kind.name: len(catalogue.entries(kind)) for kind in kinds},
        titles={kind.name: catalogue.settings.atlas.kinds[kind.name].title for kind in kinds},
        seconds=watch.seconds,
        pages=len(prepared.pages) + len(frames.written),
        bytes=size,
        findings=prepared.checked.findings,
        broken=prepared.checked.broken,
        notes=frames.notes,
    )
