"""Addresses as they go over the wire."""

from __future__ import annotations

from urllib.parse import urlsplit

_EXAMPLES = ("example", "example.com", "example.net", "example.org", "invalid", "localhost", "test")


def is_example(address: str) -> bool:
    """Return whether an address leads to no site: its host is kept for examples (RFC 2606, 6761)."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return host in _EXAMPLES or host.endswith(tuple(f".{one}" for one in _EXAMPLES))


def resolve_address(address: str, base: str | None = None) -> str:
    """Return an address as browsers ask for it: the host in punycode, other letters percent-encoded.

    A relative address starts from `base`. Follows the URL standard of the WHATWG, as browsers do.

    Raises:
        ValueError: a browser would not go there either.
    """
    from ada_url import URL  # noqa: PLC0415 - only links and addresses in Cyrillic need it

    return str(URL(address, base=base).href)


def to_ascii(address: str) -> str:
    """Return an address of our own in ASCII; one that no browser understands stays as it is."""
    if address.isascii():
        return address
    try:
        return resolve_address(address)
    except ValueError:
        return address
