"""Any text in any field of any kind: the check reports it, or pages show it as text.

The fields are taken from the schemas, so that a new one is covered automatically.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from click.testing import CliRunner
from support.atlases import AS_OF, REFERENCE, REPOSITORY
from support.attacks import ADDRESSES, CODE, MARKDOWN, ODD
from support.effort import share
from support.hostile_text import EXPECTED, VERDICTS, attacked_atlas, verdicts
from support.pages import record, record_page, renderer
from support.reading import check_fixture, report_of
from support.records import own_settings
from support.whole_records import text_fields, whole_record

from generator.base.markdown import ALLOWED_TAGS, OUTWARD_SCHEMES, markdown, scheme_of
from generator.check.check import CheckResult
from generator.check.schema import SchemaValidator, schema_validators
from generator.check.settings_check import load_ruleset
from generator.cli import atlas
from generator.model.findings import Pointer
from generator.model.kinds import KINDS, Kind
from generator.site.render.renderer import Slots
from generator.source.fields import Fields
from generator.source.schema_files import read_schemas

BLANK = {"no text"}
ON_ONE_LINE = {**CODE, **{name: text for name, text in ODD.items() if name not in BLANK}}
PLAIN = frozenset({"line", "plain"})
HARMLESS = {"address": "https://example.org/", "email": "a@example.org", "phone": "8 861 000-00-00"}


@cache
def fields(kind: Kind) -> Fields:
    return Fields(schemas=read_schemas(REPOSITORY), file=kind.schema_file)


@cache
def judge(kind: Kind) -> SchemaValidator:
    schemas = read_schemas(REPOSITORY)
    return schema_validators(schemas, load_ruleset(REFERENCE, schemas).vocabularies)[kind.schema_file]


def attacks_on(kind: Kind) -> Mapping[str, str]:
    """Return the attacks tried on pages of a kind; a usual run tries each on one kind only."""
    return dict(share(list(ON_ONE_LINE.items()), KINDS.index(kind), len(KINDS)))


@cache
def filled(kind: Kind, attack: str, forms: frozenset[str]) -> Slots:
    """Return the page of a record with an attack in every field with one of some types of text."""

    def text_of(_pointer: Pointer, form: str) -> str:
        return attack if form in forms else HARMLESS.get(form, "Слово")

    value = whole_record(kind, own_settings(), text_of) | {"sample": False}  # samples have no JSON-LD
    return renderer().render(record_page(record(kind, "whole", **value)))


def outline(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a text and the names of their attributes."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    return [(str(element.tag), tuple(sorted(element.attrib))) for element in tree.iter()]


def addresses(html: str) -> Iterator[str]:
    """Yield the addresses of a text as a browser reads them: without control characters and spaces."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    for address in tree.xpath("//@href | //@src | //@action | //@formaction"):
        yield re.sub(r"[\x00-\x20]", "", str(address))


def strings(part: Any, kind: Kind, pointer: Pointer = ()) -> Iterator[tuple[Pointer, dict[str, Any]]]:  # noqa: ANN401
    """Yield the places of all strings of a schema."""
    if part.get("type") == "string":
        yield pointer, part
    for key, inner in part.get("properties", {}).items():
        yield from strings(inner, kind, (*pointer, key))
    if "items" in part:
        yield from strings(part["items"], kind, (*pointer, 0))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_string_of_a_schema_is_a_text_of_limited_size_or_bound_by_a_form(kind: Kind) -> None:
    found = dict(strings(fields(kind).tree, kind))
    assert {pointer for pointer, part in found.items() if "x-text" in part} == dict(text_fields(kind)).keys()
    for pointer, part in found.items():
        limited = "x-text" in part and ("maxLength" in part or "{" in part.get("pattern", ""))
        assert limited or {"x-vocabulary", "pattern", "enum"} & part.keys(), pointer


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_text_field_refuses_a_hundred_thousand_letters(kind: Kind) -> None:
    for place, _ in text_fields(kind):
        value = whole_record(
            kind,
            own_settings(),
            lambda pointer, form: "щ" * 100_000 if pointer == place else HARMLESS.get(form, "Слово"),  # noqa: B023
        )
        codes = {problem.code for problem in judge(kind).problems(value) if problem.pointer == place}
        assert codes & {"too-long", "bad-pattern"}, place


@pytest.mark.sampled
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_no_attack_on_a_plain_text_changes_the_page_around_it(kind: Kind) -> None:
    of_length = cache(lambda size: filled(kind, "щ" * size, PLAIN))  # long texts are set smaller, or fold
    for name, attack in attacks_on(kind).items():
        page = filled(kind, attack, PLAIN)
        ordinary = of_length(len(attack))
        assert outline(page.content) == outline(ordinary.content), name
        assert outline(page.head) == outline(ordinary.head), name
        assert outline(page.contents) == outline(ordinary.contents), name
        tree = lxml.html.fragment_fromstring(page.content, create_parent="div")
        assert squeezed(str(tree.text_content())).count(squeezed(attack)) >= 10, name


def squeezed(text: str) -> str:
    """Return a text without spaces, soft hyphens and controls: pages have their own, or none."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u00ad\ufffd\ufffe\uffff]", "", text)


@pytest.mark.sampled
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_structured_data_stays_whole(kind: Kind) -> None:
    for name, attack in attacks_on(kind).items():
        head = lxml.html.fragment_fromstring(filled(kind, attack, PLAIN).head, create_parent="div")
        data = [json.loads(str(one)) for one in head.xpath("//script/text()")]
        assert len(data) > 1, name
        assert squeezed(attack) in map(squeezed, texts_of(data)), name


def texts_of(data: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Yield the texts of JSON."""
    if isinstance(data, str):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from texts_of(inner)


@pytest.mark.sampled
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_no_attack_on_an_address_leads_anywhere(kind: Kind) -> None:
    for name, attack in share(list(ADDRESSES.items()), KINDS.index(kind), 2):
        page = filled(kind, attack, frozenset({"address"}))
        for address in addresses(page.head + page.content):
            assert scheme_of(address) in {"", *OUTWARD_SCHEMES}, (name, address)
            assert not address.startswith("//"), (name, address)


def test_no_attack_on_markdown_gives_more_than_its_tags() -> None:
    for name, attack in {**ON_ONE_LINE, **MARKDOWN, **ADDRESSES}.items():
        html = markdown(attack, root="../")
        for tag, attributes in outline(html)[1:]:
            assert tag in ALLOWED_TAGS, name
            assert set(attributes) <= {"href", "rel", "start", "class"}, name
        for address in addresses(html):
            assert scheme_of(address) in {"", *OUTWARD_SCHEMES}, (name, address)
            assert not address.startswith("//"), (name, address)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas with a practice for each attack."""
    return attacked_atlas(tmp_path_factory.mktemp("attacked"))


@pytest.fixture(scope="module")
def judged(attacked: Path) -> CheckResult:
    """The findings about it."""
    return check_fixture(attacked)


def test_each_attack_is_a_finding_or_is_shown_as_expected(judged: CheckResult) -> None:
    assert verdicts(judged.findings) == EXPECTED.read_text(encoding="utf-8")


def test_the_command_says_of_attacks_what_the_function_says(attacked: Path, judged: CheckResult) -> None:
    expected = report_of(judged)
    done = CliRunner().invoke(atlas, ["--root", str(attacked), "check", "--as-of", AS_OF])
    assert (done.exit_code, done.output) == (1, expected)
    hidden = {sign for sign in expected if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert hidden == {"\n"}
    assert len(VERDICTS) > 300
