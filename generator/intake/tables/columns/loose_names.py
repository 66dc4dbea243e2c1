"""Compares what people write in tables with known names, by the stems of the words.

«Актуальность / решаемая проблема» means the problem, «Биологии» the subject «Биология». A single match is
accepted; if several are close, the choice is left to a person.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

import msgspec
import Stemmer
from rapidfuzz import fuzz

from generator.base.russian import fold_text

Stems = frozenset[str]
_stem = Stemmer.Stemmer("russian").stemWord
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*\.?")
_PARENTHESES = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_ALTERNATIVES = re.compile(r"\s*[/|]\s*|\s+или\s+")
_FULL_WORDS: Mapping[str, str] = {
    "тел": "телефон",
    "наим": "наименование",
    "назв": "название",
    "мун": "муниципальный",
    "обр": "образовательная",
    "обр-я": "образования",
    "обр-ния": "образования",
    "орг": "организация",
    "оо": "образовательная организация",
    "оу": "образовательная организация",
    "мо": "муниципальное образование",
    "эл": "электронная",
    "ед": "единица",
    "изм": "измерения",
    "кл": "класс",
    "пед": "педагогическая",
    "окр": "окружающий",
    "обществозн": "обществознание",
    "е-mail": "e-mail",
}


@lru_cache(maxsize=8192)
def _stems(text: str) -> Stems:
    return frozenset(map(_stem, text.split()))


_IDLE = _stems(
    "практика опыт реализация основной педагогический образовательный лучший указать представленный данный "
    "внедрение и в по для с о об к на из"
)
"""Words in headings and values that do not distinguish them."""
_WHOSE = _stems("организация учреждение школа автор урок предмет учебный занятие")
"""Words that may be ignored if the rest says more than «название»."""
_ASKING = _stems(
    "ваш вы какой какие какая который пожалуйста укажите опишите дайте приведите перечислите напишите "
    "расскажите применяется удалось достичь решали решает решаем есть были наш наша наши она он оно ваша "
    "ваше ваши получили достигли подходит работает работаете какого каких каким каком которая которое это"
)
"""Words of questions that say nothing about what is asked for."""
_POOR = _stems("наименование название имя вид тип полный")
_NEAR, _AS_NEAR, _FAR_AHEAD, _MOST_NEAR = 70, 15, 4, 5


class LooseNames(msgspec.Struct, frozen=True, dict=True):
    """Names with their meanings, which `find` and `list_near` return."""

    names: Sequence[tuple[str, str]]

    def find(self, text: str) -> str | None:
        """Return the one meaning whose name has the same words as a text, in any form and order.

        Words in parentheses, common words of headings and alternatives around «/» need not be known.
        """
        variants = dict.fromkeys((_PARENTHESES.sub(" ", text), text))
        parts = [(one, *(part for part in _ALTERNATIVES.split(one) if part.strip())) for one in variants]
        for leave in (frozenset(), _ASKING, _IDLE, _IDLE | _ASKING, _IDLE | _ASKING | _WHOSE):
            for some in parts:
                found = {meant for part in dict.fromkeys(some) if (meant := self._find_one(part, leave))}
                if found:
                    return found.pop() if len(found) == 1 else None
        return None

    def list_near(self, text: str) -> tuple[str, ...]:
        """Return the possible meanings of a text, most likely first."""
        folded, scores = spell_out(text), dict[str, float]()
        for name, meaning in self.names:
            score = max(
                fuzz.ratio(folded, spell_out(name)),
                fuzz.token_set_ratio(" ".join(stems(text)), " ".join(stems(name))) - 1,
            )
            if score >= _NEAR:
                scores[meaning] = max(score, scores.get(meaning, 0))
        near = sorted(scores, key=lambda one: -scores[one])[:_MOST_NEAR]
        return tuple(one for one in near if scores[one] >= scores[near[0]] - _AS_NEAR)

    def _find_one(self, text: str, leave: Stems) -> str | None:
        """Return the one meaning of the words of a text, apart from ignored ones."""
        words = stems(text)
        wanted = words - leave
        if not wanted or (wanted != words and wanted <= _POOR):
            return None
        near = self._by_stems.get(wanted, ())
        meanings = {meaning for _, meaning in near}
        return _choose_spelling(text, near) if len(meanings) > 1 else next(iter(meanings), None)

    @cached_property
    def _by_stems(self) -> Mapping[Stems, Sequence[tuple[str, str]]]:
        return _group_by_stems(tuple(self.names))


def stems(text: str) -> Stems:
    """Return the stems of the words of a text."""
    return _stems(spell_out(text))


@lru_cache(maxsize=8192)
def spell_out(text: str) -> str:
    """Return a text normalised for comparison, with common abbreviations expanded."""
    words: Iterator[str] = (found[0] for found in _WORD.finditer(fold_text(text)))
    return " ".join(_FULL_WORDS.get(word.rstrip("."), word.rstrip(".")) for word in words)


@lru_cache(maxsize=64)
def _group_by_stems(names: tuple[tuple[str, str], ...]) -> Mapping[Stems, Sequence[tuple[str, str]]]:
    found: dict[Stems, list[tuple[str, str]]] = {}
    for name, meaning in names:
        whole = stems(name)
        for key in {whole - leave for leave in (frozenset(), _ASKING, _IDLE, _IDLE | _ASKING)} - {
            frozenset()
        }:
            found.setdefault(key, []).append((name, meaning))
    return found


def _choose_spelling(text: str, near: Iterable[tuple[str, str]]) -> str | None:
    """Return the meaning of the name spelt most like a text, if it is clearly ahead."""
    folded = " ".join(word for word in spell_out(text).split() if _stem(word) not in _IDLE)
    scores: dict[str, float] = {}
    for name, meaning in near:
        scores[meaning] = max(scores.get(meaning, 0), fuzz.ratio(folded, spell_out(name)))
    best, *others = sorted(scores, key=lambda one: -scores[one])
    return best if all(scores[best] - scores[other] >= _FAR_AHEAD for other in others) else None
