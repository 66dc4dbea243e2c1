"""Terms of vocabularies: shown by their titles, understood in the many ways people write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.settings import Term, Vocabulary

_PARTS = re.compile(r"[\n;]")


@dataclass(frozen=True)
class VocabularyTerms:
    """The terms of one vocabulary."""

    vocabulary: Vocabulary = field(repr=False)

    def title_of(self, term_id: str) -> str:
        """Return how a table shows a term: by its title, or by its id where the title would not lead back."""
        term = self.vocabulary.by_id.get(term_id)
        if term is None or "\n" in term.title or self.find_id(term.title) != term_id:
            return term_id
        return term.title

    def find_id(self, text: str) -> str | None:
        """Return the id of the term that a text names by its id, title or short title; None if none.

        A text that two terms have in common names neither.
        """
        return self._by_name.get(fold_text(text))

    def split(self, text: str) -> Iterator[str]:
        """Yield the terms that a cell lists, as written: on lines of their own, after «;» or after «,».

        A comma parts terms only where what stands between commas are terms, for titles hold commas too.
        """
        for line in text.split("\n"):
            for part in [line] if self.find_id(line) else _PARTS.split(line):
                pieces = part.split(",")
                listed = len(pieces) > 1 and not self.find_id(part) and any(map(self.find_id, pieces))
                yield from pieces if listed else [part]

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        names: dict[str, str] = {}
        for names_of in (_id_of, _title_of, _other_names):  # what is more certain goes before
            found = [(fold_text(name), term.id) for term in self.vocabulary.terms for name in names_of(term)]
            often = Counter(name for name, _ in found)
            for name, term_id in found:
                if often[name] == 1:
                    names.setdefault(name, term_id)
        return names


def _id_of(term: Term) -> list[str]:
    return [term.id]


def _title_of(term: Term) -> list[str]:
    return [term.title]


def _other_names(term: Term) -> list[str]:
    others = dict.fromkeys(fold_text(name) for name in (term.short, term.plural) if name)
    return [name for name in others if name != fold_text(term.title)]


def fold_text(text: str) -> str:
    """Return a text as comparisons see it: case, ё, spaces and the kind of quotes do not matter."""
    plain = text.casefold().replace("ё", "е").translate(_SIGNS)
    return " ".join(plain.split())


_SIGNS = str.maketrans({**dict.fromkeys("«»„“”", '"'), **dict.fromkeys("‐‑‒–—", "-")})
