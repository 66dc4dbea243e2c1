"""Whom a report asks, its decision, and what it says about links, pages and similar records."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from support.atlases import REPOSITORY
from support.records import own_settings

from generator.changes.records import RecordChange
from generator.model.annotations import REFERENCE, compile_annotations
from generator.model.editorial import Checklist, Editor, Editorial, Question
from generator.model.findings import Finding, Severity
from generator.model.kinds import COMMUNITY, PRACTICE, Kind
from generator.review.affected_pages import find_affected_pages, find_lost_address
from generator.review.connections import Connection, IndexedRecord, compare_connections
from generator.review.model import ReviewedRecord
from generator.review.similar_records import SimilarRecord
from generator.review.text_diff import DiffPiece, compare_texts
from generator.review.verdict import decide, find_checklists, find_editors
from generator.source.git.difference import How, PathChange
from generator.source.schema_files import read_schemas
from generator.source.schema_tree import resolve
from generator.source.yaml.reader import Json

ALL = Editor(id="all", title="Редакция")
MATHS = Editor(id="maths", title="Математика", subjects=("mathematics",))
ANAPA = Editor(id="anapa", title="Анапа", municipalities=("anapa",), kinds=("practice",))
EDITORIAL = Editorial(
    editors=(ALL, MATHS, ANAPA),
    checklists=(
        Checklist(title="Любая", questions=(Question(text="Да."),)),
        Checklist(title="Новая", questions=(Question(text="Да."),), practice_kinds=("innovative",)),
    ),
)
Value = dict[str, Json]
SCHEMAS = read_schemas(REPOSITORY)
MARKS = {
    kind.name: compile_annotations(resolve(SCHEMAS, kind.schema_file), REFERENCE)
    for kind in (PRACTICE, COMMUNITY)
}


def change(
    how: How,
    before: Value | None = None,
    after: Value | None = None,
    *,
    kind: Kind = PRACTICE,
    was: str = "one",
) -> RecordChange:
    folder = f"content/{kind.folder}"
    return RecordChange(
        kind=kind,
        id="one",
        path=f"{folder}/one.yaml",
        before_path=f"{folder}/{was}.yaml",
        how=how,
        before=before,
        after=after,
        fields=(),
    )


def finding(severity: Severity = Severity.ERROR) -> Finding:
    return Finding(path="x", line=1, column=1, code="x", severity=severity, what="Плохо")


@pytest.mark.parametrize(
    ("kind", "value", "asked"),
    [
        ("practice", {}, ["all"]),
        ("practice", {"subjects": ["history", "mathematics"]}, ["maths"]),
        ("practice", {"subjects": ["mathematics"], "municipality": "anapa"}, ["anapa"]),
        ("community", {"subjects": ["mathematics"], "municipality": "anapa"}, ["maths"]),
        ("practice", {"subjects": {"x": 1}, "municipality": ["anapa"]}, ["all"]),
    ],
)
def test_the_most_particular_editor_is_asked(kind: str, value: Value, asked: list[str]) -> None:
    assert [editor.id for editor in find_editors(kind, value, EDITORIAL)] == asked
    assert find_editors(kind, value, Editorial()) == ()


def test_questions_are_those_of_the_practices_kind() -> None:
    assert [one.title for one in find_checklists({"kind": "innovative"}, EDITORIAL)] == ["Любая", "Новая"]
    assert [one.title for one in find_checklists({}, EDITORIAL)] == ["Любая"]


TWIN = SimilarRecord(path="p", title="t", title_share=97, text_share=10)
COUSIN = SimilarRecord(path="p", title="t", title_share=80, text_share=50)
FILE = PathChange(path="schemas/x", how="changed", before="schemas/x")


@pytest.mark.parametrize(
    ("record", "elsewhere", "others", "decision"),
    [
        (ReviewedRecord(change=change("added")), (), (), "accept"),
        (ReviewedRecord(change=change("added"), advice=[finding(Severity.WARNING)]), (), (), "accept"),
        (ReviewedRecord(change=change("added"), nearest=[COUSIN]), (), (), "accept"),
        (ReviewedRecord(change=change("added"), advice=[finding()]), (), (), "author"),
        (ReviewedRecord(change=change("added"), nearest=[TWIN]), (), (), "author"),
        (ReviewedRecord(change=change("changed"), findings=[finding(Severity.WARNING)]), (), (), "author"),
        (ReviewedRecord(change=change("renamed"), lost_address="practices/x/"), (), (), "author"),
        (ReviewedRecord(change=change("changed")), [finding()], (), "author"),
        (ReviewedRecord(change=change("changed"), expert_reasons=["видна"]), (), (), "expert"),
        (ReviewedRecord(change=change("removed")), (), (), "expert"),
        (ReviewedRecord(change=change("changed"), hidden=True, withdrawn=True), (), (), "expert"),
        (ReviewedRecord(change=change("added")), (), [FILE], "expert"),
        (ReviewedRecord(change=change("removed")), [finding()], [FILE], "author"),
    ],
)
def test_the_verdict_follows_its_rules(
    record: ReviewedRecord, elsewhere: Sequence[Finding], others: Sequence[PathChange], decision: str
) -> None:
    found = decide([record], (), elsewhere, others)
    assert found.decision == decision
    assert found.reasons


def test_the_reasons_name_what_they_are_about() -> None:
    hidden = ReviewedRecord(change=change("added"), hidden=True)
    assert decide([hidden], (), (), ()).reasons == (
        "замечаний нет",
        "1\u00a0практика читателям не видна: эксперты решают перед размещением",
    )
    advised = ReviewedRecord(change=change("added"), advice=[finding(Severity.WARNING)] * 2)
    assert decide([advised], (), (), ()).reasons == (
        "замечаний нет, 2\u00a0совета автору, экспертиза не нужна",
    )
    assert decide([hidden], [finding()], (), ()).reasons == (
        "1\u00a0ошибка в файлах предложения, которые не записи",
    )
    inside = SimilarRecord(path="q", title="t", title_share=97, text_share=10, is_new=True)
    records = [
        ReviewedRecord(change=change("added"), nearest=near) for near in ([inside], [inside], [TWIN, inside])
    ]
    assert decide(records, (), (), ()).reasons == (
        "1\u00a0запись похожа на те, что уже есть",
        "2\u00a0записи похожи на другие записи предложения",
    )


def row(title: str, *references: tuple[str, str]) -> IndexedRecord:
    return IndexedRecord(title=title, folded=title, references=references)


def test_links_appear_and_vanish_with_the_records_at_their_ends() -> None:
    path, community = "content/practices/one.yaml", "content/communities/circle.yaml"
    value: Value = {"title": "Практика", "communities": ["circle", "nowhere"]}
    rows = {community: row("Кружок")}
    found = compare_connections([change("changed", {**value, "communities": []}, value)], MARKS, rows, rows)
    assert found == (Connection(appears=True, source="Практика", target="Кружок", target_kind="community"),)
    removed = change("removed", {"title": "Сообщество"}, kind=COMMUNITY)
    naming = row("Практика", ("community", "one"))
    before = {path: naming, "content/communities/one.yaml": row("Сообщество")}
    found = compare_connections([removed], MARKS, before, {path: naming})
    assert [(one.appears, one.source, one.target) for one in found] == [(False, "Практика", "Сообщество")]


def test_pages_of_what_readers_do_not_see_do_not_change() -> None:
    hidden: Value = {"title": "x", "stage": "identified", "municipality": "anapa"}
    shown: Value = {**hidden, "stage": "placed", "subjects": ["history"], "tags": ["опыты"]}
    assert not find_affected_pages([change("changed", hidden, hidden)], {}, {}, own_settings())
    pages = find_affected_pages([change("changed", hidden, shown)], {}, {}, own_settings())
    assert pages.records == ("practices/one/",)
    assert {"practices/", "municipalities/anapa/", "subjects/history/", "tags/opyty/"} <= set(pages.lists)


def test_pages_that_will_not_open_are_told_apart() -> None:
    shown: Value = {"stage": "placed"}
    archived: Value = {"stage": "archived"}
    kept: Value = {"stage": "placed", "redirect_from": ["practices/old/"]}
    gone = {
        "removed": change("removed", shown),
        "withdrawn": change("changed", shown, archived),
        "renamed": change("renamed", shown, shown, was="old"),
        "kept": change("renamed", shown, kept, was="old"),
        "archived and renamed": change("renamed", shown, archived, was="old"),
        "new": change("added", None, shown),
        "unreadable now": change("changed", shown),
    }
    assert {name: find_affected_pages([one], {}, {}, own_settings()).gone for name, one in gone.items()} == {
        "removed": ("practices/one/",),
        "withdrawn": ("practices/one/",),
        "renamed": ("practices/old/",),
        "kept": (),
        "archived and renamed": ("practices/old/",),
        "new": (),
        "unreadable now": (),
    }


def test_a_former_address_is_lost_unless_the_record_keeps_it() -> None:
    shown: Value = {"stage": "placed"}
    kept: Value = {"stage": "placed", "redirect_from": ["practices/old/"]}
    assert find_lost_address(change("renamed", shown, shown, was="old"), own_settings()) == "practices/old/"
    assert find_lost_address(change("renamed", shown, kept, was="old"), own_settings()) == ""
    assert find_lost_address(change("renamed", {}, {}, was="old"), own_settings()) == ""


def test_texts_are_compared_by_words() -> None:
    old = "раз два три четыре пять шесть семь восемь девять десять, вышел зайчик"
    new = "раз два три четыре пять шесть семь восемь девять десять, вышел волк погулять"
    assert compare_texts(old, new) == (
        DiffPiece(how="left out", text="…"),
        DiffPiece(how="same", text="шесть семь восемь девять десять, вышел"),
        DiffPiece(how="deleted", text="зайчик"),
        DiffPiece(how="inserted", text="волк погулять"),
    )
    assert compare_texts("a\n\nb", "a b") == (
        DiffPiece(how="same", text="a"),
        DiffPiece(how="deleted", text="¶"),
        DiffPiece(how="same", text="b"),
    )
