"""Guest: the generator as a part of MkDocs' own commands, so that they give the same atlas.

`mkdocs build` and `mkdocs serve` check first and leave the old site alone when there are errors;
staging and the swap in one step are what `atlas build` adds.
"""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import NoReturn, Protocol

from generator.base.errors import AtlasError, of_system
from generator.model.findings import BrokenAtlasError
from generator.report.text import finding_text, help_pages
from generator.site import publish
from generator.site.build import Order, Prepared, complete, prepare
from generator.site.host.frames import Frames
from generator.site.host.mkdocs import Config, Drawer, join, stop
from generator.site.progress import Watch, silent

WATCHED = ("content", "site_config", "schemas", "generator/site/templates")


class Server(Protocol):
    """The part of MkDocs' own server that it is asked for; to import the server takes a build 15 ms."""

    def watch(self, path: str) -> None:
        """Build again when something in a folder changes."""


def invite(config: Config) -> Config:
    """Check the atlas and let a drawer take part in MkDocs' other events.

    Raises:
        mkdocs.exceptions.Abort: the atlas has errors; MkDocs has not yet cleared the old site.
    """
    order = Order(root=Path(config.config_file_path).parent, as_of=dt.date.today())  # noqa: DTZ011 - the reader's day
    try:
        prepared = prepare(order, Watch(silent))
    except (AtlasError, OSError) as error:
        _stop(error)
    else:
        join(config, Drawer(prepared.plan(order.root), functools.partial(_finish, order, prepared)))
    return config


def watch(server: Server, *, config: Config, builder: object) -> Server:
    """Let `mkdocs serve` build again when a record, a setting, a schema or a template changes."""
    del builder
    root = Path(config.config_file_path).parent
    for folder in WATCHED:
        if (root / folder).is_dir():
            server.watch(str(root / folder))
    return server


def _finish(order: Order, prepared: Prepared, frames: Frames, folder: Path) -> None:
    try:
        complete(order, prepared, frames, folder, Watch(silent))
    except (AtlasError, OSError) as error:
        _stop(error)
    publish.mark(folder)


def _stop(error: AtlasError | OSError) -> NoReturn:
    told = of_system(error) if isinstance(error, OSError) else error
    broken = told if isinstance(told, BrokenAtlasError) else BrokenAtlasError("")
    said = [*map(finding_text, broken.findings), help_pages(broken.findings, broken.site)]
    stop("\n\n".join(filter(None, [*said, "\n".join(filter(None, (told.message, told.action)))])))
