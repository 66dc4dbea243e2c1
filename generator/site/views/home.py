"""The home page: what the atlas is, the search box, the ways in, what is new, how much there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec

from generator.base.russian import collation_key, format_number, plural
from generator.model import addresses
from generator.site.pages import Page
from generator.site.views.items import Card, Item
from generator.site.views.municipalities import counts_of
from generator.site.views.search import changed_on
from generator.site.views.site import AnyEntry, Site, place_item
from generator.site.views.term_pages import count_terms

NEWEST = 6
WAYS_SHOWN = 12
EXAMPLES = 5


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way in: the largest of a list, and the whole list."""

    title: str
    items: Sequence[Item]
    all: Item


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    """What `home.html.j2` shows. `numbers` holds a figure, its word and the way there."""

    examples: Sequence[Item]
    numbers: Sequence[tuple[str, Item]]
    ways: Sequence[Way]
    newest: Sequence[Card]


def home_page(site: Site) -> Page:
    """Return the home page."""
    atlas = site.settings.atlas
    return Page(
        address=addresses.HOME,
        section="home",
        title=atlas.title,
        description=atlas.description,
        template="home.html.j2",
        view=HomeView(
            examples=_examples(site),
            numbers=_numbers(site),
            ways=_ways(site),
            newest=site.cards(_newest(site)),
        ),
        json_ld=(_json_ld(site),),
    )


def _examples(site: Site) -> tuple[Item, ...]:
    """Return the tags that stand on most records of the first kind: what most readers come for."""
    used = Counter[str]()
    for kind in site.kinds[:1]:
        used.update(site.numbers("by_tag", kind))
    most_used = sorted(used, key=lambda tag: (-used[tag], collation_key(tag)))[:EXAMPLES]
    titles = [tag.title for tag in site.tags(most_used)]
    return tuple(Item(title, f"{addresses.SEARCH}?{urlencode({'q': title})}") for title in titles)


def _numbers(site: Site) -> tuple[tuple[str, Item], ...]:
    numbers = []
    for kind in site.kinds:
        total = len(site.entries(kind))
        word = plural(total, *site.settings.atlas.kinds[kind.name].forms)
        numbers.append((format_number(total), Item(word, addresses.catalogue_page(kind))))
    if len(site.settings.municipalities) <= 1:
        return tuple(numbers)
    places = sum(1 for number in counts_of(site).values() if number)
    word = plural(places, "муниципалитет", "муниципалитета", "муниципалитетов")
    of_all = f"{word} из {format_number(len(site.settings.municipalities))}"
    return (*numbers, (format_number(places), Item(of_all, addresses.MUNICIPALITIES)))


def _ways(site: Site) -> tuple[Way, ...]:
    counts = counts_of(site)
    places = [place_item(place, str(counts[place.id])) for place in site.settings.municipalities]
    all_places = Item("Все муниципалитеты и карта", addresses.MUNICIPALITIES)
    by_place = Way(title="По муниципалитету", items=_largest(places), all=all_places)
    return (
        *_term_way(site, "subjects", "По предмету", "Все предметы"),
        *([by_place] if len(places) > 1 else []),
        *_term_way(site, "education_levels", "По уровню образования", "Все уровни"),
        *_term_way(site, "directions", "По направлению", "Все направления"),
    )


def _term_way(site: Site, name: str, title: str, all_title: str) -> tuple[Way, ...]:
    vocabulary = site.settings.vocabularies.get(name)
    if vocabulary is None:
        return ()
    items = [item for group in count_terms(site, name, vocabulary) for item in group.items]
    return (Way(title=title, items=_largest(items), all=Item(all_title, addresses.terms(name))),)


def _largest(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with the most records, in the order of the list they come from."""
    with_records = [item for item in items if item.note != "0"]
    chosen = {item.address for item in sorted(with_records, key=lambda i: -int(i.note))[:WAYS_SHOWN]}
    return tuple(item for item in with_records if item.address in chosen)


def _newest(site: Site) -> Sequence[AnyEntry]:
    def added_on(entry: AnyEntry) -> str:
        return entry.added.isoformat() if entry.added else changed_on(site, entry)

    entries = [entry for kind in site.kinds for entry in site.entries(kind)]
    return sorted(entries, key=added_on, reverse=True)[:NEWEST]


def _json_ld(site: Site) -> dict[str, Any]:
    atlas, address = site.settings.atlas, site.absolute(addresses.HOME)
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": address,
        "url": address,
        "name": atlas.title,
        "description": atlas.description,
        "inLanguage": atlas.language,
        "publisher": {"@type": "Organization", "name": atlas.operator.name},
        "potentialAction": {
            "@type": "SearchAction",
            "target": site.absolute(addresses.SEARCH) + "?q={query}",
            "query-input": "required name=query",
        },
    }
