"""Records picked for the home page exist and are public."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.atlases import assemble
from support.reading import check_fixture

from generator.check.settings_check import PICKS_FILE

VALID = Path(__file__).parents[1] / "fixtures/golden"


def test_an_unknown_record_is_told_with_its_line_and_the_near_miss(tmp_path: Path) -> None:
    root = assemble(tmp_path, VALID)
    record = next(iter(sorted((root / "content/practices").glob("*.yaml")))).stem
    text = (
        f"week:\n  record: practice/{record}\ncollections:\n  - title: К началу года\n    records:\n"
        f"      - practice/{record}\n      - practice/{record}x\n      - praktika/{record}\n"
    )
    (root / PICKS_FILE).write_text(text, encoding="utf-8")
    found = [one for one in check_fixture(root).findings if one.path == PICKS_FILE]
    assert [(one.line, one.code) for one in found] == [
        (2, "reference-not-public"),
        (6, "reference-not-public"),
        (7, "unknown-reference"),
        (8, "unknown-reference"),
    ]
    assert found[2].near[0] == f"practice/{record}"
    assert found[3].what.startswith("Такого вида записей нет")
    shutil.rmtree(root / "content/practices")
    gone = [one for one in check_fixture(root).findings if one.path == PICKS_FILE]
    assert [one.line for one in gone] == [2, 6, 7, 8]
    (root / "content/practices").symlink_to(root / "content")
    assert [one.code for one in check_fixture(root).findings if "practices" in one.path] == ["symlink"]
    assert [one.line for one in check_fixture(root).findings if one.path == PICKS_FILE] == [8]
