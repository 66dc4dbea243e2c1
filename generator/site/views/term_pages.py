"""Indexes and pages of vocabularies whose terms have pages: subjects, directions, levels, types."""

from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from generator.model import addresses
from generator.model.kinds import COMMUNITY, PRACTICE
from generator.model.records.community import Community
from generator.model.settings import Term, Vocabulary
from generator.model.tally import Tally
from generator.site.pages import Draft, Heading, Link, Page
from generator.site.views.community_tree import CommunityTree, forest
from generator.site.views.event import coming_sections
from generator.site.views.facets import ListChoice, list_choice
from generator.site.views.items import Counted, CountedGroup, Item, Section, drop_empty_sections
from generator.site.views.lists import IndexView, ListView, RecordList, list_linked
from generator.site.views.site import Site, term_item
from generator.site.views.subject import VOCABULARY as SUBJECTS
from generator.site.views.subject import count_grades, nearest_communities
from generator.site.views.tracked_catalogue import TrackedEntry


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """The pages of a vocabulary: their tab, the introduction, whether communities are shown as a tree."""

    section: str
    lead: str
    trees: bool = False


FAMILIES = {
    "subjects": Family(
        section="subjects",
        lead="Выберите предмет: на его странице собраны практики, сообщества и ресурсные центры.",
        trees=True,
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


def term_drafts(site: Site) -> Iterator[Draft]:
    """Yield the drafts of an index and of the pages of all terms, for each vocabulary with pages."""
    for name, family in FAMILIES.items():
        vocabulary = site.vocabularies.get(name)
        if vocabulary is not None:
            view = partial(_index, name=name)
            yield Draft(addresses.terms(name), family.section, view)
            for term in vocabulary.terms:
                for page in _records_of(site, name, term).pages:
                    term_view = partial(_term_page, name=name, term=term, number=page.number)
                    yield Draft(page.address, family.section, term_view, page.place)


def _records_of(site: Site, name: str, term: Term) -> RecordList:
    return list_linked(site, addresses.term(name, term.id), "by_term", name, term.id)


def count_terms(site: Site, name: str, vocabulary: Vocabulary) -> tuple[CountedGroup, ...]:
    """Return a vocabulary's terms with their numbers of records, by the groups of the vocabulary."""
    groups: dict[str, list[Counted]] = {}
    for term in vocabulary.terms:
        tally = site.find_linked("by_term", name, term.id).tally
        groups.setdefault(term.group or "", []).append(Counted(term_item(name, term), tally))
    return tuple(CountedGroup(title, tuple(items)) for title, items in groups.items())


def _index(site: Site, name: str) -> Page:
    family, vocabulary = FAMILIES[name], site.settings.vocabularies[name]
    return Page(
        address=addresses.terms(name),
        section=family.section,
        title=vocabulary.title,
        description=f"{vocabulary.title}. {family.lead}",
        template="index.html.j2",
        view=IndexView(
            heading=vocabulary.title, lead=family.lead, groups=count_terms(site, name, vocabulary)
        ),
        breadcrumbs=(site.home(), _index_link(name, vocabulary)),
    )


def _index_link(name: str, vocabulary: Vocabulary) -> Link:
    return Link(vocabulary.title, addresses.terms(name))


def _term_page(site: Site, name: str, term: Term, number: int) -> Page:
    family, vocabulary = FAMILIES[name], site.settings.vocabularies[name]
    found = _records_of(site, name, term)
    page, title = found.page(number), term.plural or term.title
    tree = _tree(site, found) if family.trees and page.is_first else None
    is_subject = name == SUBJECTS and PRACTICE in site.kinds and page.is_first
    shown = found.show(site, page)
    choice = _choice(site, name, term) if page.is_first and found.total else None
    soon = site.find_derived("coming", "by_term", name, term.id) if page.is_first else ()
    coming = drop_empty_sections(*coming_sections(site, soon, only_teaching=True))
    before = COMMUNITY.folder if tree and COMMUNITY.folder in {one.anchor for one in shown.sections} else ""
    headings = _with_tree(shown.headings, before) if tree else shown.headings
    return Page(
        address=page.address,
        section=family.section,
        title=page.title_of(f"{title} — {vocabulary.title.lower()}"),
        description=f"{page.title_of(title)}: {shown.total} в атласе. {term.definition or ''}".strip(),
        template="list.html.j2",
        view=ListView(
            heading=page.title_of(title),
            short=(term.short or "") if page.is_first else "",
            lead=(term.definition or "") if page.is_first else "",
            source=term.source or "",
            defined_by=term.defined_by or "",
            search=site.search_item(**_facet(site, name, term)),
            choice=choice,
            grades=count_grades(site, term.id, term.title) if is_subject else (),
            tree=tree,
            tree_after=before,
            nearest=nearest_communities(site, _communities(found)) if tree else (),
            coming=coming,
            shown=shown,
        ),
        breadcrumbs=page.breadcrumbs(site.home(), _index_link(name, vocabulary), Link(title, page.start)),
        contents=() if choice else (*headings, *_headings(coming)),
    )


def _with_tree(headings: Sequence[Heading], before: str) -> Iterator[Heading]:
    """Yield headings with that of the tree of communities inserted after one of them, or at the end."""
    tree = Heading("Кто собирает учителей", "vertical")
    for heading in headings:
        yield heading
        if heading.anchor == before:
            yield tree
    if not before:
        yield tree


def _headings(sections: Sequence[Section]) -> Iterator[Heading]:
    return (Heading(section.title, section.anchor) for section in sections)


def _facet(site: Site, name: str, term: Term) -> dict[str, str]:
    """Return the facet of search with a term, or the kind of records with it."""
    of_terms = [(facet.key, term.title) for facet in site.facets if facet.vocabulary == name]
    of_kinds = [
        ("kind", site.catalogue_link(kind).title) for kind in site.kinds if kind.kind_vocabulary == name
    ]
    return dict([*of_terms, *of_kinds])


def _choice(site: Site, name: str, term: Term) -> ListChoice | None:
    """Return the filters for the records of a term, if a facet of search contains it."""
    keys = [facet.key for facet in site.facets if facet.vocabulary == name]
    fixed = dict.fromkeys(keys[:1], term.title)
    return list_choice(site, "by_term", name, term.id, fixed=fixed, parted=True) if fixed else None


def _tree(site: Site, found: RecordList) -> CommunityTree | None:
    communities = _communities(found)
    if not communities:
        return None
    total = Tally.of(entry.sample for entry in communities).words("сообщество", "сообщества", "сообществ")
    return forest(site, communities, Item(f"Все {total}", found.address_of(COMMUNITY.folder)))


def _communities(found: RecordList) -> Sequence[TrackedEntry[Community]]:
    return {shelf.anchor: shelf.entries for shelf in found.shelves}.get(COMMUNITY.folder, ())
