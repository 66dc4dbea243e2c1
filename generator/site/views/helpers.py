"""«Кто поможет»: communities and centres by the needs of teachers, and how to contact them."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from generator.base.markdown import paragraphs
from generator.base.russian import cut_between_words
from generator.model import addresses
from generator.model.municipality import nearest_of_each
from generator.model.needs import Need
from generator.site.pages import Heading, Link, Page
from generator.site.views.items import Item
from generator.site.views.record import contact_rows
from generator.site.views.site import AnyEntry, Site, record_item, term_item

TITLE = "Кто поможет"
SHOWN = 5
"""Maximum number of helpers shown for a need: those of the whole region come first."""
SUBJECTS = "subjects"
_LONGEST_WAY = 150


class Helper(msgspec.Struct, frozen=True, kw_only=True):
    """A record that meets a need: what it is and where, how to reach it, its contacts.

    `place` is the title of its municipality, «» if it is for the whole region; `near` are the titles of other
    municipalities whose nearest helper it is.
    """

    item: Item
    about: str
    sample: bool
    place: str
    near: Sequence[str]
    subjects: Sequence[str]
    way: str
    contacts: Sequence[Sequence[Item]]


class HelpersOfNeed(msgspec.Struct, frozen=True, kw_only=True):
    """A need and its helpers; `more` is the number of those that are not shown.

    `others` replace them for a reader who has entered a place and a subject (`theme/shared/asked.js`): the
    nearest to each municipality, the first for each subject. `subjects` are links to the pages of subjects,
    if the need is about them.
    """

    need: Need
    helpers: Sequence[Helper]
    others: Sequence[Helper]
    subjects: Sequence[Item]
    more: int
    all: Item


def help_page(site: Site) -> Page:
    """Return the page of helpers."""
    needs = tuple(found for need in site.settings.needs if (found := _helpers(site, need)).helpers)
    atlas = site.settings.atlas
    return Page(
        address=addresses.HELP,
        section="help",
        title=TITLE,
        description=f"{TITLE}: сообщества и центры {atlas.region.genitive} — к кому идти и как попасть.",
        template="help.html.j2",
        view=needs,
        breadcrumbs=(site.home(), Link(TITLE, addresses.HELP)),
        contents=tuple(Heading(one.need.title, one.need.id) for one in needs),
    )


def _helpers(site: Site, need: Need) -> HelpersOfNeed:
    entries = site.find_derived("helpers", need.id)
    near = _find_nearest(site, entries)
    firsts = {subject: entry.address for entry in reversed(entries) for subject in entry.record.subjects}
    wanted = {*near, *firsts.values()}
    helpers, others = (
        [_helper(site, entry, near.get(entry.address, ())) for entry in group]
        for group in (entries[:SHOWN], [one for one in entries[SHOWN:] if one.address in wanted])
    )
    return HelpersOfNeed(
        need=need,
        helpers=helpers,
        others=others,
        subjects=_subjects(site, need) if need.any_subject else (),
        more=len(entries) - len(helpers),
        all=_way_to_all(site, need),
    )


def _find_nearest(site: Site, entries: Sequence[AnyEntry]) -> Mapping[str, Sequence[str]]:
    """Return the entries nearest to some municipalities, by address, with the titles of these."""
    by_place: dict[str, str] = {}
    for entry in entries:
        if entry.record.municipality:
            by_place.setdefault(entry.record.municipality, entry.address)
    found: dict[str, list[str]] = {address: [] for address in by_place.values()}
    for place, nearest, _ in nearest_of_each(site.settings.municipalities, by_place):
        found[by_place[nearest.id]].append(place.title)
    return found


def _helper(site: Site, entry: AnyEntry, near: Sequence[str]) -> Helper:
    record: Any = entry.record
    place = record.municipality and site.settings.municipality_by_id[record.municipality].title
    services = [one.how_to_get for one in getattr(record, "services", ())]
    ways = [*paragraphs(getattr(record, "joining", None)), *services]
    return Helper(
        item=record_item(entry),
        about=f"{site.noun(entry.kind)}, {site.place(entry.kind, record).title}",
        sample=record.sample,
        place=place or "",
        near=[one for one in near if one != place],
        subjects=[site.settings.term(SUBJECTS, one).title for one in record.subjects],
        way=cut_between_words(ways[0], _LONGEST_WAY) if ways else "",
        contacts=contact_rows(record.contact),
    )


def _way_to_all(site: Site, need: Need) -> Item:
    """Return the link to search with the first facet of a need, or to search itself."""
    for facet in site.facets:
        terms = getattr(need, facet.field, ())
        if terms and facet.vocabulary:
            title = site.settings.term(facet.vocabulary, terms[0]).title
            return site.search_item(**{facet.key: title})
    return site.search_item()


def _subjects(site: Site, need: Need) -> Sequence[Item]:
    """Return links to the pages of the subjects that have records."""
    terms = site.vocabularies[SUBJECTS].terms if SUBJECTS in site.vocabularies else ()
    asked = [term for term in terms if term.id not in need.except_subjects]
    return [term_item(SUBJECTS, one) for one in asked if site.find_linked("by_term", SUBJECTS, one.id)]


def helpers_of_region(site: Site, most: int) -> tuple[tuple[Item, Sequence[Item]], ...]:
    """Return the needs, as links to the page of helpers, each with its helpers for the whole region."""
    found = (
        (Item(need.title, f"{addresses.HELP}#{need.id}"), site.find_derived("region_helpers", need.id))
        for need in site.settings.needs
    )
    return tuple(
        (item, tuple(record_item(entry) for entry in entries[:most])) for item, entries in found if entries
    )
