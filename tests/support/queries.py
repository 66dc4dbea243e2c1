"""Realistic queries of several kinds, and how well search answers them: `tests/search_queries.yaml`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import yaml
from support.atlases import REFERENCE
from support.sites import REPOSITORY

FILE = REPOSITORY / "tests/search_queries.yaml"
UNFINISHED = "начало слова"
"""The kind of queries whose last word is still being typed."""
DEPTHS = (1, 3, 10)
MISSED = 99
"""The position of a record that is not among the results that were looked at."""


@dataclass(frozen=True, kw_only=True)
class Query:
    """A query and the ids of the wanted records, one of which is enough."""

    kind: str
    text: str
    wanted: tuple[str, ...]

    def place_in(self, addresses: Sequence[str]) -> int:
        """Return the position of the first wanted record among addresses of records, from 0."""
        ids = [address.rstrip("/").rpartition("/")[2] for address in addresses]
        return min((ids.index(each) for each in self.wanted if each in ids), default=MISSED)


@cache
def read_queries() -> tuple[Query, ...]:
    """Return the queries of all kinds."""
    kinds = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(
        Query(kind=kind, text=str(text), wanted=(wanted,) if isinstance(wanted, str) else tuple(wanted))
        for kind, queries in kinds.items()
        for text, wanted in queries.items()
    )


@cache
def queries_of_reference() -> tuple[Query, ...]:
    """Return the queries that a record of the reference atlas answers; the own atlas has more documents."""
    known = {file.stem for file in (REFERENCE / "content").rglob("*.yaml")}
    return tuple(query for query in read_queries() if not known.isdisjoint(query.wanted))


def one_in_each(queries: Iterable[Query], number: int) -> list[Query]:
    """Return at most this many finished queries of each kind, spread evenly over it."""
    found: dict[str, list[Query]] = defaultdict(list)
    for query in queries:
        if query.kind != UNFINISHED:
            found[query.kind].append(query)
    return [query for kind in found.values() for query in kind[:: max(1, -(-len(kind) // number))]]


def shares(places: Sequence[int]) -> tuple[int, ...]:
    """Return the percentages of positions among the first 1, 3 and 10."""
    return tuple(round(100 * sum(place < depth for place in places) / len(places)) for depth in DEPTHS)


def shares_table(places: Iterable[tuple[str, int]]) -> str:
    """Return a table of the percentages for each kind of query and for all, as text."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for kind, place in places:
        kinds[kind].append(place)
        kinds["всего"].append(place)
    return "\n".join(
        f"{kind:24}{len(each):5}" + "".join(f"{share:5}%" for share in shares(each))
        for kind, each in kinds.items()
    )
