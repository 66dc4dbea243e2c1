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
from generator.site.views.items import Card, Counted, Item
from generator.site.views.municipalities import places_with_records, tallies_of
from generator.site.views.search import changed_on
from generator.site.views.site import AnyEntry, Site, place_item
from generator.site.views.term_pages import count_terms

NEWEST = 6
WAYS_SHOWN = 12
EXAMPLES = 5


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way in: the largest of a list, and the whole list."""

    title: str
    items: Sequence[Counted]
    all: Item


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    """What `home.html.j2` shows. `numbers` holds figures, each with its word and the way there."""

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
        tally = site.entries(kind).tally
        word = plural(tally.real, *site.settings.atlas.kinds[kind.name].forms)
        more = f"и {tally.sample_words}" if tally.samples else ""
        item = Item(word, addresses.catalogue_page(kind), note=more)
        numbers.append((format_number(tally.real), item))
    total = len(site.settings.municipalities)
    if total <= 1:
        return tuple(numbers)
    real, samples = places_with_records(tallies_of(site))
    word = plural(real, "муниципалитет", "муниципалитета", "муниципалитетов")
    more = f"и ещё {format_number(samples)} только с учебными примерами" if samples else ""
    of_all = Item(f"{word} из {format_number(total)} с записями", addresses.MUNICIPALITIES, note=more)
    return (*numbers, (format_number(real), of_all))


def _ways(site: Site) -> tuple[Way, ...]:
    tallies = tallies_of(site)
    places = [Counted(place_item(place), tallies[place.id]) for place in site.settings.municipalities]
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
    items = [one for group in count_terms(site, name, vocabulary) for one in group.items]
    return (Way(title=title, items=_largest(items), all=Item(all_title, addresses.terms(name))),)


def _largest(items: Sequence[Counted]) -> tuple[Counted, ...]:
    """Return the items with the most records, in the order of the list they come from; samples count less."""
    with_records = [one for one in items if one.tally.total]
    largest = sorted(with_records, key=lambda one: (-one.tally.real, -one.tally.samples))[:WAYS_SHOWN]
    chosen = {one.item.address for one in largest}
    return tuple(one for one in with_records if one.item.address in chosen)


def _newest(site: Site) -> Sequence[AnyEntry]:
    def added_on(entry: AnyEntry) -> str:
        return entry.added.isoformat() if entry.added else changed_on(site, entry)

    entries = [entry for kind in site.kinds for entry in site.entries(kind)]
    newest = sorted(entries, key=added_on, reverse=True)
    return sorted(newest, key=lambda entry: entry.sample)[:NEWEST]


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
