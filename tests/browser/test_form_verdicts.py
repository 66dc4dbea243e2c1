"""The form and the schema agree: the form accepts everything that the schema allows, and nothing else."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Route
from support.allowed_records import IDS, records_allowed
from support.effort import examples
from support.forms import open_form
from support.records import REPOSITORY, own_settings

from generator.check.schema import SchemaValidator, schema_validators
from generator.model.kinds import KINDS, Kind
from generator.model.record_fields import MUNICIPALITIES
from generator.model.settings import Vocabulary
from generator.source.schema_files import as_vocabulary, read_schemas

THEME = REPOSITORY / "generator/site/theme"

pytestmark = pytest.mark.browser

FILL = """async value => {
  const values = await import('/theme/form/values.js');
  const { check } = await import('/theme/form/check.js');
  const data = JSON.parse(document.getElementById('atlas-form-data').textContent);
  const form = document.getElementById('atlas-form-fields');
  values.fill(form, value, HOLD);
  return [values.read(form), check(form, data.messages, true).map(one => one.text)];
}"""
NOTHING_ELSE = settings(
    max_examples=examples(20),
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def vocabularies() -> dict[str, Vocabulary]:
    own = own_settings()
    return {**own.vocabularies, MUNICIPALITIES: as_vocabulary(own.municipalities)}


def judge_of(kind: Kind) -> SchemaValidator:
    return schema_validators(read_schemas(REPOSITORY), vocabularies())[kind.schema_file]


@pytest.fixture(autouse=True)
def sources(page: Page) -> None:
    """Serve the modules beside the site, because the site's bundle does not export them."""

    def answer(route: Route) -> None:
        route.fulfill(path=THEME / urlsplit(route.request.url).path.removeprefix("/theme/"))

    page.route(re.compile("/theme/.*[.]js$"), answer)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_whatever_the_schema_allows_comes_back_and_is_right(
    page: Page, site_address: str, kind: Kind
) -> None:
    open_form(page, f"{site_address}propose/{kind.folder}/")

    @NOTHING_ELSE
    @given(records_allowed(kind, vocabularies(), tidy=True))
    def fits(record: Any) -> None:  # noqa: ANN401 - any record
        record = consented({**record, "sample": True})
        back, problems = page.evaluate(FILL.replace("HOLD", "true"), record)
        assert back == record
        assert problems == []

    fits()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_of_a_spoilt_record_both_say_the_same(page: Page, site_address: str, kind: Kind) -> None:
    open_form(page, f"{site_address}propose/{kind.folder}/")
    judge, seen = judge_of(kind), set()

    @NOTHING_ELSE
    @given(records_allowed(kind, vocabularies(), tidy=True), st.randoms(use_true_random=False))
    def agree(record: Any, chance: random.Random) -> None:  # noqa: ANN401 - any record
        spoilt = {**record, "sample": True}
        for _ in range(2):
            spoilt = spoil(spoilt, chance)
        now, problems = page.evaluate(FILL.replace("HOLD", "false"), consented(spoilt))
        # what a reference is like is judged by the rule that knows the records, not by the schema
        problems = [one for one in problems if "Вид записи и её идентификатор" not in one]
        seen.add(not problems)
        assert judge.is_valid(now) == (not problems), (now, problems)

    agree()
    assert False in seen


def consented(part: Any) -> Any:  # noqa: ANN401 - a part of a record
    """Return a record without names that lack consent, because no schema contains that rule."""
    if isinstance(part, list):
        return [consented(one) for one in part]
    if not isinstance(part, dict):
        return part
    nameless = "role" in part and not part.get("consent")
    return {key: consented(one) for key, one in part.items() if not (nameless and key == "name")}


def spoil(record: Any, chance: random.Random) -> Any:  # noqa: ANN401 - any record
    """Return a record with one value removed or made wrong, as by a slip.

    References are not changed: they are picked, not typed.
    """
    spoilt = copy.deepcopy(record)
    holder, key = chance.choice(list(places(spoilt)))
    if key == "sample":
        return spoilt
    value = holder[key]
    if value in IDS or (isinstance(value, list) and {*IDS}.issuperset(map(str, value))):
        return spoilt
    if chance.random() < 0.4:
        del holder[key]
    elif isinstance(value, str):
        holder[key] = chance.choice([value[:4], value * 40, "1.2.2024", "2024-13", "да", "-", "+7"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        holder[key] = chance.choice([-1, 0, 5, 3000])
    elif isinstance(value, list):
        holder[key] = chance.choice([[], value + value])
    else:
        del holder[key]
    return spoilt


def places(part: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - a part of a record
    """Yield every place in a record: its container and its key there."""
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in list(pairs):
        yield part, key
        if isinstance(value, dict | list):
            yield from places(value)
