"""The generic page of a record, derived from its schema: for kinds without a view of their own."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.base.markdown import paragraphs
from generator.base.russian import format_day, format_number, format_partial_day
from generator.model.annotations import PARAGRAPHS, REFERENCE, TEXT, VOCABULARY, reference_target
from generator.model.kinds import KIND_BY_NAME
from generator.model.record_fields import MUNICIPALITIES
from generator.model.records.common import Contact, Organisation, Person, When
from generator.model.when import describe_when
from generator.site.pages import Page
from generator.site.views.items import Fact, Group, Item, Section, label_items
from generator.site.views.record import (
    Body,
    contact_rows,
    description_section,
    organisation_item,
    person_item,
    record_page,
)
from generator.site.views.site import AnyEntry, Site, outside_link, record_item
from generator.source.fields import Field, Fields

_ELSEWHERE = frozenset(
    {"id", "title", "summary", "kind", "description", "tags", "source", "sample"}
    | {"added", "updated", "verified_on", "redirect_from"}
)
"""Fields in the header and footer of all records' pages, or in sections of their own."""


def schema_page(site: Site, entry: AnyEntry) -> Page:
    """Return the page of a record: its fields in the order of the schema, under their titles."""
    return record_page(site, entry, schema_body(site, entry))


def schema_body(site: Site, entry: AnyEntry) -> Body:
    """Return the content of the generic page, which the views of kinds may modify."""
    found = _filled_fields(site, entry)
    return Body(
        facts=tuple(Fact(one.title, _rows(site, one, value)) for one, value in found),
        sections=(
            *(_section(site, one, value) for one, value in found),
            description_section(entry.record),
        ),
        json_ld={"@type": "CreativeWork"},
        status=_status(site, entry),
    )


def _status(site: Site, entry: AnyEntry) -> str:
    stage = getattr(entry.record, "stage", None) if entry.kind.stage_vocabulary else None
    return "".join(item.title for item in site.terms(entry.kind.stage_vocabulary, [stage]))


def _filled_fields(site: Site, entry: AnyEntry) -> Sequence[tuple[Field, Any]]:
    fields = Fields(schemas=site.schemas, file=entry.kind.schema_file).below(())
    values = ((one, getattr(entry.record, one.key, None)) for one in fields if one.key not in _ELSEWHERE)
    return [(one, value) for one, value in values if value not in (None, "", ())]


def _is_section(schema: Mapping[str, Any]) -> bool:
    """Return whether a field gets a section of its own: long texts, and lists of objects."""
    items = schema.get("items", {})
    return schema.get(TEXT) in PARAGRAPHS or items.get("type") == "object" or items.get(TEXT) in PARAGRAPHS


def _section(site: Site, field: Field, value: Any) -> Section:  # noqa: ANN401 - the field's value
    schema, part = field.schema, "groups"
    body: Any = ()
    if schema.get(TEXT) == "markdown":
        part, body = "prose", value
    elif schema.get(TEXT) in PARAGRAPHS:
        part, body = "text", paragraphs(value)
    elif schema.get("items", {}).get("type") == "object":
        body = tuple(_group(site, schema["items"], number, one) for number, one in enumerate(value, 1))
    elif _is_section(schema):
        part, body = "list", value
    return Section(field.key.replace("_", "-"), field.title, part, body)


def _group(site: Site, schema: Mapping[str, Any], number: int, value: object) -> Group:
    """Return one object of a list under its title."""
    title = str(getattr(value, "title", "") or f"{schema.get('title', 'Пункт')} {number}")
    return Group(title, tuple(_parts(site, schema, value, left_out=frozenset({"title"}))))


def _rows(site: Site, field: Field, value: Any) -> Sequence[Sequence[Item]]:  # noqa: ANN401 - as `_section`
    if isinstance(value, Contact):
        return contact_rows(value)
    if _is_section(field.schema):
        return ()
    items = tuple(_items(site, field.schema, value))
    return tuple((item,) for item in items) if field.schema.get("type") == "object" else (items,)


def _parts(
    site: Site, schema: Mapping[str, Any], value: object, *, left_out: frozenset[str] = frozenset()
) -> Iterator[Item]:
    for key, part in schema.get("properties", {}).items():
        inner = getattr(value, key, None)
        if key not in left_out and inner not in (None, "", ()):
            yield from _label(part, part.get("title", key), tuple(_items(site, part, inner)))


def _label(schema: Mapping[str, Any], of_what: str, items: Sequence[Item]) -> Iterator[Item]:
    """Yield items with a label; proper names keep their capital letters."""
    if schema.get(VOCABULARY) in {None, MUNICIPALITIES}:
        yield from (Item(f"{of_what}: {item.title}", item.address) for item in items)
    else:
        yield from label_items(of_what, items)


def _items(site: Site, schema: Mapping[str, Any], value: Any) -> Iterator[Item]:  # noqa: ANN401 - as `_section`
    """Yield a value as readers see it, with links to what it refers to."""
    if isinstance(value, tuple):
        for one in value:
            yield from _items(site, schema.get("items", {}), one)
    elif isinstance(value, Organisation):
        yield organisation_item(site, value)
    elif isinstance(value, Person):
        yield person_item(value)
    elif isinstance(value, When):
        yield Item(describe_when(value, site.settings))
    elif isinstance(value, str):
        yield from _string_items(site, schema, value)
    elif schema.get("type") == "object":
        yield from _parts(site, schema, value)
    else:
        yield Item(_in_words(value))


def _string_items(site: Site, schema: Mapping[str, Any], value: str) -> Iterator[Item]:
    vocabulary = schema.get(VOCABULARY)
    if vocabulary == MUNICIPALITIES:
        yield site.municipality(value)
    elif vocabulary:
        yield from site.terms(vocabulary, [value])
    elif REFERENCE in schema:
        kind, record_id = reference_target(schema[REFERENCE], value)
        if kind in KIND_BY_NAME:
            yield from map(record_item, site.find_records(KIND_BY_NAME[kind], [record_id]))
    elif schema.get(TEXT) == "address":
        yield outside_link(value, value)
    else:
        yield Item(format_partial_day(value) if schema.get("x-date") else value)


def _in_words(value: object) -> str:
    if isinstance(value, dt.date):
        return format_day(value)
    if isinstance(value, bool):
        return "да" if value else "нет"
    return format_number(value) if isinstance(value, int | float) else str(value)
