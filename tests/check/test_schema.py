"""The compiled validator decides, jsonschema explains, in the author's words."""

from __future__ import annotations

import json
import shutil
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.atlases import REFERENCE, REPOSITORY
from support.effort import examples

from generator.base.errors import AtlasError
from generator.base.limits import MAX_PROBLEMS
from generator.check.schema import SchemaValidator, schema_validators
from generator.check.settings_check import load_ruleset
from generator.model.findings import BrokenAtlasError
from generator.model.kinds import KINDS
from generator.source.schema_files import fill, filled_schemas, read_schemas, vocabularies_named
from generator.source.yaml.reader import Json

CONTACT: Json = {"email": "shkola@example.org"}
RECORD: dict[str, Json] = {
    "id": "obrazets",
    "title": "Урок физики на дворе",
    "summary": "Ученики измеряют тень и ветер на школьном дворе и сами решают, какой закон проверить.",
    "education_levels": ["ooo"],
    "subjects": ["physics"],
    "municipality": "krasnodar",
    "organisation": {"name": "Сельская средняя школа"},
    "contact": CONTACT,
    "problem": "Ученики не видят физики вокруг себя.",
    "steps": [{"title": "Выбрать", "text": "Договоритесь, что измеряете."}],
}


@cache
def judge(file: str = "practice.schema.json") -> SchemaValidator:
    schemas = read_schemas(REPOSITORY)
    return schema_validators(schemas, load_ruleset(REFERENCE, schemas).vocabularies)[file]


def codes(**changes: Json) -> list[str]:
    return [problem.code for problem in judge().problems(RECORD | changes)]


def test_a_first_proposal_is_enough() -> None:
    assert judge().problems(RECORD) == ()


def test_titles_of_terms_lead_to_their_ids() -> None:
    (problem,) = judge().problems(RECORD | {"subjects": ["Математика"]})
    assert problem.suggestions == ("mathematics",)
    assert problem.pointer == ("subjects", 0)


def test_a_title_of_a_field_leads_to_its_key() -> None:
    (problem,) = judge().problems(RECORD | {"Риски": []})
    assert (problem.code, problem.suggestions, problem.on_key) == ("unknown-key", ("risks",), True)


def test_a_misspelt_required_key_is_one_finding() -> None:
    record = {("problm" if key == "problem" else key): value for key, value in RECORD.items()}
    assert [(one.code, one.suggestions) for one in judge().problems(record)] == [
        ("unknown-key", ("problem",))
    ]


def test_a_value_of_the_wrong_type_is_told_once() -> None:
    assert codes(municipality=5) == ["wrong-type"]
    assert codes(organisation="Школа") == ["wrong-type"]
    assert codes(id=None) == ["empty-value"]


def test_a_line_end_after_an_id_is_seen_by_both_validators() -> None:
    assert codes(id="obrazets\n") == ["bad-pattern"]


@pytest.mark.parametrize(
    ("date", "right"),
    [
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2026-13-01", False),
        ("01.09.2026", False),
        ("0000-01-01", False),
    ],
)
def test_dates_are_those_of_the_calendar(date: str, right: bool) -> None:  # noqa: FBT001
    assert codes(added=date) == ([] if right else ["not-a-date"])


@pytest.mark.parametrize("started", ["2024", "2024-09", "2024-09-01"])
def test_partial_dates_are_a_year_a_month_or_a_day(started: str) -> None:
    assert codes(started=started) == []
    assert codes(started=f"{started}-40") == ["not-a-date"]


def test_whole_numbers_may_be_written_with_a_zero_fraction() -> None:
    assert codes(grades=[7.0]) == []
    assert codes(grades=[7, 7.0]) == ["repeated-item"]
    assert codes(grades=[7.5]) == ["wrong-type"]


def test_what_jsonschema_cannot_explain_is_told_in_general() -> None:
    problem = judge().explainer.fallback_problem(("title",))
    assert (problem.code, problem.what) == ("not-valid", "Поле «Название» (title): значение не подходит")


def test_messages_name_the_place_in_words() -> None:
    (problem,) = judge().problems(
        RECORD | {"steps": [{"title": "Один", "text": "Два"}, {"title": "", "text": "Три"}]}
    )
    assert problem.what == "Поле «Название шага» (title) в пункте 2 поля «Шаги»: значение не заполнено"
    (problem,) = judge().problems(RECORD | {"organisation": {"name": "Школа", "kind": "shcool"}})
    assert problem.what.startswith("Поле «Вид» (kind) в разделе «Организация»")
    assert problem.suggestions[0] == "school"


