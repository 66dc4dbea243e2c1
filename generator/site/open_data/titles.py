"""Titles of all public records by the first letters of their words: the form uses them to find duplicates.

All titles of ten thousand records take 300 KB compressed. So each is stored in the shards of its words, and
whoever types a title fetches only a few shards.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.model.addresses import DATA
from generator.model.catalogue import Entry
from generator.model.kinds import Kind
from generator.site.open_data.records import count_parts
from generator.site.open_data.shards import DataFile, shard_of

_WORD = re.compile("[a-zа-я0-9]+")
_BEGINNING = 4
_SHORTEST = 3
_IN_A_PART = 100
_MOST_PARTS = 128
_COMMON_SHARE = 0.02
_COMMON_LEAST = 50

Row = tuple[str, str, str, bool]
"""A title, the folder of its record's kind, the record's id, whether the record is a sample."""


class Titles(msgspec.Struct, frozen=True, kw_only=True):
    """The number of shards of titles, and of the records of each kind.

    `common` are beginnings of words that too many titles share to be useful.
    """

    parts: int
    record_parts: int
    common: Sequence[str]


class TitleIndex(msgspec.Struct, frozen=True, kw_only=True):
    """Titles by the numbers of their shards."""

    titles: Titles
    rows: Mapping[int, Sequence[Row]]


def beginnings(title: str) -> tuple[str, ...]:
    """Return the distinct beginnings of a title's words; `form-titles.js` computes the same."""
    words = _WORD.findall(title.lower().replace("ё", "е"))
    return tuple(dict.fromkeys(word[:_BEGINNING] for word in words if len(word) >= _SHORTEST))


def title_index(entries: Mapping[Kind, Sequence[Entry[Any]]]) -> TitleIndex:
    """Return the index of titles; `entries` are the public records by kind."""
    rows = [
        (entry.title, kind.folder, entry.id, entry.sample)
        for kind, of_kind in entries.items()
        for entry in of_kind
    ]
    found = [(row, beginnings(row[0])) for row in rows]
    counts = Counter(one for _, own in found for one in own)
    number = min(_MOST_PARTS, max(1, -(-len(rows) // _IN_A_PART)))
    parts: defaultdict[int, list[Row]] = defaultdict(list)
    for row, own in found:
        for part in sorted({shard_of(one, number) for one in own}):
            parts[part].append(row)
    least = max(_COMMON_LEAST, len(rows) * _COMMON_SHARE)
    common = sorted(one for one, count in counts.items() if count > least)
    return TitleIndex(
        titles=Titles(parts=number, record_parts=count_parts(len(rows)), common=common),
        rows={part: parts[part] for part in range(number)},
    )


def list_title_files(index: TitleIndex) -> Iterator[DataFile]:
    """Yield the files of all titles."""
    for number, rows in index.rows.items():
        yield DataFile.of(f"{DATA}titles/{number}.json", msgspec.json.encode(rows))
