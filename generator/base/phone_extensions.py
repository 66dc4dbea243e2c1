"""Telephone numbers with an extension: «+7 861 000-00-00 доб. 105»."""

import re

_EXTENSION = re.compile(
    r"[,;\s]*\(?\s*(?:(?:доб|внутр|вн|ext)\w*\.?|#)[\s:№-]*(?P<figures>[0-9]{1,6}(?![0-9]))?.*\Z",
    re.IGNORECASE | re.DOTALL,
)


def part_phone(text: str) -> tuple[str, str]:
    """Return a number and the figures of its extension; «» if it has none or that is illegible."""
    found = _EXTENSION.search(text)
    return (text[: found.start()], found["figures"] or "") if found else (text, "")


def join_phone(number: str, extension: str) -> str:
    """Return a number with its extension in the one form that the atlas shows."""
    return f"{number.strip()} доб. {extension}" if extension else number.strip()


def canonical_phone(text: str) -> str:
    """Return a number as the atlas shows it: «+7 861 000-00-00 доб. 105» instead of «…, (доб.105)»."""
    return join_phone(*part_phone(text))


def phone_address(text: str) -> str:
    """Return the address that dials a number, with its extension (RFC 3966): «tel:+78610000000;ext=105»."""
    number, extension = part_phone(text)
    dialled = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return f"tel:{dialled};ext={extension}" if extension else f"tel:{dialled}"
