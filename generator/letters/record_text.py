"""Finds records in the text of a letter, however mail programs have quoted, wrapped and spaced it.

The form puts a record between two lines of dashes. The number of a proposal ends with the beginning of the
SHA-256 of the record's text, so that the right one of several possible repairs can be recognised.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from generator.base.limits import MAX_LETTER_RECORDS
from generator.source.yaml.reader import Parsed, read_yaml

NUMBER = re.compile(r"P-[0-9]{8}-[0-9A-F]{4,16}(?![0-9A-Za-z])")
"""The number of a proposal: the day, and hexadecimal digits of the hash."""
_GAP = r"[\s>]{1,40}"
_BEGIN = re.compile(
    rf"^(?P<quote>[ \t\xa0>]{{0,80}})[-–—]{{2,}}{_GAP}запись{_GAP}атласа:{_GAP}"
    rf"(?P<path>\S{{1,200}}){_GAP}[-–—]{{2,}}[ \t\xa0]*$",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(rf"^[ \t\xa0>]{{0,80}}[-–—]{{2,}}{_GAP}конец{_GAP}записи\b", re.MULTILINE | re.IGNORECASE)
_BARE = re.compile(
    r"^(?P<quote>[ \t\xa0>]{0,80})(?:#[ \xa0]*yaml-language-server:|"
    r"id:[ \xa0]*[\"']?[a-z0-9-]+[\"']?[ \xa0]*$)",
    re.MULTILINE,
)
_TOP = re.compile(r"[a-z_][a-z0-9_]*:(?:\s|$)")
_TITLE = re.compile(r"^title:", re.MULTILINE)
_LEVEL = re.compile(r"[ \t\xa0]*>")


class SentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a record as received. `path` is stated by the letter, «» if it is not."""

    text: str
    path: str = ""
    is_whole: bool = True
    """Whether its end was received too."""
    depth: int = 0
    """Its quotation depth."""


def find_records(text: str) -> list[SentRecord]:
    """Return the records in a text, at most one over the limit of a letter, least quoted first."""
    found = list(_find_between_lines(text)) or list(_find_bare(text))
    return sorted(found, key=lambda one: one.depth)


def mend_text(sent: SentRecord, numbers: set[str]) -> str:
    """Restore the text of a record from what mail programs made of it by wrapping and changing spaces.

    The first repair whose hash is in one of the `numbers` wins, else the first that is valid YAML, else the
    text as received.
    """
    plain = sent.text.replace("\xa0", " ").replace("\t", " ")
    trimmed = "".join(f"{line.rstrip(' ')}\n" for line in plain.rstrip("\n").split("\n"))
    ways = dict.fromkeys([sent.text, plain, trimmed, *map(_join_wrapped, (sent.text, plain, trimmed))])
    ends = {number.rpartition("-")[2] for number in numbers}
    for one in ways:
        digest = hash_text(one).upper()
        if any(digest.startswith(end) for end in ends):
            return one
    sound = (one for one in ways if isinstance(read_yaml(one.encode(errors="replace")), Parsed))
    return next((one for one in sound if _TITLE.search(one)), sent.text)


def hash_text(text: str) -> str:
    """Return the SHA-256 of a record's text in hexadecimal digits."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _find_between_lines(text: str) -> Iterator[SentRecord]:
    starts = list(_BEGIN.finditer(text))[: MAX_LETTER_RECORDS + 1]
    for begin, after in zip_longest(starts, starts[1:]):
        limit = after.start() if after else len(text)
        end = _END.search(text, begin.end(), limit)
        body = text[begin.end() : end.start() if end else limit].strip("\n")
        quote = begin["quote"]
        lines = [_unquote(line, quote) for line in body.split("\n")]
        yield SentRecord(
            text="\n".join(lines).strip("\n") + "\n",
            path=begin["path"].strip("«»\"'<>"),
            is_whole=end is not None,
            depth=quote.count(">"),
        )


def _find_bare(text: str) -> Iterator[SentRecord]:
    """Yield what looks like a record without the lines of dashes: a pasted file."""
    reached = met = 0
    for begin in _BARE.finditer(text):
        if begin.start() < reached or met > MAX_LETTER_RECORDS:
            continue
        lines: list[str] = []
        reached = begin.start()
        for raw in _lines_from(text, reached):
            line = _unquote(raw, begin["quote"])
            begins_next = line.startswith("id:") and any(one.startswith("id:") for one in lines)
            if begins_next or (
                line.strip() and not line.startswith((" ", "\xa0", "#")) and not _TOP.match(line)
            ):
                break
            lines.append(line)
            reached += len(raw) + 1
        found = "\n".join(lines).strip("\n") + "\n"
        if _TITLE.search(found):
            met += 1
            yield SentRecord(text=found, depth=begin["quote"].count(">"))


def _lines_from(text: str, start: int) -> Iterator[str]:
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def _unquote(line: str, quote: str) -> str:
    """Return a line without the quotation marks in front of the record's first line."""
    depth = quote.count(">")
    for _ in range(depth):
        level = _LEVEL.match(line)
        if level is None:  # the wrapped rest of a line has none
            return line
        line = line[level.end() :]
    if depth == 0 and quote and line.startswith(quote):
        return line[len(quote) :]
    return line[1:] if depth and quote[-1] in " \xa0" and line[:1] in {" ", "\xa0"} else line


def _join_wrapped(text: str) -> str:
    """Join lines that continue at the margin, where canonical records only have keys."""
    made: list[str] = []
    for line in text.removesuffix("\n").split("\n"):
        goes_on = line and not line.startswith((" ", "\xa0", "#")) and not _TOP.match(line)
        if goes_on and made:
            made[-1] = f"{made[-1].rstrip(' ')} {line}"
        else:
            made.append(line)
    return "\n".join(made) + "\n"
