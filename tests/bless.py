"""Writes what the fixtures are expected to give, as they give it now.

Run `python tests/bless.py`, then read every changed line of the difference: of a finding as the
contributor who caused it, of a page as its reader.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from support import golden
from support.atlases import assemble, rule_fixtures
from support.reading import EXPECTED, fixtures, report


def bless_findings() -> None:
    """Write `expected.txt` of every failing fixture."""
    for fixture in [*fixtures(), *rule_fixtures()]:
        with tempfile.TemporaryDirectory() as folder:
            text = report(assemble(Path(folder), fixture))
        (fixture / EXPECTED).write_text(text, encoding="utf-8")


def bless_pages() -> None:
    """Write the expected files of the golden atlas."""
    with tempfile.TemporaryDirectory() as folder:
        golden.bless(Path(folder))


if __name__ == "__main__":
    bless_findings()
    bless_pages()
