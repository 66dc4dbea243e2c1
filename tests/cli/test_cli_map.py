"""`atlas map` writes the current map, or reports what is wrong with the shapes."""

from __future__ import annotations

from pathlib import Path

from support.atlases import REFERENCE, assemble
from support.commands import call

from generator.check.map_check import MAP_FILE, OUTLINE


def test_the_map_is_written_and_a_broken_outline_is_told(tmp_path: Path) -> None:
    root = assemble(tmp_path, REFERENCE)
    (root / MAP_FILE).unlink()
    drawn = call(root, "map")
    assert (drawn.code, drawn.out) == (
        0,
        f"Карта нарисована: 44\N{NO-BREAK SPACE}муниципалитета — {MAP_FILE}\n",
    )
    assert (root / MAP_FILE).read_bytes() == (REFERENCE / MAP_FILE).read_bytes()
    (root / OUTLINE).write_text("{", encoding="utf-8")
    told = call(root, "map")
    assert told.code == 1
    assert "ошибка [bad-geojson] Файл не читается: ошибка JSON в строке 1" in told.out
    assert (root / MAP_FILE).read_bytes() == (REFERENCE / MAP_FILE).read_bytes()
