"""Exported tables are imported as the same records."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from support.allowed_records import batches
from support.atlases import REFERENCE, REPOSITORY
from support.commands import call
from support.effort import examples, sample
from support.records import own_settings
from support.tables import places

from generator.check.rules.base import NEW_RECORD_RULES
from generator.intake.tables.cells.values import terms_of
from generator.intake.tables.export.exporting import Export
from generator.intake.tables.files.grids import write_digits
from generator.intake.tables.files.reading import read_table
from generator.intake.tables.layout import tables_of
from generator.intake.tables.questions.replacements import ReplacementLog
from generator.intake.tables.sheets import SheetReader
from generator.model.findings import Pointer
from generator.model.kinds import KINDS, Kind
from generator.model.record_fields import MUNICIPALITIES
from generator.source.fields import Fields
from generator.source.schema_files import as_vocabulary, read_schemas
from generator.source.yaml.reader import Refusal, read_yaml

SCHEMAS = read_schemas(REPOSITORY)
FIELDS = {kind: Fields(schemas=SCHEMAS, file=kind.schema_file) for kind in KINDS}
TABLES = {kind.name: tables_of(kind, FIELDS[kind]) for kind in KINDS}
VOCABULARIES = {
    **own_settings().vocabularies,
    MUNICIPALITIES: as_vocabulary(own_settings().municipalities),
}
MOST_EXACT = 2**53
Batch = list[tuple[Kind, Any]]
_HASH = re.compile(r"(^|\s)#")
"""No tag of a record has this; it may come up where a control character is taken away."""
LONG_SPACES = " \t\u00a0\u2009\u202f"


def _values(root: Path) -> dict[str, Any]:
    found = {}
    for file in root.glob("content/*/*.yaml"):
        read = read_yaml(file.read_bytes())
        assert not isinstance(read, Refusal)
        found[file.relative_to(root).as_posix()] = read.value
    return found


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """An atlas with the settings of the reference atlas and no records."""
    root = tmp_path / "empty"
    root.mkdir()
    (root / "site_config").symlink_to(REFERENCE / "site_config")
    shutil.copy(REFERENCE / "mkdocs.yml", root)
    return root


def test_the_whole_atlas_comes_back_from_a_workbook(empty: Path, tmp_path: Path) -> None:
    file = tmp_path / "atlas.xlsx"
    call(REFERENCE, "export", str(file))

    told = call(empty, "import", str(file), "--write")

    advice = {f"[{rule.code}]" for rule in NEW_RECORD_RULES}
    advice |= {"[network-without-agreement]", "[network-without-plan]"}  # of networks that are samples
    assert {place.rpartition(" ")[2] for place in places(told.out)} <= advice, told.out
    assert _values(empty) == _values(REFERENCE)
    assert call(empty, "check", "--fail-on", "error").code == 0
    assert call(REFERENCE, "import", str(file)).code == 0


@pytest.mark.sampled
def test_the_whole_atlas_comes_back_from_csv_files(empty: Path, tmp_path: Path) -> None:
    kinds = sample(sorted(KINDS, key=lambda kind: kind.name), 4)
    for kind in kinds:  # communities before the practices that name them
        file = tmp_path / f"{kind.name}.csv"
        call(REFERENCE, "export", str(file), "--kind", kind.name)
        call(empty, "import", str(file), "--kind", kind.name, "--write")
    for kind in sample(kinds, 1):
        file = tmp_path / f"{kind.name}.csv"
        assert call(REFERENCE, "import", str(file)).code == 0  # the headings tell the kind

    folders, came = {kind.folder for kind in kinds}, _values(empty)
    values = {path: value for path, value in _values(REFERENCE).items() if path.split("/")[1] in folders}
    assert {path: values[path] for path in came} == came
    assert len(came) > len(values) / 2  # records that refer to one another go together


def test_a_number_of_many_digits_comes_back_with_all_of_them() -> None:
    digits = write_digits(4.917699827932914e-46)

    assert "e" not in digits
    assert float(digits) == 4.917699827932914e-46


@given(batch=batches(VOCABULARIES, tidy=True))
@settings(max_examples=examples(3), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_tidy_record_comes_back(batch: Batch) -> None:
    wanted = {record["id"]: _tidied(kind, record) for kind, record in batch}

    assert _through_workbook(batch) == wanted
    assert _through_csv(batch) == wanted


@given(batch=batches(VOCABULARIES, tidy=False))
@settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_record_comes_back_but_for_spaces_at_edges(batch: Batch) -> None:
    allowed = [(kind, _tidied(kind, record)) for kind, record in batch]
    assume(not any(_HASH.search(tag) for _, record in allowed for tag in record.get("tags", ())))
    wanted = {record["id"]: _tidied(kind, record) for kind, record in allowed}

    assert _through_workbook(allowed) == wanted
    assert _through_csv(allowed) == wanted


def _through_workbook(batch: Batch) -> dict[str, Any]:
    records = {kind.name: [record for own, record in batch if own is kind] for kind in KINDS}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.xlsx"
        Export(settings=own_settings(), tables=TABLES, records=records).workbook(file)
        return _read(file, None)


def _through_csv(batch: Batch) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, record in batch:
            file, tables = Path(folder) / f"{record['id']}.csv", {kind.name: TABLES[kind.name]}
            Export(settings=own_settings(), tables=tables, records={kind.name: [record]}).csv(file)
            found |= _read(file, kind)
    return found


def _read(file: Path, kind: Kind | None) -> dict[str, Any]:
    own = own_settings()
    reader = SheetReader(tables=TABLES, settings=own, terms=terms_of(own), kind=kind, log=ReplacementLog())
    done = reader.read(read_table(file))
    assert done.findings == []
    return {record.id: record.value for record in done.records}


def _tidied(kind: Kind, record: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a record as accepted by checks, without spaces at the edges and empty sections."""
    return _without_spaces(FIELDS[kind], (), msgspec.to_builtins(record))


def _without_spaces(fields: Fields, pointer: Pointer, value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, Mapping):
        parts = {key: _without_spaces(fields, (*pointer, key), part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part not in ("", {}, [])}
    if isinstance(value, list):
        items = [_without_spaces(fields, (*pointer, 0), item) for item in value]
        return [item for item in items if item not in ("", {}, [])]
    if isinstance(value, int | float):
        return value if abs(value) <= MOST_EXACT else 0  # no record holds larger numbers
    return _text(value, fields.at(pointer).schema.get("x-text"))


def _text(text: str, kind: str | None) -> str:
    kept = "".join(char for char in text if char == "\n" or unicodedata.category(char)[0] != "C")
    plain = kept.strip()
    if kind not in {"plain", "markdown"}:
        return " ".join(plain.split("\n"))
    return f"{plain}\n" if plain and kept.rstrip(LONG_SPACES).endswith("\n") else plain