HOSTILE: dict[str, Json] = {
    "repeats": {"grades": [1] * 100_000},
    "mixed items": {"tags": ["a", 1, None, {"a": []}] * 25_000},
    "terms": {"subjects": [f"s{n}" for n in range(40_000)]},
    "keys": {f"key{n}": n for n in range(20_000)},
    "long text": {"title": "ё" * 250_000, "id": "a-" * 100_000, "subjects": ["ф" * 200_000]},
    "objects": {"steps": [{}] * 50_000},
    "pattern": {"contact": {"email": "a@" * 100_000, "phone": "1 " * 100_000}},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_values_are_explained_at_once(name: str) -> None:
    started = time.process_time()
    hostile = HOSTILE[name]
    assert isinstance(hostile, dict)
    problems = judge().problems(RECORD | hostile)
    assert 0 < len(problems) <= MAX_PROBLEMS
    assert time.process_time() - started < 3
    assert all(len(problem.what) < 400 and len(problem.allowed) < 1500 for problem in problems)


SCALARS = st.none() | st.booleans() | st.integers(-9, 3000) | st.floats(-9, 9) | st.text(max_size=12)
ANYTHING = st.recursive(
    SCALARS | st.sampled_from(["physics", "2026-09-01", "ooo", "abc\n"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "title", "x"]), inner)
    ),
    max_leaves=6,
)


@given(st.sampled_from(KINDS), st.data())
@settings(max_examples=examples(100), deadline=None)  # the first example compiles the schemas
def test_both_validators_agree_about_anything(kind: object, data: st.DataObject) -> None:
    one = judge(getattr(kind, "schema_file"))  # noqa: B009 - sampled_from loses the type
    keys = [field.key for field in one.explainer.fields.below(())]
    value: Json = RECORD | data.draw(st.dictionaries(st.sampled_from(keys), ANYTHING, max_size=4))
    assert one.is_valid(value) == (not one.explainer.problems(value))
    assert all(problem.what and problem.action for problem in one.problems(value))


def test_filled_schemas_offer_the_values_of_vocabularies() -> None:
    schemas = read_schemas(REPOSITORY)
    settings_read = load_ruleset(REFERENCE, schemas).settings
    assert settings_read is not None
    filled = filled_schemas(REFERENCE, settings_read)
    assert filled.keys() == schemas.keys()
    subjects = filled["practice.schema.json"]["properties"]["subjects"]["items"]
    assert "mathematics" in subjects["enum"]
    assert len(subjects["enum"]) == len(subjects["markdownEnumDescriptions"])
    assert "krasnodar" in filled["practice.schema.json"]["properties"]["municipality"]["enum"]
    assert "enum" not in schemas["practice.schema.json"]["properties"]["municipality"]


def test_every_vocabulary_that_a_schema_names_exists() -> None:
    schemas = read_schemas(REPOSITORY)
    assert vocabularies_named(schemas).keys() <= load_ruleset(REFERENCE, schemas).vocabularies.keys()
    assert fill(schemas, {}) == schemas


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"$ref": "http://127.0.0.1:9/x.json"}, "никуда не ведёт"),
        ({"$ref": "file:///etc/hostname"}, "никуда не ведёт"),
        ({"$ref": "common.schema.json#/$defs/nothing"}, "никуда не ведёт"),
        ({"$ref": 5}, "не то, что бывает"),
        ({"$ref": "#"}, "по кругу"),
        ({"$ref": "#/properties/title"}, "по кругу"),
        ({"properties": 5}, "не то, что бывает"),
        ({"type": "no such type"}, "не то, что бывает"),
    ],
)
def test_a_schema_that_leads_elsewhere_is_refused(
    change: dict[str, object], told: str, tmp_path: Path
) -> None:
    shutil.copytree(REPOSITORY / "schemas", tmp_path / "schemas")
    file = tmp_path / "schemas/practice.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    schema["properties"]["title"] = change
    file.write_text(json.dumps(schema), encoding="utf-8")
    with pytest.raises(BrokenAtlasError) as refused:
        read_schemas(tmp_path)
    assert told in refused.value.findings[0].what


def test_nothing_is_fetched_for_a_schema() -> None:
    judge = schema_validators({"a": {"$ref": "http://127.0.0.1:9/x.json"}}, {})["a"]
    with pytest.raises(AtlasError, match="составлена неверно"):
        judge.is_valid(1)


def test_another_dialect_of_schemas_is_not_looked_up(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "schemas", tmp_path / "schemas")
    file = tmp_path / "schemas/practice.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8")) | {"$schema": "http://127.0.0.1:9/dialect"}
    file.write_text(json.dumps(schema), encoding="utf-8")
    with pytest.raises(BrokenAtlasError):
        schema_validators(read_schemas(tmp_path), {})["practice.schema.json"].is_valid({})
