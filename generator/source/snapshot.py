"""Snapshot: which files lie in `content/`. No record file is opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.source.package_files import SCHEMAS
from generator.source.record_files import Source, Unloaded, sources

SITE_CONFIG = "site_config"
CONFIG_FOLDERS = (SCHEMAS, SITE_CONFIG)
"""The folders whose files say what is right: nothing else decides about a record, but the day."""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The record files of an atlas, and the files beside them that are none."""

    records: Sequence[Source]
    strays: Sequence[Unloaded]


def take_snapshot(root: Path) -> Snapshot:
    """Return what lies in the `content/` of the atlas at `root`."""
    found = list(sources(root))
    return Snapshot(
        records=tuple(one for one in found if isinstance(one, Source)),
        strays=tuple(one for one in found if isinstance(one, Unloaded)),
    )
