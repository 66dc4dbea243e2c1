"""Groups the news of a digest by kind of record, subject or municipality."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from generator.model.kinds import KINDS
from generator.model.settings import Settings
from generator.upkeep.digest.gathering import News

Grouping = Callable[[Sequence[News], Settings], list[tuple[str, list[News]]]]
"""Returns groups with their titles; news may be in several groups, no group is empty."""
_NO_SUBJECT = "Без предмета"
_NO_PLACE = "Без муниципалитета"


def _by_kind(news: Sequence[News], settings: Settings) -> list[tuple[str, list[News]]]:
    titles = {kind.name: settings.atlas.kinds[kind.name].title for kind in KINDS}
    return _group(news, titles, lambda one: [one.kind.name])


def _by_subject(news: Sequence[News], settings: Settings) -> list[tuple[str, list[News]]]:
    terms = settings.vocabularies["subjects"].terms
    titles = {**{term.id: term.title for term in terms}, "": _NO_SUBJECT}
    return _group(news, titles, lambda one: [name if name in titles else "" for name in one.subjects or [""]])


def _by_municipality(news: Sequence[News], settings: Settings) -> list[tuple[str, list[News]]]:
    titles = {**{place.id: place.title for place in settings.municipalities}, "": _NO_PLACE}
    return _group(news, titles, lambda one: [one.municipality if one.municipality in titles else ""])


def _group(
    news: Sequence[News], titles: Mapping[str, str], keys: Callable[[News], Iterable[str]]
) -> list[tuple[str, list[News]]]:
    groups: dict[str, list[News]] = {key: [] for key in titles}
    for one in news:
        for key in dict.fromkeys(keys(one)):
            groups[key].append(one)
    return [(titles[key], found) for key, found in groups.items() if found]


GROUPINGS: Mapping[str, Grouping] = MappingProxyType(
    {"kind": _by_kind, "subject": _by_subject, "municipality": _by_municipality}
)
