"""The page of an indicator: its target, its results or why there are none, who is counted."""

from collections.abc import Iterator, Sequence

import msgspec

from generator.base.russian import format_day
from generator.institute_reports.computed import COUNTED, MEASURED
from generator.institute_reports.formats import cell_text
from generator.institute_reports.indicators import describe_target, describe_verdict, find_value
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.measurements import measurement_table
from generator.model.records.indicator import Indicator
from generator.model.tally import MARK
from generator.site.pages import Page
from generator.site.views.items import Fact, Item, Section, ShownTable
from generator.site.views.record import record_page
from generator.site.views.reports import show_table
from generator.site.views.schema_page import schema_body
from generator.site.views.site import Site
from generator.site.views.tracked_catalogue import TrackedEntry

MEASUREMENTS, COMPUTED, COUNTED_PLACES = "measurements", "computed-value", "counted"
TARGET, COLUMNS = "Цель", "columns"
FOUND, GIVEN = "Что получилось", "Что дают записи"


def indicator_page(site: Site, entry: TrackedEntry[Indicator]) -> Page:
    """Return the page of an indicator: the generic one, with what is measured or computed."""
    body, indicator = schema_body(site, entry), entry.record
    sections = (
        *(_computed_sections(site, indicator) if indicator.computed else ()),
        *_measured_sections(site, indicator),
        *(section for section in body.sections if section.anchor not in {MEASUREMENTS, COLUMNS}),
    )
    target = describe_target(indicator, site.settings)
    facts = tuple(
        Fact(TARGET, ((Item(target),),)) if fact.label == TARGET and target else fact for fact in body.facts
    )
    return record_page(site, entry, msgspec.structs.replace(body, sections=sections, facts=facts))


def _measured_sections(site: Site, indicator: Indicator) -> Iterator[Section]:
    if indicator.measurements:
        table = show_table(measurement_table(indicator, indicator.measurements, site.settings))
        yield Section(MEASUREMENTS, FOUND, "tables", (table,))
    elif not indicator.computed:
        yield Section(MEASUREMENTS, FOUND, "text", ("Не измерено.", MEASURED))


def _computed_sections(site: Site, indicator: Indicator) -> Iterator[Section]:
    """Yield the value computed from the records, separately with samples, and the counted municipalities."""
    real, whole = site.ledgers()
    rows = [_value_row(indicator, "Без учебных примеров", real)]
    if whole.holds_samples:
        rows.append(_value_row(indicator, "С учебными примерами", whole))
    table = ShownTable(
        title=GIVEN,
        caption=f"На {format_day(site.as_of)}",
        columns=("Какие записи", "Значение", "Из чего", "Цель достигнута"),
        rows=rows,
        notes=(find_value(indicator, real).source,),
    )
    yield Section(COMPUTED, GIVEN, "tables", (table,))
    find = COUNTED.get(indicator.computed or "")
    if find and (places := find(whole)):
        own = frozenset(find(real))
        marked = ((site.municipality(place), "" if place in own else MARK) for place in places)
        items = tuple(msgspec.structs.replace(item, note=note) for item, note in marked)
        yield Section(COUNTED_PLACES, "Кого посчитали", "items", items)


def _value_row(indicator: Indicator, title: str, ledger: Ledger) -> Sequence[Sequence[Item]]:
    found = find_value(indicator, ledger)
    texts = (
        title,
        cell_text(found.value),
        found.parts or "",
        describe_verdict(indicator, found.value) or "цели нет",
    )
    return tuple((Item(text),) for text in texts)
