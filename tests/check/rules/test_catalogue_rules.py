"""Rules about all records in cases too large for a fixture: long chains, many duplicates, broken records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace
from support.records import REPOSITORY, centre, community, document, own_settings, practice

from generator.check.rules import catalogue_problems
from generator.check.rules.base import Collection, Context
from generator.check.rules.references import rings
from generator.model.catalogue import Entry
from generator.model.findings import Problem
from generator.model.records.common import Organisation
from generator.source.schema_files import read_schemas

CONTEXT = Context.of(settings=own_settings(), as_of=dt.date(2026, 9, 1), schemas=read_schemas(REPOSITORY))


def found(*entries: Entry[Any], paths: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    collection = collection_of(entries, paths)
    return [(path, problem.code, problem.what) for path, problem in catalogue_problems(collection, CONTEXT)]


def test_a_reference_to_a_broken_record_is_not_unknown() -> None:
    entry = practice("one", communities=("broken",))
    assert found(entry, paths=("content/communities/broken.yaml",)) == []
    assert [code for _, code, _ in found(entry, paths=("content/practices/broken.yaml",))] == [
        "unknown-reference"
    ]


def test_a_reference_into_a_folder_that_cannot_be_read_is_not_unknown() -> None:
    entry = practice("one", communities=("broken",), resource_centres=("broken",))
    collection = replace(collection_of([entry]), closed=frozenset({"communities"}))
    (problem,) = [problem for _, problem in catalogue_problems(collection, CONTEXT)]
    assert "content/resource_centres/" in problem.what


def test_a_reference_to_a_record_in_a_wrong_place_is_not_unknown() -> None:
    entry = practice("one", communities=("elsewhere", "nowhere"))
    collection = replace(collection_of([entry]), misplaced_ids=frozenset({"elsewhere"}))
    (problem,) = [problem for _, problem in catalogue_problems(collection, CONTEXT)]
    assert "«nowhere»" in problem.what


def test_every_circle_is_found_once_and_ways_to_it_are_none() -> None:
    links = {"a": "b", "b": "c", "c": "b", "d": "a", "e": "e", "f": "nowhere"}
    assert list(rings(links)) == [["b", "c"], ["e"]]


def test_a_circle_of_thousands_is_told_shortly() -> None:
    count = 3000
    entries = [
        practice(f"p-{n}", replaced_by=f"p-{(n + 1) % count}", replaces=f"p-{(n - 1) % count}")
        for n in range(count)
    ]
    cycles = [what for _, code, what in found(*entries) if code == "replacement-cycle"]
    assert len(cycles) == 1
    assert cycles[0].endswith("p-0 → p-1 → p-2 → p-3 → p-4 → … → p-2999 → p-0")


def test_thousands_of_equal_titles_name_a_few_of_the_others() -> None:
    entries = [practice(f"p-{n}", title="Одно название") for n in range(2000)]
    twins = [what for _, code, what in found(*entries) if code == "duplicate-title"]
    assert len(twins) == 1999
    assert twins[5].endswith(
        ": content/practices/p-0.yaml, content/practices/p-1.yaml, content/practices/p-2.yaml "
        "и ещё 1996\u00a0записей"
    )


@pytest.mark.parametrize("status", ["krc", "network-leader", "kip"])
def test_each_status_of_a_methodical_service_asks_for_a_network(status: str) -> None:
    def asked(holder: str) -> list[str]:
        entry = centre("one", kind=status, organisation=Organisation(name="Держатель", kind=holder))
        return [code for _, code, _ in found(entry) if code == "status-network"]

    assert asked("methodical-service") == ["status-network"]
    assert asked("school") == []


def test_equal_titles_of_different_kinds_are_in_order() -> None:
    assert found(practice("one", title="Клуб"), community("two", title="клуб")) == []


def test_titles_that_differ_in_yo_quotes_and_dashes_only_are_equal() -> None:
    pair = practice("one", title="«Ёлка» — праздник"), practice("two", title='"елка" - Праздник')
    assert [code for _, code, _ in found(*pair)] == ["duplicate-title"]


def test_the_most_usual_spelling_of_a_tag_stays() -> None:
    tagged = [practice(name, tags=(tag,)) for name, tag in (("a", "ОГЭ"), ("b", "ОГЭ"), ("c", "огэ"))]
    assert [(path, code) for path, code, _ in found(*tagged)] == [
        ("content/practices/c.yaml", "similar-tags")
    ]


def test_links_to_tags_records_and_lists_lead_somewhere() -> None:
    text = (
        "[т](tags/opyt/) [р](practices/one/) [с](subjects/) [м](municipalities/sochi/#kontakt) [г](glossary/)"
    )
    assert found(practice("one", description=text, tags=("опыт",))) == []


def test_further_pages_of_lists_are_no_former_addresses() -> None:
    sheets = ("practices/page/7/", "levels/ooo/page/2/", "communities/one/page/31/")
    entry = practice("one", redirect_from=(*sheets, "practices/page-2/", "practices/page/"))
    taken = [what for _, code, what in found(entry) if code == "redirect-collision"]
    assert [what.split()[2] for what in taken] == list(sheets)


def test_only_some_of_thousands_of_unknown_references_are_guessed_at() -> None:
    entries = [practice(f"urok-{n}", replaces=f"uruk-{n + 1}") for n in range(1500)]
    problems = [problem for _, problem in catalogue_problems(collection_of(entries), CONTEXT)]
    unknown = [problem for problem in problems if problem.code == "unknown-reference"]
    assert len(unknown) == 1500
    assert unknown[0].suggestions
    assert 50 < sum(bool(problem.suggestions) for problem in unknown) <= 100


GUESSES = [
    ("ММО математики", ("mmo-matematiki-kanevskaya",)),
    ("Тьюторы естественных наук", ("tyutory-estestvennykh-nauk-priazovya",)),
    ("communities/otdelenie-istorii", ("otdelenie-istorii",)),
    ("https://example.org/communities/otdelenie-istorii/", ("otdelenie-istorii",)),
    ("otdeleniye-istorii", ("otdelenie-istorii",)),
    ("otdelenie-fiziki", ()),
    ("ММО химии", ()),
    ("нет", ()),
]


@pytest.mark.parametrize(("written", "meant"), GUESSES)
def test_a_reference_is_understood_by_title_folder_and_address(written: str, meant: tuple[str, ...]) -> None:
    problem = unknown_of(practice("one", communities=(written,)))
    assert problem.suggestions == meant
    assert "русск" not in problem.what
    assert ("Вместо ссылки" in problem.what) == (written == "нет")


@pytest.mark.parametrize(
    "written",
    [
        "otdelenie-istorii",
        "communities/otdelenie-istorii",
        "content/communities/otdelenie-istorii.yaml",
        "https://example.org/communities/otdelenie-istorii/",
        "отделение истории",
    ],
)
def test_a_reference_without_a_kind_is_understood(written: str) -> None:
    problem = unknown_of(document("one", about=(written,)))
    assert problem.suggestions == ("community/otdelenie-istorii",)


def unknown_of(entry: Entry[Any]) -> Problem:
    standing = [
        community("mmo-matematiki-kanevskaya", title="Каневское объединение"),
        community("tyutory-estestvennykh-nauk-priazovya", title="Тьюторы «Приазовье»"),
        community("otdelenie-istorii", title="Отделение истории"),
    ]
    problems = catalogue_problems(collection_of([entry, *standing]), CONTEXT)
    (found_,) = [problem for _, problem in problems if problem.code == "unknown-reference"]
    return found_


def collection_of(entries: Sequence[Entry[Any]], paths: Sequence[str] = ()) -> Collection:
    summaries = [CONTEXT.summarise(entry) for entry in entries]
    return Collection(summaries=summaries, paths=[*(summary.path for summary in summaries), *paths])
