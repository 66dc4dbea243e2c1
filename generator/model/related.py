"""Related practices: nearest by shared subjects, directions, levels, audience and text.

Each practice is a vector of weighted features: terms of vocabularies and stems of its words, rarer ones
heavier. A practice is compared only with a few candidates: those that share a pair of its terms or a word,
the heaviest first. So the work grows with the number of practices and not with its square.
"""

import math
import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations, islice
from sys import intern

import msgspec
import Stemmer

from generator.model.catalogue import Entry
from generator.model.records.common import Part, Record

LIMIT = 6
BUDGET, FEWEST = 60, 18
"""Most candidates per practice: where there are few practices, and where there are many."""
COMPARISONS = 40_000
"""Comparisons over all practices that are worth their tenth of a second."""
PAIRED, WORDS = 8, 16
"""How many terms of a practice form pairs, and how many of its words count: the heaviest."""
LEAST = 0.05
"""Threshold of similarity for a practice to be shown; 1 means the same terms."""

TERMS: Mapping[str, float] = {"subjects": 3, "directions": 2, "education_levels": 1, "audience": 1}
TEXT_WEIGHT = 0.8
_WORD = re.compile(r"[^\W\d_]{4,}")

Weights = Mapping[str, float]
Vector = tuple[Sequence[int], Sequence[float]]
"""Feature numbers and their weights, as arrays: a third of the memory of a mapping, and a forked process that
reads them copies nothing."""
Meeting = Hashable
"""What practices may share: a word, a term, a pair of terms."""


class Compared(Part, frozen=True, kw_only=True):
    """What practices are compared by."""

    title: str
    summary: str | None = None
    tags: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    education_levels: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """Practices by number: their vectors, and an inverted index of what they share.

    `terms` and `words` of each practice are the keys by which candidates are found, the heaviest first; `met`
    maps each key to the numbers of its practices, in order; `budget` is the most candidates per practice.
    """

    budget: int
    vectors: Sequence[Vector]
    terms: Sequence[Sequence[str]]
    words: Sequence[Sequence[str]]
    met: Mapping[Meeting, Sequence[int]]

    def candidates(self, number: int) -> Sequence[int]:
        """Return the candidates to compare a practice with.

        Of the many that share a common pair of terms, its neighbours in the list are taken, so that practices
        without any rare feature have related ones too.
        """
        found: dict[int, None] = {number: None}
        by_words = self.budget // 3
        shares: tuple[tuple[Iterable[Meeting], int], ...] = (
            (_by_terms(self.terms[number]), self.budget - by_words),
            (self.words[number], by_words),
        )
        for meetings, budget in shares:
            enough = len(found) + budget
            for meeting in meetings:
                found.update(dict.fromkeys(_neighbours(self.met[meeting], number, budget)))
                if len(found) >= enough:
                    break
            found = dict.fromkeys(islice(found, enough))
        return list(found)[1:]


class Related(Mapping[str, Sequence[Entry[Record]]]):
    """The nearest other practices of each practice, by its address, nearest first.

    Equally near ones keep the order in which the practices were given. Each is computed on first access;
    processes that share the pages share the computation too.
    """

    def __init__(self, practices: Sequence[Entry[Record]]) -> None:
        """Index the practices."""
        self._practices = practices
        self._numbers = {entry.address: number for number, entry in enumerate(practices)}
        self._index = index_of(entry.read_fields(Compared) for entry in practices)
        self._found: dict[str, Sequence[Entry[Record]]] = {}

    def __getitem__(self, practice: str) -> Sequence[Entry[Record]]:
        """Return the nearest practices of one, by its address."""
        if practice not in self._found:
            nearest = _nearest(self._index, self._numbers[practice])
            self._found[practice] = tuple(self._practices[other] for other in nearest)
        return self._found[practice]

    def __iter__(self) -> Iterator[str]:
        """Yield the addresses of the practices."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return the number of practices."""
        return len(self._numbers)


