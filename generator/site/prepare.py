"""Prepares a build: checks and links the atlas, and lists its pages."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.base.errors import AtlasError
from generator.check.check import CheckResult, check
from generator.check.load_catalogue import iterate_records, require_settings
from generator.model.catalogue import Catalogue
from generator.model.findings import BrokenAtlasError, Finding
from generator.model.link import link
from generator.site.assets import find_assets
from generator.site.host.frames import FramePlan
from generator.site.pages import Draft
from generator.site.progress import CHECKING, VIEWING, Progress
from generator.site.render.renderer import Renderer
from generator.site.views import list_drafts
from generator.site.views.site import Site, SiteIndex
from generator.source.git.history import read_history
from generator.source.record_files import CONTENT
from generator.source.schema_files import filled_schemas


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to build: the atlas at `root`, checked as of the day `as_of`."""

    root: Path
    as_of: dt.date
    search: bool = True
    jobs: int = 1
    keep_going: bool = False
    compress: bool = False
    """Whether to write compressed copies of the site's text files."""


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """An atlas that has been checked, and its pages, which are not created yet."""

    index: SiteIndex
    drafts: Sequence[Draft]
    renderer: Renderer
    findings: Sequence[Finding] = ()
    broken: Sequence[str] = ()
    """The files with errors, whose records get no pages."""

    @property
    def catalogue(self) -> Catalogue:
        """The records of the site."""
        return self.index.catalogue

    def plan_frames(self, root: Path) -> FramePlan:
        """Return what has to be rendered before the pages."""
        return FramePlan(
            root=root,
            assets=self.renderer.assets,
            settings=self.catalogue.settings,
            drafts=self.drafts,
            head=self.renderer.head,
            digest=self.renderer.digest,
        )


def prepare(order: Order, progress: Progress) -> Prepared:
    """Check the atlas and list its pages.

    Raises:
        BrokenAtlasError: records or settings have errors (with `keep_going`: settings only).
        AtlasError: two pages have the same address.
    """
    with progress.stage(CHECKING):
        result = check(order.root, as_of=order.as_of, jobs=order.jobs, with_values=True)
    with progress.stage(VIEWING):
        _refuse_errors(result, keep_going=order.keep_going)
        settings, findings, broken = require_settings(result), result.findings, result.broken
        records = iterate_records(order.root, result, jobs=order.jobs)
        del result  # so that the catalogue takes the place of its summaries
        catalogue = link(records, settings, order.as_of)
        index = SiteIndex(
            catalogue=catalogue,
            history=read_history(order.root),
            schemas=filled_schemas(order.root, catalogue.settings),
        )
        return prepare_pages(order.root, index, findings, broken)


def prepare_pages(
    root: Path, index: SiteIndex, findings: Sequence[Finding] = (), broken: Sequence[str] = ()
) -> Prepared:
    """List the pages of a catalogue without errors.

    Raises:
        AtlasError: two pages have the same address.
    """
    drafts = list_drafts(Site(index))
    _refuse_repeated(drafts)
    return Prepared(
        index=index,
        drafts=drafts,
        renderer=Renderer(index.catalogue.settings, find_assets(root)),
        findings=findings,
        broken=broken,
    )


def _refuse_errors(result: CheckResult, *, keep_going: bool) -> None:
    """Refuse an atlas with errors; with `keep_going`, only if they are in its settings."""
    outside = [one for one in result.errors if not one.path.startswith(CONTENT)]
    if result.settings is None or outside:
        message = "в настройках атласа есть ошибки, прежний сайт не тронут"
        raise BrokenAtlasError(message, result.findings)
    if result.errors and not keep_going:
        message = "есть ошибки, прежний сайт не тронут"
        action = "Исправьте ошибки или соберите без этих записей: atlas build --keep-going"
        raise BrokenAtlasError(message, result.findings, action, result.site)


def _refuse_repeated(drafts: Sequence[Draft]) -> None:
    """Refuse drafts with the same address: one page would silently overwrite the other."""
    numbers = Counter(draft.address for draft in drafts)
    repeated = [address for address, number in numbers.items() if number > 1]
    if repeated:
        message = f"две страницы с одним адресом: {', '.join(repeated)}"
        raise AtlasError(message)
