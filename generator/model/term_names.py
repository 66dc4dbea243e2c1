"""Names of terms: what people call a value of a vocabulary, as opposed to its id.

One list with four uses: what a check suggests, what a table understands, how the lists of a form are
filtered, what search finds. A term is known by its title, its short title, its plural and the vocabulary's
`also`: everyday words, old and foreign names.
"""

import operator
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from generator.base.russian import fold_text
from generator.model.settings import Term, Vocabulary

_STATUS = frozenset(
    {
        *("мо", "мр", "го", "муниципальное", "муниципального", "образование", "образования", "муниципальный"),
        *("городской", "городского", "сельский", "район", "района", "р-н", "р-он", "рн", "округ", "округа"),
        *("окр", "г", "гор", "город", "города", "г-к", "к", "город-курорт", "города-курорта", "город-герой"),
        *("зато", "ст", "ст-ца", "станица", "станицы", "с", "село", "села", "пгт", "рп", "п", "пос"),
        *("поселок", "поселка", "х", "хутор", "аул", "д", "деревня"),
    }
)
"""Words and abbreviations for kinds of places, which are not part of the name."""
_WHOLE_WORDS: Mapping[str, str] = {
    "г": "город",
    "д": "деревня",
    "п": "посёлок",
    "пгт": "посёлок городского типа",
    "пос": "посёлок",
    "рп": "рабочий посёлок",
    "с": "село",
    "ст": "станица",
    "ст-ца": "станица",
    "х": "хутор",
}
"""Abbreviations before the name of a settlement."""
_REGION = re.compile(r"\b[\w-]+(?:ский|ского|цкий|цкого) кра[йя]\b|\b[\w-]+(?:ская|ской) област[ьи]\b")
_PARTS = re.compile(r"[\s.,()\"]+")
_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_WORDS = re.compile(r"[\s.,]+")
_SHORTEST, _SHORTEST_FIRST = 2, 3
_MOST_MEANT = 3


class TermNames(msgspec.Struct, frozen=True, dict=True):
    """The terms of one vocabulary by the names that people use."""

    vocabulary: Vocabulary

    def find_id(self, text: str) -> str | None:
        """Return the id of the one term that a text names; None if it names none, or several."""
        found = self.find_ids(text)
        return found[0] if len(found) == 1 else None

    def find_ids(self, text: str) -> tuple[str, ...]:
        """Return the ids of the terms that a text names, in order; mostly one or none.

        Case, ё, spaces and quotes do not matter. Ids take precedence over titles, titles over other names. A
        place may be named with or without «район», «г.», «муниципальный округ» and the like.
        """
        folded = fold_text(text)
        for known in self._stages:
            if folded in known:
                return known[folded]
        return self._bare.get(bare_place(text), ()) if self.vocabulary.holds_places else ()

    def find_shortened(self, text: str) -> tuple[str, ...]:
        """Return the ids of the few terms that a text may abbreviate: «окр. мир», «физ-ра», «англ».

        Each word must begin the corresponding word of the name, or be its beginning and end joined by a
        hyphen. Parentheses are ignored: «Иностранный язык (английский)».
        """
        bare = _PARENTHESES.sub(" ", text).strip()
        found = self.find_ids(bare) if bare and bare != text else ()
        if found:
            return found
        words = [word for word in _WORDS.split(fold_text(bare)) if word]
        if not words or len(words[0]) < _SHORTEST_FIRST or any(len(word) < _SHORTEST for word in words):
            return ()
        known = ((_WORDS.split(fold_text(name)), term_id) for name, term_id in self.names())
        meant = dict.fromkeys(term_id for name, term_id in known if _is_short_for(words, name))
        return tuple(meant) if len(meant) <= _MOST_MEANT else ()

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield every name with the id of its term, as `near_misses` expects: the surest first."""
        for term in self.vocabulary.terms:
            for name in (term.id, *_titles(term), *term.also):
                yield name, term.id
                if self.vocabulary.holds_places and (bare := bare_place(name)):
                    yield bare, term.id

    @cached_property
    def _stages(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        terms = self.vocabulary.terms
        ids = ((term.id, term.id) for term in terms)
        titles = ((term.title, term.id) for term in terms)
        shorts = ((name, term.id) for term in terms for name in (term.short, term.plural) if name)
        also = ((name, term.id) for term in terms for name in term.also)
        return tuple(
            _group((fold_text(name), one) for name, one in part) for part in (ids, titles, shorts, also)
        )

    @cached_property
    def _bare(self) -> Mapping[str, tuple[str, ...]]:
        """Places by their names without the kind of place; titles take precedence over other names."""
        terms = self.vocabulary.terms
        titles = _group((bare_place(name), term.id) for term in terms for name in _titles(term))
        also = _group((bare_place(name), term.id) for term in terms for name in term.also)
        return {**also, **titles}


def _is_short_for(words: Sequence[str], name: Sequence[str]) -> bool:
    """Return whether each word matches a word of a name, at least one of them as an abbreviation."""
    whole = [part for part in name if part]
    if len(words) != len(whole):
        return False
    return all(map(_shortens, words, whole)) and any(map(operator.ne, words, whole))


def _shortens(word: str, whole: str) -> bool:
    if whole.startswith(word):
        return True
    start, _, end = word.partition("-")
    contracted = bool(start and end) and len(word) < len(whole)
    return contracted and whole.startswith(start) and whole.endswith(end)


def bare_place(text: str) -> str:
    """Return a place's name without the kind of place: «мо г-к анапа» is «анапа»."""
    words = _PARTS.split(_REGION.sub(" ", fold_text(text)))
    return " ".join(word for word in words if word and word not in _STATUS)


def spell_out_place(text: str) -> str:
    """Return a place's name with the kind of place in a whole word: «ст-ца Динская» is «станица Динская»."""
    kind, _, name = text.partition(" ")
    word = _WHOLE_WORDS.get(kind.rstrip("."))
    return f"{word} {name}" if word and name else text


def _titles(term: Term) -> tuple[str, ...]:
    return tuple(name for name in (term.title, term.short, term.plural) if name)


def _group(pairs: Iterator[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name, term_id in pairs:
        if name:
            found[name][term_id] = None
    return {name: tuple(ids) for name, ids in found.items()}
