"""The failing fixtures of reader, schemas and settings, and the command that writes what they expect.

`python tests/support/reading.py` checks every folder of `fixtures/reading` and writes the report into
its `expected.txt`: read the changes before committing them.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from pathlib import Path

SUPPORT = Path(__file__).resolve().parent
sys.path.insert(0, str(SUPPORT.parent))  # as pytest does: this file is run as a script too

from support.atlases import AS_OF, FIXTURES, assemble  # noqa: E402

from generator.check import CheckResult, check  # noqa: E402
from generator.report.text import text_report  # noqa: E402

READING = FIXTURES / "reading"
EXPECTED = "expected.txt"


def fixtures() -> list[Path]:
    """Return the folders of failing fixtures, each named after the code that it must give."""
    return sorted(folder for folder in READING.iterdir() if folder.is_dir())


def checked(root: Path) -> CheckResult:
    """Return the check of an atlas on the day of the fixtures."""
    return check(root, as_of=dt.date.fromisoformat(AS_OF))


def report(root: Path) -> str:
    """Return the text report of an atlas on the day of the fixtures."""
    result = checked(root)
    return text_report(result.findings, len(result.paths))


def bless() -> None:
    """Write what every fixture is expected to give."""
    for fixture in fixtures():
        with tempfile.TemporaryDirectory() as folder:
            text = report(assemble(Path(folder), fixture))
        (fixture / EXPECTED).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    bless()
