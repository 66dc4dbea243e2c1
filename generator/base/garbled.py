"""Mojibake: Russian text in UTF-8 that was decoded with a Windows code page."""

import codecs
import re

from generator.base.late_patterns import compile_late

_MISREAD = {"cp1251": "[РС]", "cp1252": "[ÐÑ]"}
"""What the first byte of a Russian letter in UTF-8 turns into, by the code page it was decoded with."""
GARBLED = compile_late(
    "|".join(
        f"{letter}(?:{'|'.join(vowel.encode().decode(encoding) for vowel in 'оае')}){letter}"
        for encoding, lead in _MISREAD.items()
        for letter in [f"{lead}[{re.escape(bytes(range(0x80, 0xC0)).decode(encoding, 'ignore'))}]"]
    )
)
"""Three misdecoded Russian letters, the second of them a vowel that most words have."""
GARBLED_CHARACTERS = "ѕ¾°µ"
"""One of these is in every match of the pattern: they are the second halves of its vowels."""
_CONTROLS = range(0x80, 0xA0)


def find_garbled(text: str) -> re.Match[str] | None:
    """Return the first place where letters are garbled; a quick test spares most texts the pattern."""
    return GARBLED.search(text) if any(character in text for character in GARBLED_CHARACTERS) else None


def mend_garbled(text: str) -> str:
    """Repair a garbled text; a text that is not garbled, or beyond repair, is returned unchanged."""
    return (ungarble(text) if find_garbled(text) else "") or text


def ungarble(text: str) -> str:
    """Return what a garbled text was originally; empty if that cannot be recovered."""
    for encoding in _MISREAD:
        try:
            return text.encode(encoding, _KEEP_CONTROLS).decode()
        except UnicodeError:
            continue
    return ""


def _keep_controls(error: UnicodeError) -> tuple[bytes, int]:
    """Encode control characters that stand for bytes undefined in a code page as those bytes."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    codes = [ord(character) for character in error.object[error.start : error.end]]
    if not all(code in _CONTROLS for code in codes):
        raise error
    return bytes(codes), error.end


_KEEP_CONTROLS = "atlas-keep-controls"
codecs.register_error(_KEEP_CONTROLS, _keep_controls)
