"""Web addresses as they go over the wire."""

from urllib.parse import urlsplit

_EXAMPLES = ("example", "example.com", "example.net", "example.org", "invalid", "localhost", "test")


def is_example(address: str) -> bool:
    """Return whether an address leads to no real site: its host is reserved for examples (RFC 2606, 6761)."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return host in _EXAMPLES or host.endswith(tuple(f".{one}" for one in _EXAMPLES))


def resolve_address(address: str, base: str | None = None) -> str:
    """Return an address as browsers request it: the host in punycode, other letters percent-encoded.

    A relative address starts from `base`. Follows the WHATWG URL standard, as browsers do.

    Raises:
        ValueError: a browser would reject it too.
    """
    from ada_url import URL  # noqa: PLC0415 - only links and Cyrillic addresses need it

    return str(URL(address, base=base).href)


def to_ascii(address: str) -> str:
    """Return an address in ASCII; one that no browser understands stays as it is."""
    if address.isascii():
        return address
    try:
        return resolve_address(address)
    except ValueError:
        return address
