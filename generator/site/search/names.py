"""Names: what search understands of a query before looking at any text.

Terms of vocabularies, municipalities and kinds of records are known by all their names (see `term_names`),
abbreviations by their full names, and some phrases as synonyms. All of it is in the page table. A phrase is
written as its stems: the browser stems the query and compares.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.model import addresses
from generator.model.kinds import KINDS
from generator.model.link import enabled_kinds
from generator.model.municipality import Municipality, nearest_first
from generator.model.record_fields import facets_of
from generator.model.settings import Settings, Term
from generator.model.term_names import bare_place
from generator.site.search.destinations import Destination, make_destinations
from generator.site.search.words import stem, stems_of, unique

PLACE, KIND, TYPE = "municipality", "kind", "type"
"""Facets that are not in a schema. Readers do not choose a type but type it: «договор», «клуб»."""
OWN_TYPE = "kind"
"""The field with the type of a record."""
NOT_GIVEN = "не указано"
NEIGHBOURS = 5
_BRACKETS = re.compile(r"\s*\([^)]*\)")


class Name(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that a query may name.

    Its records have the `value` of `facet`; without a facet it is only explained. `titles` and `also` are
    phrases of stems: its titles besides `value`, and colloquial names. `grades` are the first and the last
    grade of a level of education, `near` the places around a place, nearest first.
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


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """All that queries may name. `shorts` are abbreviations with their full names."""

    kinds: Sequence[str]
    """Titles of the kinds in their order, in which equally good results are shown."""
    names: Sequence[Name]
    shorts: Sequence[tuple[str, Sequence[str]]]
    same: Sequence[Sequence[str]]
    """Groups of synonymous phrases."""
    families: Sequence[Sequence[str]]
    """Stems of related words: школа, школьный."""
    last: str
    """The value of a facet for records without one."""
    region: Sequence[str]
    """Names of the region: all records are about it, so its name is ignored in queries."""
    wide: str
    """The place of records about the whole region; they are also found for a place without records."""
    destinations: Sequence[Destination]


def make_names(settings: Settings) -> Names:
    """Return the names of an atlas."""
    kinds = [kind.name for kind in enabled_kinds(settings, KINDS)]
    shown = [settings.atlas.kinds[kind] for kind in kinds]
    own_kinds = (_make_name((kind.title, *kind.forms), (), facet=KIND, value=kind.title) for kind in shown)
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
        destinations=make_destinations(settings),
    )


def _call_by_relatives(names: Sequence[Name], families: Iterable[Sequence[str]]) -> list[Name]:
    """Return names with related words added: «математический» for «Математика».

    A word that is already the name of something else is not added.
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
    return _make_name(
        titles,
        term.also,
        facet=facet,
        value=term.title,
        told=term.definition or "",
        address=address,
        grades=(term.first_grade, term.last_grade) if term.first_grade else (),
    )


def _place_names(settings: Settings) -> Iterator[Name]:
    places, region = settings.municipalities, stems_of(settings.atlas.region.name)
    for place in places:
        titles = (place.title, *map(bare_place, (place.title, place.name)))
        former = (name for one in place.formerly for name in one.names)
        # «Гор. Ключ» is not a town «Ключ»: other names from the settings are not shortened
        others = (*place.also, *map(bare_place, (place.centre, *former)), *_adjectives(place, region))
        yield _make_name(
            titles,
            others,
            facet=PLACE,
            value=place.title,
            told=f"{place.name}, центр — {place.centre}",
            address=addresses.municipality(place.id),
            near=[other.title for other, _ in nearest_first(place, places)[:NEIGHBOURS]],
        )


def _adjectives(place: Municipality, region: Sequence[str]) -> Iterator[str]:
    """Yield «анапский» for Анапа, if the name is a single noun and the region's name is not similar."""
    (first, *others) = stems_of(place.title)
    adjective = f"{first}ский"
    if not others and not place.title.endswith(("и", "ск", "цк")) and stem(adjective) not in region:
        yield adjective


def _shorts(settings: Settings) -> list[tuple[str, Sequence[str]]]:
    found: dict[str, list[str]] = {}
    for item in settings.search.abbreviations:
        found.setdefault(item.short, []).append(item.full)
    return list(found.items())


def _make_name(titles: Iterable[str], also: Iterable[str], **rest: Any) -> Name:  # noqa: ANN401 - of `Name`
    """Return a name with its titles, without the first, and its other names as phrases without duplicates."""
    known, *others = _phrases(titles)
    return Name(titles=others, also=[each for each in _phrases(also) if each not in {known, *others}], **rest)


def _phrases(names: Iterable[str]) -> list[str]:
    """Return names as phrases of stems, without duplicates."""
    return [phrase for phrase in unique(" ".join(stems_of(name)) for name in names) if phrase]


def spoken_words(settings: Settings) -> Iterator[str]:
    """Yield the words of all names for the dictionary, so that they are not taken for typing errors."""
    yield from settings.atlas.region.also
    for place in settings.municipalities:
        yield from (place.title, *place.other_names)
    for vocabulary in settings.vocabularies.values():
        for term in vocabulary.terms:
            yield from (term.title, term.short or "", *term.also)
    yield from (item.full for item in settings.search.abbreviations)
    for group in (*settings.search.synonyms, *settings.search.families):
        yield from group
