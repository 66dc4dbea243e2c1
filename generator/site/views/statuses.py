"""«Как получить статус»: who may hold each status, whether it requires a network, its months and document."""

from collections.abc import Iterator, Sequence

from generator.base.russian import capitalise, format_months
from generator.model import addresses
from generator.model.kinds import DOCUMENT, RESOURCE_CENTRE
from generator.model.settings import Term
from generator.site.pages import Draft, Heading, Link, Page
from generator.site.views.items import Item, Section, SectionsView, ShownTable
from generator.site.views.site import Site

TITLE = "Как получить статус"
LEAD = (
    "Какие статусы бывают у организаций, кто может их получить, нужна ли сеть, что и в каком месяце "
    "делают каждый год."
)
_PROPOSE = "Предложить запись о центре"
_UNKNOWN = "Порядок присвоения не описан"
_ANY = "Организация любого вида"
_NETWORK = "Да, сеть нескольких муниципалитетов"
_NO_NETWORK = "В документах такого условия нет"
_AWARD = "Документом о присвоении: его название, дату и срок указывают в записи центра"
_NO_AWARD = "Документ о присвоении указывать не обязательно"
_NO_MONTHS = "В документах сроки не названы: узнайте у тех, кто присваивает статус"

Row = tuple[Sequence[Item], Sequence[Item]]


def status_drafts(site: Site) -> Iterator[Draft]:
    """Yield the draft of the page of statuses, if the atlas uses them."""
    if RESOURCE_CENTRE in site.kinds:
        yield Draft(addresses.STATUSES, "statuses", _page)


def _page(site: Site) -> Page:
    terms = site.settings.vocabularies[RESOURCE_CENTRE.kind_vocabulary].terms
    others = [term for term in terms if not _is_described(term)]
    sections = (
        *(_section(site, term) for term in terms if _is_described(term)),
        *((Section("others", _UNKNOWN, "table", _list_others(site, others)),) if others else ()),
    )
    return Page(
        address=addresses.STATUSES,
        section="statuses",
        title=TITLE,
        description=LEAD,
        template="sections_page.html.j2",
        view=SectionsView(
            lead=LEAD, ways=(Item(_PROPOSE, addresses.form(RESOURCE_CENTRE)),), sections=sections
        ),
        breadcrumbs=(site.home(), Link(TITLE, addresses.STATUSES)),
        contents=tuple(Heading(section.title, section.anchor) for section in sections),
    )


def _is_described(term: Term) -> bool:
    """Return whether more is known about a status than its definition."""
    return bool(term.holders or term.network_for or term.procedure)


def _section(site: Site, term: Term) -> Section:
    table = ShownTable(title=term.title, columns=("О чём", "Что сказано"), rows=tuple(_rows(site, term)))
    return Section(term.id, term.title, "table", table)


def _rows(site: Site, term: Term) -> Iterator[Row]:
    if term.definition:
        yield (Item("Что это"),), (Item(term.definition),)
    holders = site.terms("organisation_kinds", term.holders)
    yield (Item("Кто может получить"),), holders or (Item(_ANY),)
    yield (Item("Нужна ли сеть"),), (Item(_describe_network(site, term)),)
    yield (Item("Чем подтверждают"),), (Item(_AWARD if term.requires_award else _NO_AWARD),)
    yield from _stages(site, term)
    if term.source:
        yield (Item("Где сказано"),), (_source_item(site, term),)
    yield (Item("У кого уже есть"),), (_holders(site, term),)


def _describe_network(site: Site, term: Term) -> str:
    kinds = [item.title.lower() for item in site.terms("organisation_kinds", term.network_for)]
    if not kinds:
        return _NO_NETWORK
    of_all = term.holders and set(term.holders) <= set(term.network_for)
    return _NETWORK if of_all else f"{_NETWORK}, если статус получает {' или '.join(kinds)}"


def _stages(site: Site, term: Term) -> Iterator[Row]:
    """Yield the steps of the procedure with their months, in order."""
    known = site.settings.vocabularies["award_stages"].by_id
    for number, stage in enumerate(term.procedure, start=1):
        (item,) = site.terms("award_stages", [stage.stage])
        months = capitalise(format_months(stage.months)) or f"Шаг {number}"
        yield (Item(months),), (Item(item.title, item.address, note=known[stage.stage].definition or ""),)
    if not term.procedure:
        yield (Item("Когда"),), (Item(_NO_MONTHS),)


def _list_others(site: Site, terms: Sequence[Term]) -> ShownTable:
    return ShownTable(
        title=_UNKNOWN,
        columns=("Статус", "Что это", "Где сказано"),
        rows=tuple(
            (
                (Item(term.title), _holders(site, term)),
                (Item(term.definition or ""),),
                (_source_item(site, term),),
            )
            for term in terms
        ),
    )


def _source_item(site: Site, term: Term) -> Item:
    """Return the source of a status, linked to the record of the document if there is one."""
    documents = site.find_records(DOCUMENT, [term.document]) if DOCUMENT in site.kinds else ()
    return Item(term.source or "", next((one.address for one in documents), ""))


def _holders(site: Site, term: Term) -> Item:
    """Return a link to the centres with a status, or a note that there are none."""
    tally = site.find_linked("by_term", RESOURCE_CENTRE.kind_vocabulary, term.id).tally
    (own,) = site.terms(RESOURCE_CENTRE.kind_vocabulary, [term.id])
    forms = site.settings.atlas.kinds[RESOURCE_CENTRE.name].forms
    if not tally.total:
        return Item("пока ни у кого")
    return Item(tally.words(*forms) if tally.real else tally.brief, own.address)
