"""Related practices: the nearest by shared subjects, directions, levels, audience and text.

Each practice is a vector of weighted features: terms of vocabularies and stems of its words, the
rarer the heavier. Vectors are compared only where an inverted index finds something in common, the
rarest first and no more than `BUDGET` a practice, so that the work grows with the number of
practices and not with its square.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from itertools import chain, islice

import snowballstemmer

from generator.catalogue import Entry
from generator.records import Practice

LIMIT = 6
BUDGET = 60
"""Practices that one is compared with, at most."""
WORDS = 40
"""Words of a practice that count, at most: the heaviest."""
LEAST = 0.05
"""Practices nearer than this are worth showing: 1 stands for the same terms."""

TERMS: Mapping[str, float] = {"subjects": 3, "directions": 2, "education_levels": 1, "audience": 1}
TEXT_WEIGHT = 0.8
_WORD = re.compile(r"[^\W\d_]{4,}")

Vector = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Index:
    """Vectors of the practices, by number, and the numbers of those that have a feature, by feature."""

    vectors: Sequence[Vector]
    postings: Mapping[str, Sequence[int]]

    def candidates(self, number: int) -> Sequence[int]:
        """Return the practices to compare one with: those that share its rarest features first.

        Of the many that share a common feature, the neighbours in the list are taken, so that
        practices with nothing rare have related ones too.
        """
        return tuple(islice(dict.fromkeys(self._sharing(number)), BUDGET))

    def _sharing(self, number: int) -> Iterator[int]:
        features = sorted(self.vectors[number], key=lambda feature: (len(self.postings[feature]), feature))
        for feature in features:
            for other in _neighbours(self.postings[feature], number):
                if other != number:
                    yield other


def related(practices: Sequence[Entry[Practice]]) -> Mapping[str, Sequence[Entry[Practice]]]:
    """Return the nearest other practices of each practice, by its id, nearest first.

    Equally near ones stand in the order in which they were given.
    """
    index = index_of([entry.record for entry in practices])
    return {
        entry.record.id: tuple(practices[other] for other in _nearest(index, number))
        for number, entry in enumerate(practices)
    }


def index_of(practices: Sequence[Practice]) -> Index:
    """Return the index of practices; a practice's number is its place in the list."""
    stems = _stemmer()
    terms = [dict(_terms(practice)) for practice in practices]
    words = [Counter(map(stems, _words(practice))) for practice in practices]
    frequency = Counter(chain(*terms, *words))
    rarity = {feature: math.log(1 + len(practices) / count) for feature, count in frequency.items()}
    vectors = [
        _unit(own, rarity, 1) | _unit(_heaviest(counts, rarity), rarity, TEXT_WEIGHT)
        for own, counts in zip(terms, words, strict=True)
    ]
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for feature in vector:
            postings[feature].append(number)
    return Index(vectors=vectors, postings=postings)


def _nearest(index: Index, number: int) -> Sequence[int]:
    own = index.vectors[number]
    scored = ((-_nearness(own, index.vectors[other]), other) for other in index.candidates(number))
    return [other for score, other in nsmallest(LIMIT, (pair for pair in scored if pair[0] <= -LEAST))]


def _nearness(one: Vector, other: Vector) -> float:
    # fsum is exact, so the order of a set does not show
    return math.fsum(one[feature] * other[feature] for feature in one.keys() & other.keys())


def _neighbours(numbers: Sequence[int], number: int) -> Sequence[int]:
    """Return at most `BUDGET` numbers around one in a sorted list that holds it."""
    if len(numbers) <= BUDGET:
        return numbers
    place = bisect_left(numbers, number)
    start = max(0, min(place - BUDGET // 2, len(numbers) - BUDGET))
    return numbers[start : start + BUDGET]


def _terms(practice: Practice) -> Iterator[tuple[str, float]]:
    for field, weight in TERMS.items():
        named: Sequence[str] = getattr(practice, field)
        for term in named:
            yield f"{field}:{term}", weight


def _words(practice: Practice) -> Iterator[str]:
    # the title and the tags say most, so they count twice
    for text in (practice.title, practice.title, *practice.tags, *practice.tags, practice.summary):
        yield from _WORD.findall(text.casefold().replace("ё", "е"))


def _stemmer() -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer("russian").stemWord
    return cache(stem)


def _heaviest(counts: Mapping[str, int], rarity: Mapping[str, float]) -> Mapping[str, float]:
    heavy = nsmallest(WORDS, counts, key=lambda word: (-counts[word] * rarity[word], word))
    return {word: float(counts[word]) for word in heavy}


def _unit(counts: Mapping[str, float], rarity: Mapping[str, float], length: float) -> dict[str, float]:
    weights = {feature: count * rarity[feature] for feature, count in counts.items()}
    norm = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {feature: length * weight / norm for feature, weight in sorted(weights.items())}
