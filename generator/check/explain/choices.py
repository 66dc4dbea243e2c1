"""Explains values that are not among those a field accepts."""

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.base.russian import fold_text, quote, quote_all, shorten
from generator.base.suggestions import near_misses
from generator.check.explain.numbers import means_all
from generator.check.explain.shared_wording import ALL_VALUES
from generator.model.addresses import slug
from generator.model.findings import Pointer, Problem
from generator.model.record_fields import MUNICIPALITIES
from generator.model.settings import Vocabulary
from generator.model.term_names import TermNames, bare_place
from generator.source.schema_files import vocabulary_file

_FIGURES = re.compile(r"[0-9]+")
_BETWEEN = re.compile(r"[,;/\n]|\s+и\s+")
_JOINTS = str.maketrans("-_", "  ")
_MOST_LISTED = 12
_MOST_SUGGESTED = 3
_LONGEST = 100
_ALIKE = 0.65
"""Similarity threshold: a third of a word's letters may be wrong, missing or extra."""
_ABBREVIATION = 3
"""Words this short are abbreviations: «ООО» is not a misspelt «ООШ»."""
_AS_GOOD = 0.1
_SHORTER = 0.9
_OF_A_PLACE = re.compile(r"(?<=\w\w)(?:ск|ц?к)(?:ий|ого|ому|им|ом|ая|ой|ую|ое)?\Z")
_transliterate = lru_cache(maxsize=4096)(slug)
"""Transliterates a title, as do people who know that ids are Latin: «fizika» for «Физика»."""


def not_allowed(place: str, choices: Sequence[str], value: str, pointer: Pointer) -> Problem:
    """Return the problem of a value that is not one of a few choices; `place` is in words."""
    return Problem(
        code="not-allowed",
        what=f"{place}: значение {quote(shorten(value))} не подходит",
        pointer=pointer,
        allowed=list_values("Одно из значений", quote_all(choices)),
        action="Выберите одно из значений.",
        suggestions=near_misses(value, [(item, item) for item in choices]),
    )


def not_in_vocabulary(place: str, name: str, vocabulary: Vocabulary, value: str, pointer: Pointer) -> Problem:
    """Return the problem of a value that is not a term of the named vocabulary; `place` is in words."""
    names = TermNames(vocabulary)
    known = names.find_ids(value)
    several = [names.find_id(part) for part in _BETWEEN.split(value[:_LONGEST]) if part.strip()]
    shown, suggestions = quote(shorten(value)), known[:_MOST_SUGGESTED]
    if not known and len(several) > 1 and all(several):
        in_list = isinstance(pointer[-1], int)
        what = f"здесь нужно одно значение, а записано несколько — «{shorten(value)}»"
        action = "Запишите каждое значение своим пунктом." if in_list else "Оставьте одно значение."
        suggestions = tuple(dict.fromkeys(one for one in several if one))[:_MOST_SUGGESTED]
    elif not known and means_all(value):
        what, action = f"{shown} — не значение словаря «{vocabulary.title}»", ALL_VALUES
    else:
        what = f"значения {shown} нет в словаре «{vocabulary.title}»"
        action = "Впишите короткое имя значения латиницей, как в словаре."
        suggestions = suggestions or names.find_shortened(value[:_LONGEST]) or _near_terms(names, value)
    return Problem(
        code="not-in-vocabulary",
        what=f"{place}: {what}",
        pointer=pointer,
        allowed=describe_vocabulary(name, vocabulary),
        action=action,
        suggestions=suggestions,
    )


def no_municipality(place: str, value: str, pointer: Pointer, *, required: bool) -> Problem:
    """Return the problem of a region's name in place of a municipality; `place` is in words."""
    return Problem(
        code="not-in-vocabulary",
        what=f"{place}: {quote(shorten(value))} — это регион, а муниципалитета такого нет",
        pointer=pointer,
        allowed=f"одно муниципальное образование из «{vocabulary_file(MUNICIPALITIES)}»"
        + ("." if required else "; у того, что относится ко всему региону, муниципалитета нет."),
        action="Впишите муниципалитет, в котором находится сама организация: краевая тоже где-то стоит."
        if required
        else "Удалите поле вместе с ключом: без него запись стоит среди тех, что относятся ко всему региону.",
    )


