"""Writes selected pages of a catalogue without building its site, for a preview."""

from collections.abc import Collection, Sequence
from pathlib import Path

from generator.site.prepare import prepare_pages
from generator.site.views.site import SiteIndex
from generator.site.write_pages import PageWriter


def render_pages(root: Path, index: SiteIndex, wanted: Collection[str], folder: Path) -> Sequence[str]:
    """Write pages into a folder, with all files of the theme; return their addresses.

    `wanted` are addresses; those without a page in the catalogue are skipped.

    Raises:
        AtlasError: MkDocs refused its settings, or a template is broken.
    """
    from generator.site.host.mkdocs import draw  # noqa: PLC0415 - slow to import

    prepared = prepare_pages(root, index)
    frames = draw(prepared.plan_frames(root), folder)
    chosen = [draft for draft in prepared.drafts if draft.address in wanted]
    writer = PageWriter(folder=str(folder), frames=frames, renderer=prepared.renderer, index=index)
    return [page.address for page in writer(chosen)]
