"""Addresses as they go over the wire."""

from __future__ import annotations

import pytest

from generator.base.web_address import to_ascii


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://example.org/atlas/", "https://example.org/atlas/"),
        ("https://атлас.рф", "https://xn--80aa6azac.xn--p1ai/"),
        ("https://АТЛАС.РФ:8443/Край/", "https://xn--80aa6azac.xn--p1ai:8443/%D0%9A%D1%80%D0%B0%D0%B9/"),
        ("https://атлас。рф/", "https://xn--80aa6azac.xn--p1ai/"),
        (
            "https://example.org/край область/",
            "https://example.org/%D0%BA%D1%80%D0%B0%D0%B9%20%D0%BE%D0%B1%D0%BB%D0%B0%D1%81%D1%82%D1%8C/",
        ),
        ("https://[край/", "https://[край/"),
    ],
)
def test_an_address_leaves_in_ascii(written: str, sent: str) -> None:
    assert to_ascii(written) == sent