def known_terms(vocabulary: Vocabulary, suggestions: Sequence[str]) -> tuple[str, ...]:
    """Replace words by term ids in suggested values: «- physics» for «- Физика».

    A suggestion with a word that is not a term is dropped.
    """
    names = TermNames(vocabulary)

    def with_terms(suggestion: str) -> str:
        start, end = ("[", "]") if suggestion.startswith("[") else ("- " * suggestion.startswith("- "), "")
        inner = suggestion.removeprefix(start).removesuffix(end)
        ids = [names.find_id(one) for one in inner.split(", ")]
        return f"{start}{', '.join(filter(None, ids))}{end}" if all(ids) else ""

    return tuple(filter(None, map(with_terms, suggestions)))


def _near_terms(names: TermNames, value: str) -> tuple[str, ...]:
    """Return the ids of the terms that a misspelt text may name, best first.

    Every word must resemble its counterpart and begin with the same letter: «Экология» is not a misspelt
    «Биология», and «Татарский язык» not a misspelt «Русский язык».
    """
    if len(value) > _LONGEST:
        return ()
    ways = (names.vocabulary.holds_places,)
    typed = {of_places: _words_of(value, of_places=of_places) for of_places in ways}
    found: dict[str, float] = {}
    figures = _FIGURES.findall(value)
    for name, term_id in names.names():
        if figures and (other := _FIGURES.findall(name)) and other != figures:
            continue  # «5000 рублей» is not a misspelt «0 рублей»
        latin = () if name.isascii() else (_transliterate(name),)
        for one in (name, *latin):
            alike = max(_likeness(typed[way], _words_of(one, of_places=way)) for way in ways)
            if alike:
                found[term_id] = max(alike, found.get(term_id, 0))
    best = max(found.values(), default=0)
    ids = sorted((one for one in found if found[one] > best - _AS_GOOD), key=lambda one: -found[one])
    return tuple(ids[:_MOST_SUGGESTED])


def _words_of(text: str, *, of_places: bool) -> list[str]:
    """Return the words of a name for comparison; of places without their endings: «анапский» is Анапа."""
    split = (bare_place(text) if of_places else fold_text(text)).translate(_JOINTS).split()
    words = [word for word in split if not word.isdecimal()]
    return [_OF_A_PLACE.sub("", word) for word in words] if of_places else words


def _likeness(typed: Sequence[str], words: Sequence[str]) -> float:
    """Return the similarity of the least similar pair of words, up to 1; 0 if it is below the threshold.

    Words of a longer name may be missing: «Основное образование» for «Основное общее образование».
    """
    if len(typed) != len(words) and not 1 < len(typed) < len(words):
        return 0
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - not needed where nothing is misspelt

    def twin(word: str, others: Sequence[str]) -> float:
        if len(word) <= _ABBREVIATION:
            return float(word in others)
        same = (other for other in others if other[0] == word[0])
        return max((OSA.normalized_similarity(word, one, score_cutoff=_ALIKE) for one in same), default=0)

    whole = len(typed) == len(words)
    pairs = ((word, [words[place]] if whole else words) for place, word in enumerate(typed))
    return min((twin(word, others) for word, others in pairs), default=0) * (1 if whole else _SHORTER)


def describe_vocabulary(name: str, vocabulary: Vocabulary) -> str:
    """Describe the values of a vocabulary, or name its file if there are many."""
    listed = [f"{term.id} ({term.title})" for term in vocabulary.terms]
    few = f": {', '.join(listed)}" if len(listed) <= _MOST_LISTED else ""
    return f"Значения из «{vocabulary_file(name)}»{few}."


def list_values(lead: str, values: Sequence[str]) -> str:
    """Return values after their introduction, only the first of many; empty for none."""
    if not values:
        return ""
    more = len(values) - _MOST_LISTED
    tail = f" и ещё {more}" if more > 0 else ""
    return f"{lead}: {', '.join(values[:_MOST_LISTED])}{tail}."
