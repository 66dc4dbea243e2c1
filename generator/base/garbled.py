"""Garbled text: Russian letters of UTF-8 that were read in an encoding of Windows."""

from __future__ import annotations

import codecs
import re

from generator.base.late_patterns import compile_late

_MISREAD = {"cp1251": "[РС]", "cp1252": "[ÐÑ]"}
"""What the first byte of a Russian letter of UTF-8 is taken for, by the encoding that it is read in."""
GARBLED = compile_late(
    "|".join(
        f"{letter}(?:{'|'.join(vowel.encode().decode(encoding) for vowel in 'оае')}){letter}"
        for encoding, lead in _MISREAD.items()
        for letter in [f"{lead}[{re.escape(bytes(range(0x80, 0xC0)).decode(encoding, 'ignore'))}]"]
    )
)
"""Three Russian letters read in a wrong encoding, the second of them a vowel that most words have."""
GARBLED_SIGNS = "ѕ¾°µ"
"""One of these is in whatever the pattern finds: the second halves of its vowels."""
_CONTROLS = range(0x80, 0xA0)


def find_garbled(text: str) -> re.Match[str] | None:
    """Return the first place where letters are garbled; a quick look spares most texts the pattern."""
    return GARBLED.search(text) if any(sign in text for sign in GARBLED_SIGNS) else None


def mend_garbled(text: str) -> str:
    """Return a text as it was before it was garbled, and one that is not, or past mending, as it is."""
    return (ungarble(text) if find_garbled(text) else "") or text


def ungarble(text: str) -> str:
    """Return what a garbled text was; empty if that cannot be told."""
    for encoding in _MISREAD:
        try:
            return text.encode(encoding, _KEEP_CONTROLS).decode()
        except UnicodeError:
            continue
    return ""


def _keep_controls(error: UnicodeError) -> tuple[bytes, int]:
    """Encode what programs make of bytes that are no letters of an encoding: controls of their number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    codes = [ord(sign) for sign in error.object[error.start : error.end]]
    if not all(code in _CONTROLS for code in codes):
        raise error
    return bytes(codes), error.end


_KEEP_CONTROLS = "atlas-keep-controls"
codecs.register_error(_KEEP_CONTROLS, _keep_controls)
