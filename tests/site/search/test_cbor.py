from __future__ import annotations

import pytest

from generator.site.search.pagefind import decode_cbor


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("00", 0),
        ("17", 23),
        ("1818", 24),
        ("1903e8", 1000),
        ("1a000f4240", 1_000_000),
        ("1b000000e8d4a51000", 1_000_000_000_000),
        ("20", -1),
        ("3818", -25),
        ("60", ""),
        ("64d0bcd0b8", "ми"),
        ("80", []),
        ("83011903e88120", [1, 1000, [-1]]),
    ],
)
def test_values_of_pagefinds_files_are_read(written: str, value: object) -> None:
    assert decode_cbor(bytes.fromhex(written)) == value


@pytest.mark.parametrize("written", ["", "8201", "f6", "1f", "40", "a0"])
def test_what_pagefind_does_not_write_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"data ends|unexpected"):
        decode_cbor(bytes.fromhex(written))
