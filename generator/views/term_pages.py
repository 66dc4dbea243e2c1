"""Indexes and pages of the vocabularies whose terms have pages: subjects, directions, levels, kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator import addresses
from generator.catalogue import Entry
from generator.kinds import COMMUNITY
from generator.pages import Heading, Link, Page
from generator.records import Community
from generator.settings import Term, Vocabulary
from generator.views.items import Branch, Group, Item, Section
from generator.views.lists import IndexView, ListView, by_kind, headings, propose_item
from generator.views.site import AnyEntry, Site, term_item
from generator.views.vertical import forest
from generator.wording import count


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """How the pages of a vocabulary look: their tab, what leads in, whether they show verticals."""

    section: str
    lead: str
    verticals: bool = False


FAMILIES = {
    "subjects": Family(
        section="subjects",
        lead="Выберите предмет: на его странице собраны практики, сообщества и ресурсные центры.",
        verticals=True,
    ),
    "directions": Family(section="subjects", lead="Над чем работают педагоги и руководители."),
    "education_levels": Family(
        section="subjects", lead="Где применяют практику: от детского сада до повышения квалификации."
    ),
    "community_kinds": Family(section="communities", lead="Какие бывают сообщества педагогов."),
    "centre_kinds": Family(
        section="resource_centres", lead="Какие статусы бывают у организаций, которые помогают другим."
    ),
}


def term_pages(site: Site) -> Iterator[Page]:
    """Return an index and a page of every term of each vocabulary whose terms have pages."""
    for name, family in FAMILIES.items():
        vocabulary = site.vocabularies.get(name)
        if vocabulary is not None:
            yield _index(site, name, vocabulary, family)
            for term in vocabulary.terms:
                yield _term_page(site, name, term, family)


def counted(site: Site, name: str, vocabulary: Vocabulary) -> tuple[Group, ...]:
    """Return a vocabulary's terms with the number of records of each, by the vocabulary's groups."""
    groups: dict[str, list[Item]] = {}
    for term in vocabulary.terms:
        number = len(site.catalogue.links.by_term.get((name, term.id), ()))
        item = term_item(name, term)
        shown = Item(title=item.title, address=item.address, short=item.short, note=str(number))
        groups.setdefault(term.group or "", []).append(shown)
    return tuple(Group(title=title, items=tuple(items)) for title, items in groups.items())


def _index(site: Site, name: str, vocabulary: Vocabulary, family: Family) -> Page:
    return Page(
        address=addresses.terms(name),
        section=family.section,
        title=vocabulary.title,
        description=f"{vocabulary.title}. {family.lead}",
        template="index.html.j2",
        view=IndexView(heading=vocabulary.title, lead=family.lead, groups=counted(site, name, vocabulary)),
        breadcrumbs=(site.home(), _index_link(name, vocabulary)),
    )


def _index_link(name: str, vocabulary: Vocabulary) -> Link:
    return Link(title=vocabulary.title, address=addresses.terms(name))


def _term_page(site: Site, name: str, term: Term, family: Family) -> Page:
    entries = site.catalogue.links.by_term.get((name, term.id), ())
    sections = by_kind(site, entries)
    verticals = _verticals(site, entries) if family.verticals else ()
    title = term.plural or term.title
    vertical_heading = (Heading(title="Сообщества по вертикали", anchor="vertical"),) if verticals else ()
    address = addresses.term(name, term.id)
    vocabulary = site.settings.vocabularies[name]
    return Page(
        address=address,
        section=family.section,
        title=f"{title} — {vocabulary.title.lower()}",
        description=_description(title, term, len(entries)),
        template="list.html.j2",
        view=_view(term, title, sections, verticals),
        breadcrumbs=(site.home(), _index_link(name, vocabulary), Link(title=title, address=address)),
        contents=(*vertical_heading, *headings(sections)),
    )


def _view(term: Term, title: str, sections: Sequence[Section], verticals: Sequence[Branch]) -> ListView:
    return ListView(
        heading=title,
        short=term.short or "",
        lead=term.definition or "",
        source=term.source or "",
        sections=sections,
        propose=propose_item(),
        verticals=verticals,
    )


def _description(title: str, term: Term, number: int) -> str:
    found = count(number, "запись", "записи", "записей")
    return f"{title}: {found} в атласе. {term.definition or ''}".strip()


def _verticals(site: Site, entries: Sequence[AnyEntry]) -> tuple[Branch, ...]:
    communities: list[Entry[Community]] = [entry for entry in entries if entry.kind is COMMUNITY]
    return forest(site, communities)
