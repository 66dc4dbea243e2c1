"""Valid records for hypothesis, generated from the schemas themselves.

hypothesis-jsonschema knows no draft after 7 and none of the atlas's own marks; the schemas use few keywords,
and a strategy for these is short.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st
from support.attacks import ADDRESSES, CODE, MARKDOWN, ODD
from support.records import REPOSITORY

from generator.model.annotations import ANY_KIND
from generator.model.kinds import KINDS, Kind
from generator.model.settings import Vocabulary
from generator.source.fields import Fields
from generator.source.schema_files import Schemas, fill, read_schemas

Strategy = st.SearchStrategy[Any]
IDS = ("opyt-odin", "opyt-dva", "opyt-tri")
_SENTENCE = "Ученики измеряют тень на школьном дворе и сами решают, какой закон проверить дальше. "
_LINES = ("Опыты с водой", "Читаем вслух", "IT-куб: 5–7 классы", "Школа № 5 «Родник»", "сентябрь")
_ADDRESSES = ("https://example.org/", "http://школа-1.рф/опыты?x=1&y=2#раздел", "https://example.org:8080/a")
_MAILBOXES = ("shkola@example.org", "почта@школа.рф")
_PHONES = ("+7 861 000-00-00", "8 800 100-00-00")
_PROSE = (
    "Один.\n\nДва.",
    "## Ход\n\n- раз\n- **два**\n\n|а|б|\n|-|-|\n|1|2|",
    "[сюда](practices/)",
    _SENTENCE,
)
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "address": _ADDRESSES,
    "email": _MAILBOXES,
    "phone": _PHONES,
    "markdown": _PROSE,
    "plain": (_SENTENCE, "Один.\n\nДва."),
    "line": _LINES,
}
_ATTACKS = (*CODE.values(), *ODD.values(), *ADDRESSES.values(), *MARKDOWN.values())


def records_allowed(kind: Kind, vocabularies: Mapping[str, Vocabulary], *, tidy: bool) -> Strategy:
    """Return a strategy for valid records of a kind.

    Args:
        kind: the kind.
        vocabularies: the values that the records may have.
        tidy: whether texts are only such as people write; otherwise anything is tried.
    """
    return _records_of(kind, fill(read_schemas(REPOSITORY), vocabularies), tidy=tidy)


def _records_of(kind: Kind, schemas: Schemas, *, tidy: bool) -> Strategy:
    return _Maker(tidy=tidy).value(Fields(schemas=schemas, file=kind.schema_file).tree)


def batches(
    vocabularies: Mapping[str, Vocabulary], *, tidy: bool
) -> st.SearchStrategy[list[tuple[Kind, Any]]]:
    """Return a strategy for up to three records of all kinds, each with its kind and a unique id."""
    schemas = fill(read_schemas(REPOSITORY), vocabularies)
    pairs = [st.tuples(st.just(kind), _records_of(kind, schemas, tidy=tidy)) for kind in KINDS]
    return st.lists(st.one_of(pairs), min_size=1, max_size=len(IDS)).map(_build_named)


def _build_named(pairs: list[tuple[Kind, Any]]) -> list[tuple[Kind, Any]]:
    return [(kind, record | {"id": record_id}) for (kind, record), record_id in zip(pairs, IDS, strict=False)]


class _Maker:
    def __init__(self, *, tidy: bool) -> None:
        self._tidy = tidy
        self._by_type: Mapping[str, Callable[[Mapping[str, Any]], Strategy]] = {
            "object": self._build_mapping,
            "array": self._list,
            "string": self._text,
            "integer": self._integer,
            "number": self._number,
            "boolean": lambda _schema: st.booleans(),
        }

    def value(self, schema: Mapping[str, Any]) -> Strategy:
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        return self._by_type[schema["type"]](schema)

    def _build_mapping(self, schema: Mapping[str, Any]) -> Strategy:
        keys = {key: self.value(part) for key, part in schema["properties"].items()}
        return st.one_of(
            [
                st.fixed_dictionaries(
                    {key: keys[key] for key in needed},
                    optional={key: value for key, value in keys.items() if key not in needed},
                )
                for choice in schema.get("anyOf", [{"required": []}])
                for needed in [{*schema.get("required", ()), *choice["required"]}]
            ]
        )

    def _list(self, schema: Mapping[str, Any]) -> Strategy:
        least = schema.get("minItems", 0)
        most = min(schema.get("maxItems", least + 2), least + 2)
        by = _texts_of if schema.get("uniqueItems") else None
        # an item without fields is an empty section, which checks refuse
        items = self.value(schema["items"]).filter(lambda item: item != {})
        return st.lists(items, min_size=least, max_size=most, unique_by=by)

    def _text(self, schema: Mapping[str, Any]) -> Strategy:
        if "x-reference" in schema:
            of_any_kind = schema["x-reference"] == ANY_KIND
            return st.sampled_from([f"practice/{one}" for one in IDS] if of_any_kind else IDS)
        if schema.get("x-date"):
            return _dates(partial="?" in schema["pattern"])
        least, most = schema.get("minLength", 0), schema.get("maxLength", 200)
        usual: Strategy = st.sampled_from(_TEXTS.get(schema.get("x-text", ""), IDS))
        if "pattern" in schema:
            fitting = st.from_regex(schema["pattern"], fullmatch=True)
            fitting = fitting.filter(lambda text: least <= len(text) <= most and "\n" not in text)
            return fitting if "x-text" not in schema else usual if self._tidy else usual | fitting
        if not self._tidy:
            usual |= st.sampled_from(_ATTACKS) | st.text(max_size=20)
        return usual.map(lambda text: _long_enough(text, least)[:most])

    def _integer(self, schema: Mapping[str, Any]) -> Strategy:
        return st.integers(schema.get("minimum", -(10**6)), schema.get("maximum", 10**6))

    def _number(self, schema: Mapping[str, Any]) -> Strategy:
        least = schema.get("minimum", schema.get("exclusiveMinimum"))
        whole = st.integers(0 if least is None else int(least) + 1, 100)
        if self._tidy:
            return whole
        above = "exclusiveMinimum" in schema
        real = st.floats(least, 1e12, exclude_min=above, allow_nan=False, allow_infinity=False)
        return whole | real


def _texts_of(item: object) -> str:
    return json.dumps(item, sort_keys=True)


def _long_enough(text: str, least: int) -> str:
    return text if len(text) >= least else f"{text} {_SENTENCE * (least // len(_SENTENCE) + 1)}"[: least + 20]


def _dates(*, partial: bool) -> Strategy:
    days = st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)).map(dt.date.isoformat)
    return days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4]) if partial else days
