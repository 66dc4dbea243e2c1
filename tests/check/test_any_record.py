"""Every record that the schemas allow can be checked and built, whatever it contains."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from support.allowed_records import batches
from support.atlases import AS_OF, assemble
from support.effort import examples
from support.pages import make_pages, site_index
from support.records import REPOSITORY

from generator.check.check import CheckResult, check
from generator.check.load_catalogue import load_records
from generator.check.ruleset import Ruleset
from generator.check.schema import SchemaValidator, schema_validators
from generator.check.settings_check import load_ruleset
from generator.model.catalogue import Entry, entry_with
from generator.model.kinds import Kind
from generator.model.link import link
from generator.model.settings import Settings
from generator.site.render.renderer import Renderer
from generator.source.schema_files import read_schemas

pytestmark = pytest.mark.usefixtures("few_findings")

DAY = dt.date.fromisoformat(AS_OF)
BOUNDED = settings(
    max_examples=examples(3),
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # to make a failing record smaller takes minutes
    suppress_health_check=list(HealthCheck),
)


@cache
def base() -> Ruleset:
    """Return the settings of the fixtures: few terms, so that few pages are built over and over."""
    with tempfile.TemporaryDirectory() as folder:
        return load_ruleset(assemble(Path(folder)), read_schemas(REPOSITORY))


def base_settings() -> Settings:
    settings_read = base().settings
    assert settings_read is not None
    return settings_read


@cache
def judge(kind: Kind) -> SchemaValidator:
    return schema_validators(read_schemas(REPOSITORY), base().vocabularies)[kind.schema_file]


@cache
def renderer() -> Renderer:
    return Renderer(base_settings())


def check_records(records: list[tuple[Kind, Any]]) -> tuple[CheckResult, list[Entry[Any]]]:
    """Return the check of an atlas of some records, and those without errors."""
    with tempfile.TemporaryDirectory() as folder:
        root = assemble(Path(folder))
        for kind, record in records:
            (root / "content" / kind.folder).mkdir(exist_ok=True)
            text = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True)
            (root / "content" / kind.folder / f"{record['id']}.yaml").write_text(text, encoding="utf-8")
        result = check(root, as_of=DAY, with_values=True)
        return result, load_records(root, result)


def built(entries: list[Entry[Any]]) -> int:
    """Render every page of an atlas of some records; return their number."""
    pages = list(make_pages(site_index(link(entries, base_settings(), DAY))))
    for page in pages:
        slots, _ = renderer().with_document(page)
        assert lxml.html.fragment_fromstring(slots.content, create_parent="div") is not None
    return len(pages)


def entry(kind: Kind, record: Any) -> Entry[Any]:  # noqa: ANN401 - JSON
    path = f"content/{kind.folder}/{record['id']}.yaml"
    return entry_with(kind, msgspec.convert(record, kind.record_type, strict=False), path)


@given(batches(base().vocabularies, tidy=False))
@BOUNDED
def test_whatever_the_schema_allows_is_judged_and_can_be_shown(records: list[tuple[Kind, Any]]) -> None:
    assert all(judge(kind).is_valid(record) for kind, record in records)
    result, _ = check_records(records)
    assert all(finding.what and finding.line > 0 for finding in result.findings)
    assert result.settings is not None
    built([entry(kind, record) for kind, record in records])


@given(batches(base().vocabularies, tidy=True))
@BOUNDED
def test_what_the_check_lets_through_is_built(records: list[tuple[Kind, Any]]) -> None:
    _, right = check_records(records)
    assert {one.path for one in right} <= {f"content/{kind.folder}/{r['id']}.yaml" for kind, r in records}
    built(right)
