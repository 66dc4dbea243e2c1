"""Nodes: each field of a schema with its control, limits and choices; and the parts of a form.

What everybody fills in comes first, the rest is collapsed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.base.russian import join_words, quote_all
from generator.check.explain.lengths import describe_limits
from generator.model.annotations import ANY_KIND, REFERENCE
from generator.model.findings import Pointer
from generator.model.kinds import KIND_BY_NAME
from generator.model.settings import Vocabulary
from generator.model.term_names import spell_out_place
from generator.source.fields import ASKED, Field, Fields, find_alternatives

_HELP, _HINT = "x-form-help", "x-form-hint"
_GROUP = "x-form-group"
_SPLIT = "x-form-split"
_MAIN, _EDITOR = "main", "editor"
_OF_PARTS = frozenset({"list", "object"})
_FEW_TERMS = 6
"""In a list as short as this, each term is explained."""
_FEW = 24
"""If the bounds of a list of whole numbers are at most this far apart, its items are chosen, not typed."""
_LIMITS: Mapping[str, str] = {
    "minLength": "min-length",
    "maxLength": "max-length",
    "minItems": "min-items",
    "maxItems": "max-items",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "above",
    "exclusiveMaximum": "below",
    "pattern": "pattern",
}
"""Limits of a schema, and the attributes of the page that contain them."""
_OTHERS: Mapping[str, str] = {ASKED: "unless", "x-form-needed-with": "with", "x-form-offers": "offers"}
"""Marks that name another field, and the attributes of the page that contain them."""
_YES_NO = (("true", "Да"), ("false", "Нет"))
_KEYBOARDS: Mapping[str, str] = {"address": "url", "email": "email", "phone": "tel"}


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A value that can be chosen; `note` explains it."""

    value: str
    title: str
    short: str = ""
    also: Sequence[str] = ()
    """Other names, by which a long list can be filtered too."""
    note: str = ""


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a form; an item of a list has no key.

    `control` names the macro of `form_fields.html.j2` that shows it and the function of `form-values.js` that
    reads it. `need` is «required», «either» (one of several is enough), «asked» or empty. `depth` counts the
    lists around it: the ids of an item contain a placeholder for each, which the script replaces.
    """

    key: str
    id: str
    title: str
    help: str
    control: str
    type: str
    need: str = ""
    enough: str = ""
    """If `need` is «either»: the fields of which one is enough, as text."""
    depth: int = 0
    attributes: Mapping[str, str] = {}
    """What the script needs to know about the field, by the names of the attributes in the page."""
    choices: Sequence[Choice] = ()
    keyboard: str = ""
    placeholder: str = ""
    parts: Sequence[Node] = ()
    more: Sequence[Node] = ()
    """Parts that most people leave empty: they are collapsed."""
    item: Node | None = None


class Nodes(msgspec.Struct, frozen=True, kw_only=True):
    """Creates nodes from the fields of a schema and the vocabularies of their values."""

    fields: Fields
    vocabularies: Mapping[str, Vocabulary]
    absent: Collection[str] = ()
    """Names of the kinds that the atlas does not use: their records cannot be referred to."""

    def below(self, pointer: Pointer, start: str, depth: int = 0) -> Iterator[Node]:
        """Yield the nodes of the mapping at a pointer, as ordered in the schema; `start` begins their ids."""
        schema = self.fields.at(pointer).schema
        either = find_alternatives(schema)
        needs = dict.fromkeys(either, "either") | dict.fromkeys(schema.get("required", []), "required")
        fields = list(self.fields.below(pointer))
        for one in fields:
            if _schema_of_values(one.schema).get(REFERENCE) in self.absent:
                continue
            need = needs.get(one.key) or ("asked" if ASKED in one.schema else "")
            node = self._node((*pointer, one.key), f"{start}-{one.key}", need, depth)
            others = [other.title for other in fields if other.key in either and other.key != one.key]
            enough = join_words(["это поле", *quote_all(others)], "или")
            yield replace(node, enough=enough) if need == "either" else node

    def _node(self, pointer: Pointer, node_id: str, need: str, depth: int) -> Node:
        one = self.fields.at(pointer)
        control, choices = self._control(one.schema)
        items = f"{node_id}-__{depth + 1}__"
        parts, more = _fold(tuple(self.below(pointer, node_id, depth))) if control == "object" else ((), ())
        of_list = isinstance(pointer[-1], int)
        return Node(
            key="" if of_list else one.key,
            id=node_id,
            title=one.title,
            help="" if of_list and control == "object" else _help(one),
            control=control,
            type=str(_schema_of_values(one.schema).get("type", "string")),
            need=need,
            depth=depth,
            attributes=_attributes(one),
            choices=choices,
            keyboard=_KEYBOARDS.get(one.schema.get("x-text", ""), ""),
            placeholder=_placeholder(one.schema),
            parts=parts,
            more=more,
            item=self._node((*pointer, 0), items, "required", depth + 1) if control == "list" else None,
        )

    def _control(self, schema: Mapping[str, Any]) -> tuple[str, Sequence[Choice]]:
        """Return the control of a field and its choices."""
        one = self._single(schema)
        if schema.get("type") != "array":
            return one
        item = self._single(schema["items"])
        if item[0] in {"choice", "reference"}:
            return f"{item[0]}s", item[1]
        numbers = _numbers(schema)
        return ("choices", numbers) if numbers else ("list", ())

    def _single(self, schema: Mapping[str, Any]) -> tuple[str, Sequence[Choice]]:
        if vocabulary := schema.get("x-vocabulary"):
            return "choice", _terms(self.vocabularies[vocabulary])
        if schema.get("type") == "boolean":
            return "choice", tuple(Choice(value=value, title=title) for value, title in _YES_NO)
        if schema.get(REFERENCE, ANY_KIND) != ANY_KIND:
            return "reference", ()
        if schema.get("x-text") in {"plain", "markdown"}:
            return "text", ()
        if schema.get("type") in {"number", "integer"}:
            return "number", ()
        return ("object" if schema.get("type") == "object" else "line"), ()


def _fold(parts: tuple[Node, ...]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return the parts of a section that everybody fills in, and those that most people leave empty.

    If one of several parts is enough, only the first of them is not collapsed.
    """
    enough = [part for part in parts if part.need == "either"][:1]
    main = tuple(part for part in parts if part.need in {"required", "asked"} or part in enough)
    more = tuple(part for part in parts if part not in main)
    return (main, more) if main else (parts, ())


