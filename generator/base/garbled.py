"""Mojibake: Russian text that was decoded with the wrong code page.

It was in UTF-8 and read as Windows-1251 or Windows-1252, or in Windows-1251 and read as Windows-1252.
"""

import codecs
import re

from generator.base.late_patterns import compile_late

_MISREAD = {"cp1251": "[РС]", "cp1252": "[ÐÑ]"}
"""What the first byte of a Russian letter in UTF-8 turns into, by the code page it was decoded with."""
_VOWELS = "îàå"
_ACCENTED = "[\u00c0-\u00ff¨¸]"
"""What a Russian letter in Windows-1251 turns into as Windows-1252."""
_SINGLE = f"{_ACCENTED}[{_VOWELS}]{_ACCENTED}"
_IS_SINGLE = compile_late(_SINGLE)
GARBLED = compile_late(
    f"{_SINGLE}|"
    + "|".join(
        f"{letter}(?:{'|'.join(vowel.encode().decode(encoding) for vowel in 'оае')}){letter}"
        for encoding, lead in _MISREAD.items()
        for letter in [f"{lead}[{re.escape(bytes(range(0x80, 0xC0)).decode(encoding, 'ignore'))}]"]
    )
)
"""Three misdecoded Russian letters, the second of them a vowel that most words have.

No language has three accented letters in a row with these vowels in the middle.
"""
GARBLED_CHARACTERS = f"ѕ¾°µ{_VOWELS}"
"""One of these is in every match of the pattern: its vowels, or their second halves."""
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
    return _from_1252(text) if _IS_SINGLE.search(text) else ""


def name_misreading(garbled: str) -> str:
    """Say which code page a match of the pattern was in, and as which it was read."""
    if garbled[0] in "РС":
        return "UTF-8 прочитан как Windows-1251"
    return f"{'Windows-1251' if garbled[1] in _VOWELS else 'UTF-8'} прочитан как Windows-1252"


def _from_1252(text: str) -> str:
    try:
        return text.encode("cp1252", _KEEP_CONTROLS).decode("cp1251")
    except UnicodeError:
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
