"""Guest: the generator as a part of MkDocs' own commands, so that they give the same atlas.

`mkdocs build` and `mkdocs serve` check first and leave the old site alone when there are errors;
staging and the swap in one step are what `atlas build` adds.
"""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

from generator import publish
from generator.build import Order, Prepared, Watch, complete, prepare, silent
from generator.errors import AtlasError, BrokenAtlasError
from generator.frame import Config, Drawer, Server, join, stop
from generator.pour import Frames
from generator.report.text import finding_text

WATCHED = ("content", "site_config", "schemas", "generator/templates")


def invite(config: Config) -> Config:
    """Check the atlas and let a drawer take part in MkDocs' other events.

    Raises:
        mkdocs.exceptions.Abort: the atlas has errors; MkDocs has not yet cleared the old site.
    """
    order = Order(root=Path(config.config_file_path).parent, as_of=dt.date.today())  # noqa: DTZ011 - the reader's day
    try:
        prepared = prepare(order, Watch(silent))
    except BrokenAtlasError as error:
        stop("\n\n".join([*map(finding_text, error.findings), error.message]))
    except AtlasError as error:
        stop(f"{error.message}\n{error.action}")
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
    except AtlasError as error:
        stop(error.message)
    publish.mark(folder)
