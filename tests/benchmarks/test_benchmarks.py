"""The benchmarks: synthetic atlases are sound and repeatable, the report judges its rows rightly."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from benchmarks.changes import change, practice, resubject, retell
from benchmarks.report import HEAD, Figure, Row, number, report
from benchmarks.synthetic import AS_OF, make_atlas
from generator.check.check import check
from generator.model.findings import Finding

RECORDS = 30


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_atlas(tmp_path_factory.mktemp("benchmarks") / "atlas", RECORDS)


def findings(root: Path) -> list[Finding]:
    return list(check(root, as_of=AS_OF).findings)


def texts(root: Path) -> dict[str, bytes]:
    files = (root / "content").rglob("*.yaml")
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def seconds(value: float) -> Figure:
    return Figure(value=value, unit="s")


def test_synthetic_atlas_has_no_findings(atlas: Path) -> None:
    assert findings(atlas) == []


def test_synthetic_atlas_is_mostly_practices_of_real_size(atlas: Path) -> None:
    records = texts(atlas)
    practices = [text for path, text in records.items() if path.startswith("content/practices/")]
    assert len(records) == RECORDS
    assert RECORDS - len(practices) == 2
    assert 3_000 < statistics.mean(map(len, practices)) < 5_000
    assert any(b"communities:" in text for text in practices)
    assert any(b"resource_centres:" in text for text in practices)


def test_synthetic_atlas_is_the_same_twice(atlas: Path, tmp_path: Path) -> None:
    assert texts(make_atlas(tmp_path / "again", RECORDS)) == texts(atlas)
    assert texts(make_atlas(tmp_path / "other", RECORDS, seed=2)) != texts(atlas)


def test_plans_and_events_stand_beside_the_same_records(atlas: Path, tmp_path: Path) -> None:
    root = make_atlas(tmp_path / "system", RECORDS, plans=10)
    made = texts(root)
    assert findings(root) == []
    assert {path: made[path] for path in texts(atlas)} == texts(atlas)
    assert len(made) == RECORDS + 20
    assert any(b"event/" in text for path, text in made.items() if "/documents/" in path)


def test_changes_touch_one_file_and_break_nothing(tmp_path: Path) -> None:
    root = make_atlas(tmp_path / "atlas", RECORDS)
    before = texts(root)
    change(root, 0, retell)
    change(root, 1, resubject)
    after = texts(root)
    changed = {path for path, text in after.items() if text != before[path]}
    assert changed == {practice(root, place).relative_to(root).as_posix() for place in (0, 1)}
    assert findings(root) == []


@pytest.mark.parametrize(
    ("row", "ratio", "verdict"),
    [
        (Row(what="a", size=1, ours=seconds(4), theirs=seconds(8), target=0.5), 0.5, "yes"),
        (Row(what="a", size=1, ours=seconds(4.1), theirs=seconds(8), target=0.5), 0.5125, "**no**"),
        (Row(what="a", size=1, ours=seconds(4), theirs=seconds(8)), 0.5, "–"),
        (Row(what="a", size=1, ours=seconds(4), target=4), None, "yes"),
        (Row(what="a", size=1, ours=seconds(4), target=3.9), None, "**no**"),
        (Row(what="a", size=1, ours=seconds(4)), None, "–"),
    ],
)
def test_a_row_is_judged_by_its_ratio_or_its_value(row: Row, ratio: float | None, verdict: str) -> None:
    assert row.ratio == ratio
    assert dict(zip(HEAD, row.cells(), strict=True))["reached"] == verdict


def test_report_shows_figures_targets_and_verdicts() -> None:
    rows = [
        Row(
            what="check",
            size=10_000,
            ours=Figure(value=1.234, unit="s", cpu=2.345),
            against="another",
            theirs=seconds(4),
            target=0.25,
        ),
        Row(what="page", size=1_000, ours=Figure(value=81.24, unit="KB"), target=150),
    ]
    text = report(rows, ["A note."], rounds=3)
    assert "medians of 3 rounds" in text
    assert (
        "| check | 10,000 | 1.23 s (CPU 2.35) | another | 4 s | **0.31** | ≤ 0.25 × | **no** |"
    ) in text.splitlines()
    assert "| page | 1,000 | 81.2 KB | – | – | – | ≤ 150 KB | yes |" in text.splitlines()
    assert text.endswith("\nA note.\n")


@pytest.mark.parametrize(
    ("value", "shown"), [(0.01234, "0.0123"), (1.5, "1.5"), (99.96, "100"), (100, "100"), (12345.6, "12,346")]
)
def test_numbers_have_three_telling_digits(value: float, shown: str) -> None:
    assert number(value) == shown
