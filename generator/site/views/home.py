"""The home page: what the atlas is, the search box, links, news and figures."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec

from generator.base.russian import collation_key, format_day, format_number, plural
from generator.model import addresses
from generator.model.kinds import KIND_BY_NAME, PRACTICE
from generator.site.pages import Page
from generator.site.views.items import Card, Group, Item
from generator.site.views.map import MapView, map_of
from generator.site.views.map_measures import own_practices
from generator.site.views.municipalities import places_with_records, tallies_of
from generator.site.views.municipality import figure_of
from generator.site.views.search import changed_on
from generator.site.views.site import AnyEntry, Site, record_item
from generator.site.views.subject import grade_word, school_grades

NEWEST, NEWEST_BESIDE_PICKS = 5, 3
"""Number of new records on the page: a phone has no room for more beside the editors' picks."""
EXAMPLES = 3


class HomeQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question to the reader: a parameter of search, with its values as search knows them."""

    key: str
    title: str
    values: Sequence[str]


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    """What `home.html.j2` shows.

    `numbers` are figures, each with its noun and a link; `wanted` is the kind of records that the `questions`
    search for; `week` is a record with the reason to read it, `collections` are those of the editors;
    `newest` are links with the day and the kind; `map` is None if there is only one place.
    """

    examples: Sequence[Item]
    wanted: str
    questions: Sequence[HomeQuestion]
    week: tuple[Card, str] | None
    collections: Sequence[Group]
    newest: Sequence[tuple[str, Item]]
    news: Item
    numbers: Sequence[tuple[str, Item]]
    map: MapView | None
    doors: Sequence[Item]
    ways: Sequence[Item]


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
            wanted=site.catalogue_link(PRACTICE).title if PRACTICE in site.kinds else "",
            questions=tuple(_questions(site)),
            week=_week(site),
            collections=tuple(_collections(site)),
            newest=tuple(_describe_new(site, entry) for entry in _newest(site)),
            news=Item("Все новости", f"{addresses.SEARCH}?{urlencode({'sort': 'date'})}"),
            numbers=_numbers(site),
            map=map_of(site, [own_practices(site)] if PRACTICE in site.kinds else []),
            doors=tuple(_doors(site)),
            ways=tuple(_ways(site)),
        ),
        json_ld=(_json_ld(site),),
    )


def _examples(site: Site) -> tuple[Item, ...]:
    """Return the most frequent tags of the first kind, the one most readers look for."""
    used = Counter[str]()
    for kind in site.kinds[:1]:
        used.update(site.numbers("by_tag", kind))
    most_used = sorted(used, key=lambda tag: (-used[tag], collation_key(tag)))[:EXAMPLES]
    titles = [tag.title for tag in site.tags(most_used)]
    return tuple(Item(title, f"{addresses.SEARCH}?{urlencode({'q': title})}") for title in titles)


def _numbers(site: Site) -> tuple[tuple[str, Item], ...]:
    numbers = []
    for kind in (kind for kind in site.kinds if kind.sought):
        number, item = figure_of(
            site.entries(kind).tally,
            site.settings.atlas.kinds[kind.name].forms,
            addresses.catalogue_page(kind),
        )
        numbers.append((format_number(number), item))
    total = len(site.settings.municipalities)
    if total <= 1:
        return tuple(numbers)
    real, samples = places_with_records(tallies_of(site))
    word = plural(real, "муниципалитет", "муниципалитета", "муниципалитетов")
    if samples and not real:
        real, word = samples, plural(samples, "муниципалитет", "муниципалитета", "муниципалитетов")
        more = "для примера"
    else:
        more = f"и ещё {format_number(samples)} только с примерами" if samples else ""
    of_all = Item(f"{word} из {format_number(total)} с записями", addresses.MUNICIPALITIES, note=more)
    return (*numbers, (format_number(real), of_all))


def _questions(site: Site) -> Iterator[HomeQuestion]:
    """Yield the questions: subject, grade and municipality, if there is something to choose from."""
    vocabularies = site.settings.vocabularies
    if "subjects" in vocabularies:
        titles = [
            term.title
            for term in vocabularies["subjects"].terms
            if site.find_linked("by_term", "subjects", term.id)
        ]
        yield HomeQuestion(key="subject", title="Я веду", values=titles)
    grades, unit = school_grades(site), grade_word(site)
    if grades and unit:
        yield HomeQuestion(key="grade", title="В классе", values=[f"{grade} {unit}" for grade in grades])
    places = sorted((place.title for place in site.settings.municipalities), key=collation_key)
    if len(places) > 1:
        yield HomeQuestion(key="municipality", title="В муниципалитете", values=places)


def _week(site: Site) -> tuple[Card, str] | None:
    """Return the record of the week as a card, and why to read it; None if it is not on the site."""
    week = site.settings.picks.week
    found = _find_named(site, [week.record]) if week else ()
    return (site.card(found[0]), week.note or "") if week and found else None


def _collections(site: Site) -> Iterator[Group]:
    for one in site.settings.picks.collections:
        items = tuple(record_item(entry) for entry in _find_named(site, one.records))
        if items:
            yield Group(one.title, items)


def _find_named(site: Site, names: Sequence[str]) -> Sequence[AnyEntry]:
    """Return the records named as `kind/id` that are on the site."""
    pairs = (name.split("/", 1) for name in names)
    return [
        one
        for kind, id_ in pairs
        if kind in KIND_BY_NAME
        for one in site.find_records(KIND_BY_NAME[kind], [id_])
    ]


def _doors(site: Site) -> Iterator[Item]:
    """Yield further links: to helpers, to communities and centres, to the form for a new record."""
    if site.settings.needs:
        yield Item("Кто поможет", addresses.HELP, note="по тому, с чем вы пришли")
    for kind in site.kinds:
        if kind.gives_help:
            yield Item(
                site.catalogue_link(kind).title, addresses.catalogue_page(kind), note="все по алфавиту"
            )
    yield Item("Предложить свою запись", addresses.PROPOSE, note="форма с подсказками")


def _ways(site: Site) -> Iterator[Item]:
    for name in ("subjects", "education_levels", "directions"):
        if name in site.vocabularies:
            yield Item(site.vocabularies[name].title, addresses.terms(name))
    if len(site.settings.municipalities) > 1:
        yield Item("Муниципалитеты", addresses.MUNICIPALITIES)


def _describe_new(site: Site, entry: AnyEntry) -> tuple[str, Item]:
    """Return the day on which a record was added, and the record as a link with its kind and place."""
    item, place = record_item(entry), site.place(entry.kind, entry.record).title
    notes = (site.noun(entry.kind).lower(), place, item.note)
    day = entry.read().added or _day(changed_on(site, entry))
    return format_day(day) if day else "", Item(item.title, item.address, note=", ".join(filter(None, notes)))


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _newest(site: Site) -> Sequence[AnyEntry]:
    def added_on(entry: AnyEntry) -> str:
        added = entry.read().added
        return added.isoformat() if added else changed_on(site, entry)

    entries = [entry for kind in site.kinds if kind.sought for entry in site.entries(kind)]
    newest = sorted(entries, key=added_on, reverse=True)
    return sorted(newest, key=lambda entry: entry.sample)[
        : NEWEST_BESIDE_PICKS if site.settings.picks.week else NEWEST
    ]


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
