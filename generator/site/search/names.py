"""Names: what search understands of a query before it looks at any text.

Terms of vocabularies, municipalities and kinds of record are known by every name that people use for them
(see `term_names`), abbreviations by what they stand for, and some phrases mean the same. All of it is part
of the page table. A phrase is written as its stems: the browser stems what is typed and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypedDict

import msgspec

from generator.model import addresses
from generator.model.kinds import KINDS
from generator.model.link import enabled_kinds
from generator.model.municipality import Municipality, nearest_first
from generator.model.record_fields import facets_of
from generator.model.settings import Settings, Term
from generator.model.term_names import bare_place
from generator.site.search.words import stem, stems_of, unique

PLACE, KIND, TYPE = "municipality", "kind", "type"
"""Facets that stand in no schema. Readers choose no type, they name it: «договор», «клуб»."""
OWN_TYPE = "kind"
"""The field of a record that says of what type it is."""
NOT_GIVEN = "не указано"
NEIGHBOURS = 5
_BRACKETS = re.compile(r"\s*\([^)]*\)")


class Name(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that a query may name.

    `value` of `facet` is what its records have; a thing without a facet is only explained. `titles` and
    `also` are phrases of stems: what it is called beside `value`, and what people say instead. `grades` are
    the first and the last that a level of education holds, `near` the places around a place, nearest first.
    """

    value: str
    titles: Sequence[str] = ()
    facet: str = ""
    also: Sequence[str] = ()
    told: str = ""
    """What it means, in a sentence."""
    address: str = ""
    grades: Sequence[int] = ()
    near: Sequence[str] = ()


class _Called(TypedDict):
    titles: Sequence[str]
    also: Sequence[str]


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """All that queries may name. `shorts` are abbreviations, each with what it stands for."""

    kinds: Sequence[str]
    """Titles of the kinds in their order: the first one's records come first where nothing else tells."""
    names: Sequence[Name]
    shorts: Sequence[tuple[str, Sequence[str]]]
    same: Sequence[Sequence[str]]
    """Groups of phrases that mean the same."""
    families: Sequence[Sequence[str]]
    """Stems of words of one family: школа, школьный."""
    last: str
    """The value of a facet that a record does not tell."""
    region: Sequence[str]
    """What the region is called: its records are all of it, so that is not sought in them."""
    wide: str
    """The place of records that are about the whole region: they serve a place without records too."""


def make_names(settings: Settings) -> Names:
    """Return the names of an atlas."""
    kinds = [kind.name for kind in enabled_kinds(settings, KINDS)]
    shown = [settings.atlas.kinds[kind] for kind in kinds]
    own_kinds = (
        Name(facet=KIND, value=kind.title, **_list_phrases((kind.title, *kind.forms), ())) for kind in shown
    )
    names = [*own_kinds, *_place_names(settings), *_term_names(settings, kinds)]
    return Names(
        kinds=[kind.title for kind in shown],
        names=_call_by_relatives(names, settings.search.families),
        shorts=_shorts(settings),
        same=[_phrases(group) for group in settings.search.synonyms],
        families=[_phrases(family) for family in settings.search.families],
        last=NOT_GIVEN,
        region=_phrases((settings.atlas.region.name, *settings.atlas.region.also)),
        wide=settings.atlas.region.whole_title,
    )


def _call_by_relatives(names: Sequence[Name], families: Iterable[Sequence[str]]) -> list[Name]:
    """Return names that are also called by words of their family: «математический» is of «Математика».

    What is the name of something else stays only that.
    """
    known = {phrase for name in names for phrase in (*_phrases((name.value,)), *name.titles, *name.also)}
    relatives: dict[str, list[str]] = {}
    for family in map(_phrases, families):
        for phrase in family:
            relatives.setdefault(phrase, []).extend(each for each in family if each not in known)
    return [_call_by(name, relatives) for name in names]


def _call_by(name: Name, relatives: Mapping[str, Sequence[str]]) -> Name:
    own = (*_phrases((name.value,)), *name.titles, *name.also) if name.facet else ()
    others = unique((*name.also, *(each for phrase in own for each in relatives.get(phrase, ()))))
    return msgspec.structs.replace(name, also=others)


def _term_names(settings: Settings, kinds: Iterable[str]) -> Iterator[Name]:
    fields = [settings.record_fields[kind] for kind in kinds if kind in settings.record_fields]
    types = {found: TYPE for one in fields for found, field in one.terms if field == OWN_TYPE}
    facets = types | {facet.vocabulary: facet.key for facet in facets_of(fields) if facet.vocabulary}
    for vocabulary, found in settings.vocabularies.items():
        for term in found.terms:
            yield _term_name(term, facets.get(vocabulary, ""), addresses.term(vocabulary, term.id))


def _term_name(term: Term, facet: str, address: str) -> Name:
    titles = (term.title, _BRACKETS.sub("", term.title), term.short or "", term.plural or "")
    return Name(
        facet=facet,
        value=term.title,
        **_list_phrases(titles, term.also),
        told=term.definition or "",
        address=address,
        grades=(term.first_grade, term.last_grade) if term.first_grade else (),
    )


def _place_names(settings: Settings) -> Iterator[Name]:
    places, region = settings.municipalities, stems_of(settings.atlas.region.name)
    for place in places:
        titles = (place.title, *map(bare_place, (place.title, place.name)))
        former = (name for one in place.formerly for name in one.names)
        # «Гор. Ключ» is no town «Ключ»: what somebody has put down stays as it is.
        others = (*place.also, *map(bare_place, (place.centre, *former)), *_adjectives(place, region))
        yield Name(
            facet=PLACE,
            value=place.title,
            **_list_phrases(titles, others),
            told=f"{place.name}, центр — {place.centre}",
            address=addresses.municipality(place.id),
            near=[other.title for other, _ in nearest_first(place, places)[:NEIGHBOURS]],
        )


def _adjectives(place: Municipality, region: Sequence[str]) -> Iterator[str]:
    """Yield «анапский» of Анапа, if the name is one noun and the region is not called so."""
    (first, *others) = stems_of(place.title)
    adjective = f"{first}ский"
    if not others and not place.title.endswith(("и", "ск", "цк")) and stem(adjective) not in region:
        yield adjective


def _shorts(settings: Settings) -> list[tuple[str, Sequence[str]]]:
    found: dict[str, list[str]] = {}
    for item in settings.search.abbreviations:
        found.setdefault(item.short, []).append(item.full)
    return list(found.items())


def _list_phrases(titles: Iterable[str], also: Iterable[str]) -> _Called:
    """Return titles, of which the first is known anyway, and other names as phrases, each once."""
    known, *others = _phrases(titles)
    return {"titles": others, "also": [each for each in _phrases(also) if each not in {known, *others}]}


def _phrases(names: Iterable[str]) -> list[str]:
    """Return names as phrases of stems, each once."""
    return [phrase for phrase in unique(" ".join(stems_of(name)) for name in names) if phrase]


def spoken_words(settings: Settings) -> Iterator[str]:
    """Yield the words of all names, for the dictionary: what is known is no typing error."""
    yield from settings.atlas.region.also
    for place in settings.municipalities:
        yield from (place.title, *place.other_names)
    for vocabulary in settings.vocabularies.values():
        for term in vocabulary.terms:
            yield from (term.title, term.short or "", *term.also)
    yield from (item.full for item in settings.search.abbreviations)
    for group in (*settings.search.synonyms, *settings.search.families):
        yield from group
