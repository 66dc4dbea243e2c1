"""The whole build, from records to a published site, all or nothing."""

import time
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path

import msgspec

from generator.base.fingerprint import FileStamp
from generator.model.findings import Finding
from generator.model.kinds import KINDS
from generator.model.link import enabled_kinds
from generator.model.tally import Tally
from generator.site import publish
from generator.site.complete import SiteFiles, complete
from generator.site.compress import compress
from generator.site.host.frame_cache import DrawnFrames, draw_frames
from generator.site.manifest import (
    BuildManifest,
    DataFileEntry,
    home,
    load_manifest,
    names_digest,
    save_manifest,
)
from generator.site.prepare import Order, Prepared, prepare
from generator.site.progress import (
    COMPRESSING,
    DRAWING,
    PUBLISHING,
    Progress,
    ProgressListener,
    ignore_progress,
)
from generator.source.schema_files import require_atlas


class BuildSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. `counts` are the public records by kind name, `titles` the titles of the kinds."""

    counts: Mapping[str, Tally]
    titles: Mapping[str, str]
    seconds: Mapping[str, float]
    pages: int
    bytes: int
    findings: Sequence[Finding] = ()
    site: str = ""
    """The address of the site with the guide that explains the findings."""
    broken: Sequence[str] = ()
    notes: Sequence[str] = ()


def build(order: Order, site_dir: Path, listener: ProgressListener = ignore_progress) -> BuildSummary:
    """Build the atlas and replace the site in `site_dir`.

    Raises:
        NotAnAtlasError: there is no atlas at the root of the order.
        BrokenAtlasError: records or settings have errors (with `keep_going`: settings only).
        AtlasError: anything else that stops a build; the old site always remains.
    """
    root, progress = order.root, Progress(listener)
    require_atlas(root)  # before anything is written there
    old = load_manifest(root, site_dir)
    with publish.open_staging(root, site_dir, old.spare) as staging:
        prepared = prepare(order, progress)
        with progress.stage(DRAWING):
            drawn = draw_frames(prepared.plan_frames(root), staging.folder, old)
        files = complete(order, prepared, drawn.frames, staging.folder, progress, old, home(root, site_dir))
        paths = files.paths | drawn.files.keys()
        if order.compress:
            with progress.stage(COMPRESSING):
                paths |= compress(staging.folder, paths, order.jobs)
        started = time.perf_counter()
        staging.keep_only(paths)
        staging.published.append(partial(_save, root, site_dir, files, drawn, paths, old.listing))
    progress.seconds[PUBLISHING] = time.perf_counter() - started
    return _summarise(prepared, drawn, files, progress)


def _save(  # noqa: PLR0913, PLR0917 - everything the next build needs
    root: Path,
    site_dir: Path,
    files: SiteFiles,
    drawn: DrawnFrames,
    paths: AbstractSet[str],
    spare: bytes,
) -> None:
    """Save the manifest of the published site, which consists of the files `paths`."""
    folder = str(site_dir.absolute())
    data_files = {
        file.path: DataFileEntry(file.input_digest, stamp)
        for file in files.data_files
        if (stamp := FileStamp.of(f"{folder}/{file.path}")) is not None
    }
    manifest = BuildManifest(
        folder=folder,
        pages=files.pages,
        keys=files.keys,
        frames=drawn.entry(lambda path: FileStamp.of(f"{folder}/{path}")),
        data_files=data_files,
        listing=names_digest({*paths, publish.MARKER}),
        spare=spare,
    )
    save_manifest(root, site_dir, manifest)


def _summarise(prepared: Prepared, drawn: DrawnFrames, files: SiteFiles, progress: Progress) -> BuildSummary:
    catalogue, history_note = prepared.catalogue, prepared.index.history.note
    kinds = enabled_kinds(catalogue.settings, KINDS)
    return BuildSummary(
        counts={kind.name: Tally.of(entry.sample for entry in catalogue.entries(kind)) for kind in kinds},
        titles={kind.name: catalogue.settings.atlas.kinds[kind.name].title for kind in kinds},
        seconds=progress.seconds,
        pages=len(files.pages) + len(drawn.frames.written),
        bytes=files.size + drawn.size,
        findings=prepared.findings,
        site=catalogue.settings.atlas.site_address,
        broken=prepared.broken,
        notes=[*filter(None, [history_note]), *(f"MkDocs: {note}" for note in drawn.frames.notes)],
    )