def index_of(practices: Iterable[Compared]) -> Index:
    """Build the index of practices, reading each once; its number is its position."""
    stem = lru_cache(maxsize=None)(Stemmer.Stemmer("russian").stemWord)
    words: list[Counter[str]] = []
    named: list[list[str]] = []
    for practice in practices:
        words.append(Counter(map(stem, _words(practice))))
        named.append(list(_terms(practice)))
    budget = min(BUDGET, max(FEWEST, COMPARISONS // max(len(words), 1)))
    frequency = Counter(chain.from_iterable(chain(named, words)))
    rarity = {feature: math.log(1 + len(words) / count) for feature, count in frequency.items()}
    weights = {term: TERMS[term.partition(":")[0]] * rarity[term] for term in set(chain.from_iterable(named))}
    by_weight = {term: place for place, term in enumerate(sorted(weights, key=lambda t: (-weights[t], t)))}
    terms = [sorted(own, key=by_weight.__getitem__) for own in named]
    texts = [_heaviest({word: number * rarity[word] for word, number in own.items()}) for own in words]
    numbers = {feature: number for number, feature in enumerate(frequency)}
    meeting = [[word for word in own if frequency[word] > 1][: budget // 3] for own in texts]
    return Index(
        budget=budget,
        vectors=[
            _pack(_unit({term: weights[term] for term in own}, 1) | _unit(text, TEXT_WEIGHT), numbers)
            for own, text in zip(terms, texts, strict=True)
        ],
        terms=terms,
        words=meeting,
        met=_group_by_meeting(map(_by_terms, terms), meeting),
    )


def _by_terms(terms: Sequence[str]) -> Iterator[Meeting]:
    """Yield the keys by which candidates are found: the heaviest pairs of terms, then each term."""
    return chain(combinations(terms[:PAIRED], 2), terms)


def _group_by_meeting(*meetings: Iterable[Iterable[Meeting]]) -> Mapping[Meeting, Sequence[int]]:
    met: defaultdict[Meeting, list[int]] = defaultdict(list)
    for of_all in meetings:
        for number, own in enumerate(of_all):
            for meeting in own:
                met[meeting].append(number)
    return met


def _nearest(index: Index, number: int) -> Sequence[int]:
    own = dict(zip(*index.vectors[number], strict=True))
    scored = ((-_nearness(own, index.vectors[other]), other) for other in index.candidates(number))
    return [other for score, other in sorted(scored)[:LIMIT] if score <= -LEAST]


def _nearness(one: Mapping[int, float], other: Vector) -> float:
    return math.fsum([one[number] * weight for number, weight in zip(*other, strict=True) if number in one])


def _pack(weights: Weights, numbers: Mapping[str, int]) -> Vector:
    return array("I", map(numbers.__getitem__, weights)), array("d", weights.values())


def _neighbours(numbers: Sequence[int], number: int, most: int) -> Sequence[int]:
    """Return a window of at most `most` + 1 numbers of a sorted list around one of them."""
    if len(numbers) <= most + 1:
        return numbers
    start = max(0, min(bisect_left(numbers, number) - most // 2, len(numbers) - most - 1))
    return numbers[start : start + most + 1]


def _terms(practice: Compared) -> Iterable[str]:
    named = (f"{field}:{term}" for field in TERMS for term in getattr(practice, field))
    return dict.fromkeys(map(intern, named))


def _words(practice: Compared) -> Sequence[str]:
    # the title and the tags say most, so they count twice
    return _cut(" ".join((practice.title, *practice.tags))) * 2 + _cut(practice.summary or "")


def _cut(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е"))


def _heaviest(weights: Weights) -> Weights:
    return {word: weights[word] for word in sorted(weights, key=weights.__getitem__, reverse=True)[:WORDS]}


def _unit(weights: Weights, length: float) -> dict[str, float]:
    scale = length / (math.hypot(*weights.values()) or 1)
    return {feature: weight * scale for feature, weight in weights.items()}
