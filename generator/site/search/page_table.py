"""Page table: what the search page needs to know about all pages before it loads any.

Pages are numbered shard by shard. A column contains one number per page, written as one character: half the
bytes of a list. In the column of a facet it is the number of a set of values. Sort orders are files of their
own, loaded when a reader chooses one.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.base.files import write_json
from generator.site.search.document_store import StoredDocument
from generator.site.search.names import Names
from generator.site.search.shards import IndexShard

TABLE = "pages.json"
LENGTH_STEP = 128
"""Page lengths are rounded to multiples of this number of words: ranking needs no more."""
_FIRST_LETTER = 35

ORDERS = {"title": False, "date": True}
"""Sort orders that a reader can choose, and whether they are descending."""


def write_table(
    parts: Sequence[IndexShard],
    documents: Mapping[str, StoredDocument],
    folder: Path,
    *,
    words: tuple[str, Sequence[str], Iterable[str]],
    names: Names,
) -> int:
    """Write the table and the sort orders into a folder; return their size in bytes.

    `words` are the folder of the word files, the first words of their ranges, and the stems without their
    fleeting vowel.

    Raises:
        OSError: a file cannot be written.
    """
    rows = [documents[address] for part in parts for address in part.addresses]
    table = {
        "version": max((part.version for part in parts), default=""),
        "parts": list(map(_shard_row, parts)),
        "words": words[0],
        "ranges": words[1],
        "fleeting": sorted(set(words[2])),
        "facets": _facets(rows),
        "names": msgspec.to_builtins(names),
    }
    size = write_json(folder / TABLE, table)
    held = [dict(row.sort) for row in rows]
    for key, backwards in ORDERS.items():
        size += write_json(folder / f"by-{key}.json", _sort_pages(held, key, backwards=backwards))
    return size


def _shard_row(part: IndexShard) -> dict[str, Any]:
    lengths = _encode_numbers(round(length / LENGTH_STEP) for length in part.lengths)
    return {"name": part.name, "lengths": lengths, "fields": part.fields}


def _facets(rows: Sequence[StoredDocument]) -> dict[str, Any]:
    grouped = [_values_by_facet(row) for row in rows]
    names = sorted({name for row in grouped for name in row})
    return {name: _facet_column([row.get(name, ()) for row in grouped]) for name in names}


def _values_by_facet(row: StoredDocument) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for facet, value in dict.fromkeys(row.filters):
        found[facet] = (*found.get(facet, ()), value)
    return found


def _facet_column(cells: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    values = _number_values(value for cell in cells for value in cell)
    sets = _number_values(cells)
    return {
        "values": list(values),
        "sets": [[values[value] for value in cell] for cell in sets],
        "pages": _encode_numbers(sets[cell] for cell in cells),
    }


def _encode_numbers(numbers: Iterable[int]) -> str:
    return "".join(chr(_FIRST_LETTER + number) for number in numbers)


def _number_values(items: Iterable[Any]) -> dict[Any, int]:
    return {item: number for number, item in enumerate(sorted(set(items)))}


def _sort_pages(held: Sequence[Mapping[str, str]], key: str, *, backwards: bool) -> list[int]:
    """Return the page numbers sorted by a key, equal ones by title; `held` are the sort keys of the pages."""
    by_title = sorted(range(len(held)), key=lambda row: held[row].get("title", ""))
    return sorted(by_title, key=lambda row: held[row].get(key, ""), reverse=backwards)
