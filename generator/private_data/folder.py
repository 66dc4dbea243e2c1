"""The private folder of a region: experts, clusters of services, numbers of their staff."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.base.errors import AtlasError
from generator.base.russian import join_words, quote_all
from generator.intake.tables.cells.values import terms_of
from generator.model.settings import Settings
from generator.private_data.pool import Expert, read_pool
from generator.private_data.table import (
    PrivateColumn,
    parse_count,
    parse_text,
    read_private_table,
    term_parser,
)

EXPERTS, CLUSTERS, STAFF = "experts", "clusters", "staff"
_SUFFIXES = (".csv", ".xlsx")


class PrivateData(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of a private folder.

    Rows of `clusters` have `municipality`, `cluster` and `year`, those of `staff` `municipality`, `group` and
    `count`.
    """

    experts: Sequence[Expert] | None = None
    clusters: Sequence[Mapping[str, Any]] = ()
    staff: Sequence[Mapping[str, Any]] = ()


def read_private_folder(folder: Path, settings: Settings) -> PrivateData:
    """Read a folder; any of its three files may be missing, but not all.

    Raises:
        AtlasError: it has none of them, or one is invalid.
        OSError: a file cannot be read.
    """
    place = PrivateColumn(
        key="municipality", also=("муниципалитет",), parse=term_parser(terms_of(settings)["municipalities"])
    )
    cluster = PrivateColumn(key="cluster", also=("кластер",), parse=parse_text)
    year = PrivateColumn(key="year", also=("год",), parse=parse_text)
    group = PrivateColumn(key="group", also=("группа", "категория"), parse=parse_text)
    number = PrivateColumn(key="count", also=("число", "количество"), parse=parse_count)
    files = {name: file for name in (EXPERTS, CLUSTERS, STAFF) if (file := _find_table(folder, name))}
    if not files:
        wanted = join_words(quote_all(f"{name}{_SUFFIXES[0]}" for name in (EXPERTS, CLUSTERS, STAFF)), "или")
        message = f"в папке «{folder}» нет закрытых данных"
        raise AtlasError(message, f"Положите в неё {wanted}: как их заполнить, сказано в docs/ru/reports.md")
    return PrivateData(
        experts=read_pool(files[EXPERTS], settings).experts if EXPERTS in files else None,
        clusters=read_private_table(files[CLUSTERS], (place, cluster, year)) if CLUSTERS in files else (),
        staff=read_private_table(files[STAFF], (place, group, number)) if STAFF in files else (),
    )


def _find_table(folder: Path, name: str) -> Path | None:
    files = (folder / f"{name}{suffix}" for suffix in _SUFFIXES)
    return next((file for file in files if file.is_file()), None)
