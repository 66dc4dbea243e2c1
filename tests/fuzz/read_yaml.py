"""Fuzzes the YAML reader with atheris: `make fuzz`.

libFuzzer's own flags go after the name of the file, `-runs=1000` and the like.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

with atheris.instrument_imports(
    include=["generator.canonical", "generator.source.yaml", "generator.source.locations"]
):
    from support.reader_promises import keeps_its_promises


def read(data: bytes) -> None:
    """Read bytes as they are, and as a text: most of what libFuzzer makes is not UTF-8."""
    keeps_its_promises(data)
    if not data.isascii():
        keeps_its_promises(data.decode("latin-1").encode())


def main() -> None:
    """Run libFuzzer over the reader until its bounds or the first broken promise."""
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
