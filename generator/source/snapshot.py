"""Snapshot: the files in `content/`. No record file is opened."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.source.package_files import SCHEMAS
from generator.source.record_files import Source, Unloaded, sources

SITE_CONFIG = "site_config"
CONFIG_FOLDERS = (SCHEMAS, SITE_CONFIG)
"""The folders that hold the rules: besides the current day nothing else decides about a record."""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The record files of an atlas, and the files beside them that are not records."""

    records: Sequence[Source]
    strays: Sequence[Unloaded]


def take_snapshot(root: Path) -> Snapshot:
    """Return the contents of `content/` of the atlas at `root`."""
    found = list(sources(root))
    return Snapshot(
        records=tuple(one for one in found if isinstance(one, Source)),
        strays=tuple(one for one in found if isinstance(one, Unloaded)),
    )
