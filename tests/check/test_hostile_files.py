"""Whatever lies among records, the check answers quickly and in words."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.atlases import AS_OF, REFERENCE, REPOSITORY
from support.effort import sample
from support.hostile_files import EXPECTED, HOSTILE, hostile_atlas
from support.reading import READING, check_fixture, report_of

from generator.base.limits import MAX_BYTES, MAX_VALUES
from generator.check.load_catalogue import load_records
from generator.check.record_check import FileResult, validate_file
from generator.check.schema import SchemaValidator, schema_validators
from generator.check.settings_check import load_ruleset
from generator.cli import atlas
from generator.model.kinds import PRACTICE
from generator.source.schema_files import read_schemas


@pytest.mark.parametrize("name", HOSTILE)
def test_function_and_command_say_where_what_and_what_to_do(name: str, tmp_path: Path) -> None:
    root = hostile_atlas(tmp_path / "atlas", name)
    expected = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")
    result = check_fixture(root)
    assert report_of(result) == expected
    done = CliRunner().invoke(atlas, ["--root", str(root), "check", "--as-of", AS_OF])
    assert (done.exit_code, done.output) == (1, expected)
    assert result.errors
    for finding in result.errors:
        assert finding.what
        assert finding.allowed
        assert finding.action
        assert finding.line >= 1
        assert finding.column >= 1
    assert "content/practices/obrazets.yaml" in {entry.path for entry in load_records(root, result)}


def test_every_expected_text_has_its_file() -> None:
    assert {file.stem for file in EXPECTED.iterdir()} == set(HOSTILE)


@cache
def judge() -> SchemaValidator:
    schemas = read_schemas(REPOSITORY)
    return schema_validators(schemas, load_ruleset(REFERENCE, schemas).vocabularies)[PRACTICE.schema_file]


def judged_practice(text: str | bytes) -> FileResult:
    data = text if isinstance(text, bytes) else text.encode()
    return validate_file("content/practices/opyt.yaml", data[: MAX_BYTES + 1], judge())


def least_time(work: Callable[[], object], runs: int = 3) -> float:
    """Return the CPU time of a task without disturbances."""
    times = []
    for _ in range(runs):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


VALID = (REPOSITORY / "tests/fixtures/valid/content/practices/obrazets.yaml").read_text(encoding="utf-8")
STEP = "  - title: Договориться, что измеряем\n    text: Каждая группа выбирает одно явление и прибор.\n"
LARGEST = VALID.replace("sample: true\n", "").partition("  - title: Выбрать")[0].replace("ozersk", "anapa")
LARGEST += STEP * ((MAX_BYTES - len(LARGEST.encode())) // len(STEP.encode()))
"""The largest record in order: what anything hostile is measured against."""

TEXTS: dict[str, str | bytes] = {
    "brackets": "[" * 50_000,
    "braces": "{" * 50_000,
    "braces with keys": "{a: " * 50_000,
    "dashes": "- " * 130_000,
    "questions": "? " * 130_000,
    "anchors": "&a " * 80_000,
    "tags": "!a " * 80_000,
    "colons": ": " * 130_000,
    "bars": "|\n" * 130_000,
    "documents": "---\n" * 60_000,
    "directives": "%YAML 1.1\n" * 20_000,
    "one key": "a: 1\n" * 50_000,
    "keys": "".join(f"k{number}: 1\n" for number in range(20_000)),
    "list": "[" + "a," * 130_000 + "]",
    "list of mappings": "[" + "{}," * 80_000 + "]",
    "lists": "[" + "[[]]," * 50_000 + "]",
    "numbers": "[" + "1e5," * 60_000 + "]",
    "one long number": "a: " + "1" * 260_000,
    "one long key": "a" * 260_000 + ": 1",
    "tabulators": "\t" * 260_000,
    "spaces": "a: " + " " * 250_000 + "x",
    "line ends": "\r\n" * 130_000,
    "foreign line ends": "\u2028" * 80_000,
    "remarks": "#" * 260_000,
    "cut values": "a: b #c\n" * 30_000,
    "signs that cut": "a: " + "x #" * 80_000,
    "quotes": "'" + "''" * 130_000,
    "escapes": '"' + "\\U0001F600" * 25_000 + '"',
    "aliases": "a: &a [x]\n" + "b: *a\n" * 40_000,
    "zeros": "\0" * 260_000,
    "Latin-1": b"\xe9" * 260_000,
    "marks of byte order": "\ufeff" * 80_000,
    "unknown keys": VALID + "".join(f"k{number}: 1\n" for number in range(MAX_VALUES // 2 - 50)),
    "empty steps": LARGEST.partition("  - title")[0] + "  - {}\n" * (MAX_VALUES - 50),
    "repeated grades": VALID + "grades: [" + "1," * (MAX_VALUES - 50) + "]\n",
    "many tags": VALID + "tags: [" + ",".join(f"метка{n}" for n in range(MAX_VALUES - 50)) + "]\n",
    "long id": VALID.replace("obrazets", "a-" * 60_000),
    "long address": VALID.replace("shkola@example.org", "a@" * 60_000),
    "address of dots": VALID.replace("shkola@example.org", f"a@{'a.' * 60_000}@"),
    "long word": VALID.replace("Ученики", "ё" * 100_000),
    "long term": VALID.replace("physics", "ф" * 100_000),
}


def test_the_largest_record_in_order_is_read_and_is_as_large_as_may_be() -> None:
    assert judged_practice(LARGEST).is_valid
    assert MAX_BYTES - len(LARGEST.encode()) < len(STEP.encode())


@cache
def ordinary_time() -> float:
    """Return the time for the largest correct record."""
    return least_time(lambda: judged_practice(LARGEST))


SAMPLE = 20
"""Fixtures whose time a usual run takes."""
RECORDS = 40
"""How many of the largest records a text may cost: far above the dearest, far below any quadratic one."""


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_longer_than_some_records_of_the_largest_size(name: str) -> None:
    verdicts: list[bool] = []
    taken = least_time(lambda: verdicts.append(judged_practice(TEXTS[name]).is_valid), runs=1)
    assert taken < RECORDS * ordinary_time()
    assert verdicts == [False]


@pytest.mark.sampled
def test_no_fixture_takes_longer_than_a_record_of_the_largest_size() -> None:
    files = sorted(READING.glob("*/content/practices/*.yaml"))
    assert len(files) > 60
    for file in sample(files, SAMPLE):
        data = file.read_bytes()
        assert least_time(lambda: judged_practice(data), runs=1) < RECORDS * ordinary_time(), file  # noqa: B023 - called at once
