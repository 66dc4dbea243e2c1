"""Adds the generator to MkDocs' own commands, so that they build the same atlas.

`mkdocs build` and `mkdocs serve` check the atlas first and keep the old site if there are errors; only `atlas
build` stages a site and replaces the old one in one step.
"""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin

from generator.base.errors import AtlasError, from_os_error
from generator.model.findings import BrokenAtlasError
from generator.report.mask import mask_findings
from generator.report.text import finding_text, help_pages
from generator.site import publish
from generator.site.complete import complete
from generator.site.host.frames import Frames
from generator.site.host.mkdocs import Config, FramePlugin, add_plugin
from generator.site.host.mkdocs_config import PLUGIN
from generator.site.prepare import Order, Prepared, prepare
from generator.site.progress import Progress

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # importing it would cost every build 15 ms

WATCHED = ("content", "site_config", "schemas", "generator/site/templates")


class AtlasPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]  # it has no settings
    """The plugin `atlas` for the `mkdocs.yml` of a region, where the generator is installed."""

    def on_config(self, config: Config) -> Config:
        """Add our plugin to a run of MkDocs' own commands; `atlas build` has done so already."""
        return add_atlas(config) if config.plugins[PLUGIN] is self else config

    def on_serve(self, server: LiveReloadServer, *, config: Config, **_: object) -> LiveReloadServer:
        """Make `mkdocs serve` rebuild when the atlas changes."""
        return watch_sources(server, config=config)


def add_atlas(config: Config) -> Config:
    """Check the atlas and add our plugin to the run.

    Raises:
        mkdocs.exceptions.Abort: the atlas has errors; MkDocs has not yet cleared the old site.
    """
    order = Order(root=Path(config.config_file_path).parent, as_of=dt.date.today())  # noqa: DTZ011 - the user's day
    try:
        prepared = prepare(order, Progress())
    except (AtlasError, OSError) as error:
        _abort(error)
    else:
        add_plugin(
            config,
            FramePlugin(prepared.plan_frames(order.root), functools.partial(_complete_site, order, prepared)),
        )
    return config


def watch_sources(server: LiveReloadServer, *, config: Config, **_: object) -> LiveReloadServer:
    """Make `mkdocs serve` rebuild when a record, a setting, a schema or a template changes."""
    root = Path(config.config_file_path).parent
    for folder in WATCHED:
        if (root / folder).is_dir():
            server.watch(str(root / folder))
    return server


def _complete_site(order: Order, prepared: Prepared, frames: Frames, folder: Path) -> None:
    try:
        complete(order, prepared, frames, folder, Progress())
    except (AtlasError, OSError) as error:
        _abort(error)
    publish.mark(folder)


def _abort(error: AtlasError | OSError) -> NoReturn:
    failure = from_os_error(error) if isinstance(error, OSError) else error
    broken = failure if isinstance(failure, BrokenAtlasError) else BrokenAtlasError("")
    report = [*map(finding_text, mask_findings(broken.findings)), help_pages(broken.findings, broken.site)]
    raise Abort(
        "\n\n".join(filter(None, [*report, "\n".join(filter(None, (failure.message, failure.action)))]))
    )
