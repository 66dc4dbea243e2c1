"""Writes scalars canonically: plain, quoted, folded or literal."""

import re
from decimal import Decimal

import msgspec

from generator.source.yaml.reader import Json

WIDTH = 100
_STEP = "  "
_LONGEST_KEY = 1000
"""libyaml takes no key of more than 1,024 characters before a colon on its line."""

_SPACES = r" \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NOT_RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters that libyaml or our reader refuses unescaped."""
_ESCAPED = re.compile(rf'[\t\n"\\]|{_NOT_RAW.pattern}')
_ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r", '"': r"\"", "\\": r"\\"}
_NO_PLAIN = re.compile(
    rf"""\Z|[-?:,\[\]{{}}\#&*!|>'"%@`{_SPACES}]|\.\.\.|=\Z|<<\Z"""  # how no plain string begins
    rf"""|.*?(?::[{_SPACES}]|[{_SPACES}]\#|[:{_SPACES}]\Z)"""  # what would end it, or be lost at its end
)
_LETTERS = re.IGNORECASE | re.ASCII
_WORD = re.compile(r"(?:~|null|true|false|yes|no|on|off|y|n)\Z", _LETTERS)
_NUMBER = re.compile(r"\+?\.?[0-9][0-9a-fox_.,:+-]*\Z|\+?\.(?:inf|nan)\Z", _LETTERS)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:t| +)[0-9]", _LETTERS)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\Z")
_JOINT = re.compile(rf"(?<![{_SPACES}]) (?![{_SPACES}])")
_EDGE = re.compile(rf"[{_SPACES}]|.*[{_SPACES}]\Z")
_SOMETHING = re.compile(rf"[^\t\n{_SPACES}]")
_BLANK_END = re.compile(r"\n +\n*\Z")
"""A last line of spaces only: below a block it cannot be told from an empty line."""


class WrittenScalar(msgspec.Struct, frozen=True, kw_only=True):
    """A written value: the rest of the line of its key or dash, and whole lines below."""

    first: str
    below: tuple[str, ...] = ()


def write_scalar(value: Json, indent: int, used: int) -> WrittenScalar:
    """Write a scalar or an empty collection.

    `indent` is the column of its key or dash, `used` the columns already used on its line.

    Raises:
        ValueError: a number is infinite or NaN.
    """
    if isinstance(value, str):
        return _write_literal(value, indent) if "\n" in value else _write_one_line(value, indent, used)
    return WrittenScalar(first=_write_atom(value))


def write_key(text: str) -> str:
    """Write a key with its colon, or as a complex key (`? key`) if it is too long for that."""
    flat = write_inline(text)
    return f"{flat}:" if len(flat) <= _LONGEST_KEY else f"? {flat}"


def is_too_long(written_key: str) -> bool:
    """Return whether a written key takes its own line, so that its colon begins the next."""
    return written_key.startswith("? ")


def write_inline(text: str) -> str:
    """Write a string on one line: plain, in single or in double quotes."""
    if "\n" in text or "\t" in text or _NOT_RAW.search(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    return text if is_plain(text) else "'{}'".format(text.replace("'", "''"))


def is_plain(text: str) -> bool:
    """Return whether every YAML reader takes the unquoted string for that string.

    No reader may see in it the end of a value, a comment, a word for null or a boolean (YAML 1.1 has `yes`,
    `off`, `y`), a number in any notation (`012`, `1:30`, `1_000`, `.5`, `5e3`) or a timestamp. Whole dates
    stay plain: the readers of the atlas and of VS Code take them for strings.
    """
    if _NO_PLAIN.match(text) or _WORD.match(text) or _MOMENT.match(text):
        return False
    return not _NUMBER.match(text) or _DAY.match(text) is not None


def _write_atom(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    return _write_number(float(value)) if isinstance(value, float) else str(value)


def _write_number(value: float) -> str:
    if value in {float("inf"), float("-inf")} or value != value:  # noqa: PLR0124 - only NaN differs from itself
        message = f"no number that JSON has: {value}"
        raise ValueError(message)
    digits = f"{Decimal(repr(value)):f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits == "-0" else digits


def _write_one_line(text: str, indent: int, used: int) -> WrittenScalar:
    flat = write_inline(text)
    if used + len(flat) <= WIDTH or flat.startswith('"') or _EDGE.match(text):
        return WrittenScalar(first=flat)
    pieces = _JOINT.split(text)
    if len(pieces) == 1:
        return WrittenScalar(first=flat)
    pad = " " * indent + _STEP
    return WrittenScalar(first=">-", below=tuple(pad + line for line in _wrap(pieces, WIDTH - len(pad))))


def _wrap(pieces: list[str], width: int) -> list[str]:
    """Join pieces into lines, each as long as fits."""
    lines = [pieces[0]]
    for piece in pieces[1:]:
        if len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines


def _write_literal(text: str, indent: int) -> WrittenScalar:
    if _NOT_RAW.search(text) or not _SOMETHING.search(text) or _BLANK_END.search(text):
        return WrittenScalar(first=write_inline(text))
    ends = len(text) - len(text.rstrip("\n"))
    lines = text.removesuffix("\n").split("\n")
    pad = " " * indent + _STEP
    indicator = "2" if text[0] in " \t\n" else ""
    return WrittenScalar(
        first=f"|{indicator}{('-', '', '+')[min(ends, 2)]}",
        below=tuple(pad + line if line else "" for line in lines),
    )


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - the surrogates
        return "\N{REPLACEMENT CHARACTER}"
    return _ESCAPES.get(character) or (f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}")  # noqa: PLR2004