def _schema_of_values(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of a field's values; for a list, that of its items."""
    items: Mapping[str, Any] = schema.get("items", {}) if schema.get("type") == "array" else schema
    return items


def _help(one: Field) -> str:
    described = str(one.schema.get(_HELP) or one.description)
    if one.schema.get("type") == "boolean":  # the wording for files does not suit a form
        described = described.replace("true", "Да").replace("false", "нет")
    hint = str(one.schema.get(_HINT, "")) or (one.form if one.schema.get("x-date") else "")
    return f"{described} {hint}".strip()


def _attributes(one: Field) -> Mapping[str, str]:
    schema = one.schema
    found = {name: str(schema[key]) for key, name in {**_LIMITS, **_OTHERS}.items() if key in schema}
    found["limits"] = describe_limits(schema)
    if "pattern" in schema or "x-date" in schema:
        found["form"] = str(schema.get(_HINT) or one.form)
    if schema.get("x-date"):
        found["date"] = "yes"
    if "x-text" in schema:
        found["text"] = str(schema["x-text"])
    if schema.get("uniqueItems"):
        found["unique"] = "yes"
    if "x-unit" in schema:
        found["unit"] = str(schema["x-unit"])
    if schema.get("items", {}).get(_SPLIT):
        found["split"] = "yes"
    reference = _schema_of_values(schema).get(REFERENCE, ANY_KIND)
    if reference != ANY_KIND:
        found["folder"] = KIND_BY_NAME[reference].folder
    found["either"] = " ".join(find_alternatives(schema))
    return {name: value for name, value in found.items() if value}


def _placeholder(schema: Mapping[str, Any]) -> str:
    if not schema.get("x-date"):
        return f"Например: {_write_example(schema['examples'][0])}" if schema.get("examples") else ""
    return "ГГГГ-ММ-ДД" if "?" not in schema.get("pattern", "") else "ГГГГ или ГГГГ-ММ-ДД"


def _write_example(example: object) -> str:
    """Return an example with a decimal comma: 28,3."""
    return str(example).replace(".", ",") if isinstance(example, float) else str(example)


def _terms(vocabulary: Vocabulary) -> tuple[Choice, ...]:
    noted = len(vocabulary.terms) <= _FEW_TERMS
    return tuple(
        Choice(
            value=term.id,
            title=term.title,
            short=term.short or "",
            also=tuple(map(spell_out_place, term.also)) if vocabulary.holds_places else term.also,
            note=(term.definition or "") if noted else "",
        )
        for term in vocabulary.terms
    )


def _numbers(schema: Mapping[str, Any]) -> tuple[Choice, ...]:
    """Return the whole numbers that a list accepts, if they are few and have to be unique."""
    item = schema["items"]
    low, high = item.get("minimum"), item.get("maximum")
    if item.get("type") != "integer" or not schema.get("uniqueItems") or low is None or high is None:
        return ()
    if high - low > _FEW:
        return ()
    return tuple(Choice(value=str(number), title=str(number)) for number in range(low, high + 1))


class FormPart(msgspec.Struct, frozen=True, kw_only=True):
    """A titled part of a form; it is collapsed if `folded`."""

    title: str
    intro: str
    nodes: Sequence[Node]
    folded: bool = True
    is_printed: bool = True
    """Whether the paper form has it."""

    @property
    def is_one(self) -> bool:
        """Whether the part is a single field, which then needs no title of its own."""
        return len(self.nodes) == 1 and self.nodes[0].title == self.title


def form_parts(nodes: Nodes) -> tuple[FormPart, ...]:
    """Return the parts of a form for all fields of a schema."""
    groups = {one.key: str(one.schema.get(_GROUP, "")) for one in nodes.fields.below(())}
    listed = list(nodes.below((), "f"))
    editor = [node for node in listed if groups[node.key] == _EDITOR]
    others = [node for node in listed if groups[node.key] != _EDITOR]
    main = [node for node in others if node.need or groups[node.key] == _MAIN]
    rest = [node for node in others if node not in main]
    simple = [node for node in rest if node.control not in _OF_PARTS]
    parts = (
        FormPart(title="Главное", intro="", nodes=main, folded=False),
        FormPart(title="Подробнее", intro="Чем больше заполнено, тем легче найти запись.", nodes=simple),
        *(FormPart(title=node.title, intro="", nodes=(node,)) for node in rest if node.control in _OF_PARTS),
        FormPart(
            title="Для редакторов",
            intro="Обычно это заполняет редактор атласа.",
            nodes=editor,
            is_printed=False,
        ),
    )
    return tuple(part for part in parts if part.nodes)
