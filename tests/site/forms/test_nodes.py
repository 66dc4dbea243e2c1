"""Fields of a form: made from any schema, also for unknown kinds of records."""

from __future__ import annotations

from typing import Any

import pytest
from support.atlases import REFERENCE
from support.pages import site_pages, tree, words
from support.records import REPOSITORY, own_settings

from generator.check.explain.lengths import LENGTHS
from generator.model.kinds import KINDS, Kind
from generator.model.settings import Term, Vocabulary
from generator.site.forms.judging import messages
from generator.site.forms.nodes import FormPart, Node, Nodes, form_parts
from generator.site.views.kind_parts import find_part
from generator.source.fields import Fields
from generator.source.schema_files import filled_schemas, read_schemas

COLOURS = Vocabulary(title="Цвета", terms=(Term(id="red", title="Красный", definition="Как мак."),))


def parts_of(properties: dict[str, Any], **more: object) -> dict[str, FormPart]:
    """Return the parts of a form for a schema, by their titles."""
    schemas = {
        "common.schema.json": read_schemas(REPOSITORY)["common.schema.json"],
        "new.schema.json": {"type": "object", "properties": properties, **more},
    }
    nodes = Nodes(fields=Fields(schemas=schemas, file="new.schema.json"), vocabularies={"colours": COLOURS})
    return {part.title: part for part in form_parts(nodes)}


def node_of(schema: dict[str, Any], **more: object) -> Node:
    """Return the node of a single field."""
    (part,) = parts_of({"x": {"title": "Поле", "description": "Что это.", **schema}}, **more).values()
    (node,) = part.nodes
    return node


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_the_order_of_a_page_names_fields_of_its_kind(kind: Kind) -> None:
    order = find_part(kind, "order")
    keys = [key for key, _ in order()] if order else []
    fields = Fields(schemas=read_schemas(REPOSITORY), file=kind.schema_file)
    assert {*keys} <= {one.key for one in fields.below(())}
    assert len({*keys}) == len(keys)


@pytest.mark.parametrize(
    ("schema", "control"),
    [
        ({"type": "string"}, "line"),
        ({"type": "string", "x-text": "plain"}, "text"),
        ({"$ref": "common.schema.json#/$defs/markdown"}, "text"),
        ({"type": "string", "x-vocabulary": "colours"}, "choice"),
        ({"type": "boolean"}, "choice"),
        ({"type": "number"}, "number"),
        ({"type": "array", "items": {"type": "string", "x-vocabulary": "colours"}}, "choices"),
        ({"type": "array", "items": {"type": "string"}}, "list"),
        ({"type": "array", "items": {"$ref": "common.schema.json#/$defs/person"}}, "list"),
        ({"type": "array", "uniqueItems": True, "items": {"type": "integer"}}, "list"),
        ({"type": "string", "x-reference": "community"}, "reference"),
        ({"type": "array", "items": {"type": "string", "x-reference": "practice"}}, "references"),
        ({"$ref": "common.schema.json#/$defs/contact"}, "object"),
    ],
)
def test_each_field_has_the_control_that_fits_it(schema: dict[str, Any], control: str) -> None:
    assert node_of(schema).control == control


def test_few_whole_numbers_are_chosen() -> None:
    items = {"type": "integer", "minimum": 1, "maximum": 11}
    node = node_of({"type": "array", "uniqueItems": True, "items": items})
    assert (node.control, [choice.value for choice in node.choices]) == (
        "choices",
        [str(number) for number in range(1, 12)],
    )
    assert (
        node_of({"type": "array", "uniqueItems": True, "items": {**items, "maximum": 99}}).control == "list"
    )


def test_limits_words_and_choices_come_from_the_schema() -> None:
    node = node_of({"$ref": "common.schema.json#/$defs/partial_date"}, required=["x"])
    assert node.help == "Что это. Год, месяц или день: 2024, 2024-09 или 2024-09-01."
    assert node.attributes["date"] == "yes"
    assert (node.need, node.placeholder) == ("required", "ГГГГ или ГГГГ-ММ-ДД")
    text = node_of({"type": "string", "x-text": "plain", "minLength": 80, "maxLength": 400})
    assert text.attributes == {
        "min-length": "80",
        "max-length": "400",
        "limits": "80–400 знаков.",
        "text": "plain",
    }
    assert node_of({"type": "string", "x-vocabulary": "colours"}).choices[0].note == "Как мак."
    flag = node_of({"type": "boolean", "description": "true — да, false — нет."})
    assert flag.help == "Да — да, нет — нет."


def test_items_of_lists_inside_lists_are_told_apart() -> None:
    inner = {"title": "Строки", "type": "array", "items": {"type": "string"}}
    node = node_of({"type": "array", "items": {"type": "object", "properties": {"lines": inner}}})
    assert node.item is not None
    assert (node.item.id, node.item.key) == ("f-x-__1__", "")
    lines = node.item.parts[0]
    assert lines.item is not None
    assert lines.item.id == "f-x-__1__-lines-__2__"


def test_what_everybody_fills_comes_first_and_the_rest_is_folded() -> None:
    line = {"type": "string"}
    parts = parts_of(
        {
            "title": {"title": "Название", **line},
            "one": {"title": "Первое", **line},
            "other": {"title": "Второе", **line},
            "more": {"title": "Ещё", **line},
            "stage": {"title": "Этап", "x-form-group": "editor", **line},
            "list": {"title": "Список", "type": "array", "items": line},
        },
        required=["title", "stage"],
        anyOf=[{"required": ["one"]}, {"required": ["other"]}],
    )
    assert {title: [node.key for node in part.nodes] for title, part in parts.items()} == {
        "Главное": ["title", "one", "other"],
        "Подробнее": ["more"],
        "Список": ["list"],
        "Для редакторов": ["stage"],
    }
    assert [part.folded for part in parts.values()] == [False, True, True, True]
    assert [node.need for node in parts["Главное"].nodes] == ["required", "either", "either"]
    assert [node.enough for node in parts["Главное"].nodes] == [
        "",
        "это поле или «Второе»",
        "это поле или «Первое»",
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_of_a_kind_stands_on_its_page(kind: Kind) -> None:
    page = site_pages()[f"propose/{kind.folder}/"]
    content = tree(page)
    fields = Fields(schemas=filled_schemas(REFERENCE, own_settings()), file=kind.schema_file)
    form = content.xpath("//form[@id='atlas-form-fields']")[0]
    nodes = form.xpath(".//*[@data-node][ancestor::*[@data-node][1][@id='atlas-form-fields']]")
    found = {node.get("data-key"): node for node in nodes}
    assert {field.key for field in fields.below(())} == found.keys()
    for name in fields.at(()).schema["required"]:
        assert found[name].get("data-need") == "required"
    labels = {words(label) for label in form.xpath(".//label | .//legend")}
    assert any(label.startswith("Название") for label in labels)
    assert "schema" not in words(form)
    assert ".yaml" not in words(form)
    assert "Идентификатор муниципального" not in words(form)


def test_the_page_that_leads_to_the_forms_shows_the_kinds_that_are_on() -> None:
    pages = site_pages()
    hrefs = tree(pages["propose/"]).xpath("//ul[@class='atlas-propose-kinds']//a/@href")
    assert hrefs == [f"../propose/{kind.folder}/" for kind in KINDS]


def test_the_form_says_of_limits_what_the_findings_say() -> None:
    told = messages()
    for keyword, (_, what, _, action) in LENGTHS.items():
        assert (told[keyword]["what"], told[keyword]["action"]) == (what, action)
    assert all(one["what"] and one["action"].endswith(".") for one in told.values())
