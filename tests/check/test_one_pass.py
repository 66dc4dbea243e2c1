"""All mistakes in a record are reported at once, and each of them once."""

from __future__ import annotations

import copy
import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from support.atlases import AS_OF, FIXTURES, assemble
from support.effort import examples
from support.whole_records import whole_record

from generator.check.check import check_all
from generator.check.rules.base import CATALOGUE_RULES, Collection, Rule
from generator.check.rules.summary import RecordSummary
from generator.check.ruleset import Ruleset
from generator.check.settings_check import load_ruleset
from generator.model.findings import Finding
from generator.model.kinds import KIND_BY_FOLDER, KINDS, PRACTICE, Kind
from generator.source.record_files import Source, sources
from generator.source.snapshot import Snapshot

DAY = dt.date.fromisoformat(AS_OF)
GOLDEN = FIXTURES / "golden"
PRACTICE_ID = "opyty-na-podokonnike"
Said = tuple[str, str, str]
WHOLE_TEXTS = {"address": "https://example.org/", "email": "shkola@example.org", "phone": "8 800 100-00-00"}


class Given(Source, frozen=True, kw_only=True):
    """A record file that is not on the disk."""

    text: str

    def read(self) -> bytes:
        return self.text.encode()


@cache
def rules() -> Ruleset:
    """Return the validator for the records of the golden atlas."""
    with tempfile.TemporaryDirectory() as folder:
        return load_ruleset(assemble(Path(folder), GOLDEN))


def golden_text(kind: Kind, name: str) -> str:
    return (GOLDEN / f"content/{kind.folder}/{name}.yaml").read_text(encoding="utf-8")


def record_file(kind: Kind, name: str, text: str) -> Given:
    return Given(kind=kind, path=f"content/{kind.folder}/{name}.yaml", file="", text=text)


@cache
def golden_records() -> Mapping[str, Given]:
    found = sorted(GOLDEN.glob("content/*/*.yaml"))
    files = [
        record_file(KIND_BY_FOLDER[one.parent.name], one.stem, one.read_text(encoding="utf-8"))
        for one in found
    ]
    return {one.path: one for one in files}


def find_all(*changed: Given) -> Sequence[Finding]:
    """Return the findings about the golden atlas with some other files."""
    files = {**golden_records(), **{one.path: one for one in changed}}
    results = {path: rules().record_validator.validate(one, with_value=False) for path, one in files.items()}
    verdicts = {path: one.verdict for path, one in results.items()}
    snapshot = Snapshot(records=tuple(files.values()), strays=())
    return check_all(snapshot, verdicts, rules(), DAY)


def said_of(*changed: Given) -> set[Said]:
    """Return the messages about the golden atlas with some other files."""
    return {(one.path, one.code, one.what) for one in find_all(*changed)}


@cache
def said_anyway() -> set[Said]:
    return said_of()


# What is replaced by what, each in a field of its own.
MISTAKES: Mapping[str, tuple[str, str]] = {
    "too-short": ("summary: Семиклассники неделю", "summary: Коротко #"),
    "not-in-vocabulary": ("kind: innovative", "kind: inovative"),
    "not-in-vocabulary of an item": ("subjects: [physics]", "subjects: [phisics]"),
    "too-large": ("grades: [7, 8]", "grades: [7, 12]"),
    "wrong-type of a block": ("limits: [Не подходит для классов в подвальных кабинетах]", "limits: Подвал"),
    "wrong-type of an item": ("staff: [Учитель физики]", "staff: [true]"),
    "missing-key": ("    text: Каждый день записывать одно наблюдение без слова «потому что».\n", ""),
    "unknown-key": ("sphere: pedagogical", "sfera: pedagogical"),
    "not-a-date": ("updated: 2026-03-03", "updated: 03.03.2026"),
    "bad-pattern": ("email: kabinet@example.org", "email: kabinet.example.org"),
    "name-without-consent": ("contact:\n", "  - role: Методист\n    name: Анна Петровна Ильина\ncontact:\n"),
    "name and a broken role": ("  - role: Учитель физики\n", "  - role: true\n    name: Пётр Иванов\n"),
    "percent-out-of-range": ("    after: 61\n", "    after: 161\n"),
    "a text in place of a list and a name in it": (
        "tags: [наблюдение, журнал опытов]\n",
        "tags: Спросите Анну Петровну Ильину\n",
    ),
    "no phone and a mobile": ("hours: вторник", "phone: 8 918 123-45-67 (Анна)\n  hours: вторник"),
    "an unknown key and a mailbox in it": ("hours: вторник", "post: ivanova.olga@mail.ru\n  hours: вторник"),
    "a number in words": ("    after: 21\n", "    after: много\n"),
    "score-over-maximum": ("score: 4", "score: 6"),
    "dates-out-of-order": ("date: 2026-01-20", "date: 2025-09-20"),
    "date-in-future": ("year: 2026\n", "year: 2030\n"),
    "title-form": ("title: Опыты на подоконнике", "title: Опыты на подоконнике."),
    "personal-phone": ("утром — одна строка", "утром — звонок +7 918 123-45-67,"),
    "unknown-reference": ("communities: [mmo-fizikov]", "communities: [mmo-fizikof]"),
    "a wrong and an unknown reference": ("resource_centres: [krc-ozersk]", "resource_centres: [Центр, krc]"),
    "redirect-collision": ("[practices/stakan-u-okna/]", "[practices/, practices/stakan-u-okna/]"),
    "sample-with-source": ("sample: true\n", "sample: true\nsource:\n  title: Приказ\n  place: пункт 1\n"),
    "lost-text": ("response: Назначить дежурного", "response: Назначить #дежурного"),
    "duplicate-key": ("hours: вторник, 14:00–16:00\n", "hours: вторник\n  hours: среда\n"),
    "open quote": ("goal: Каждый", 'goal: "Каждый'),
    "no colon": ("started: ", "started "),
    "tab": ("  - title: Бланк журнала\n", "\t- title: Бланк журнала\n"),
}


def planted(names: Iterable[str]) -> Given:
    text = golden_text(PRACTICE, PRACTICE_ID)
    for name in sorted(names):
        old, new = MISTAKES[name]
        assert old in text, name
        text = text.replace(old, new, 1)
    return record_file(PRACTICE, PRACTICE_ID, text)


@cache
def said_of_one(name: str) -> set[Said]:
    return said_of(planted([name]))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_once(name: str) -> None:
    assert len(said_of_one(name) - said_anyway()) == name.count(" and ") + 1


def test_what_rules_about_all_records_find_beside_broken_lines_has_its_place() -> None:
    record = planted(["open quote", "date-in-future", "unknown-reference"])
    found = [one for one in find_all(record) if one.code in {"date-in-future", "unknown-reference"}]
    places = {one.code: one.source_line.strip() for one in found if one.path == record.path}
    assert places["date-in-future"] == "year: 2030"
    assert "mmo-fizikof" in places["unknown-reference"]


def test_a_practice_does_not_replace_itself_and_is_answered_after_it_asks() -> None:
    asked = "    by: organisation\n    municipality: ozersk\n"
    whole = golden_text(PRACTICE, PRACTICE_ID).replace("replaces: opyty-na-doske", f"replaces: {PRACTICE_ID}")
    text = f"{whole}accompaniment:\n" + "".join(
        f"  - asked_on: {first}\n{asked}    state: finished\n    answered_on: {last}\n"
        for first, last in (("2026-01-10", "2026-01-20"), ("2026-01-30", "2026-01-29"))
    )
    found = [one for one in find_all(record_file(PRACTICE, PRACTICE_ID, text)) if PRACTICE_ID in one.path]
    said = {one.code: one.what for one in found}
    assert said["replaced-by-mismatch"] == "Практика заменяет сама себя"
    assert said["dates-out-of-order"].startswith("На запрос ответили раньше, чем попросили: 29\u00a0января")
    dates = [one.line for one in found if one.code == "dates-out-of-order"]
    assert len(dates) == 1  # none is compared with those of another request


def test_a_file_that_is_indented_by_tabs_is_one_mistake() -> None:
    text = golden_text(PRACTICE, PRACTICE_ID).replace("  ", "\t")
    assert "\n " not in text
    found = [one for one in find_all(record_file(PRACTICE, PRACTICE_ID, text)) if PRACTICE_ID in one.path]
    assert [one.code for one in found] == ["yaml-tab"]


def test_what_may_not_be_published_is_no_suggestion() -> None:
    phone = planted(["no phone and a mobile"])
    verdict = rules().record_validator.validate(phone, with_value=False).verdict
    assert [one.near for one in verdict.findings if one.code in {"bad-pattern", "personal-phone"}] == [(), ()]


@given(st.sets(st.sampled_from(sorted(MISTAKES)), min_size=2, max_size=len(MISTAKES)))
@settings(max_examples=examples(20))
def test_several_mistakes_are_found_in_one_pass(names: set[str]) -> None:
    assert said_of(planted(names)) == set[Said]().union(*map(said_of_one, names))


def test_unknown_keys_have_their_lines_whatever_stands_behind_them() -> None:
    text = golden_text(PRACTICE, PRACTICE_ID)
    odd = ("titel: Слово # другое", "x1: *x", "x2: &a 1", "x3: &a 2", "x4: 99999999999999999999999")
    source = record_file(PRACTICE, PRACTICE_ID, "\n".join((text + odd[0], *odd[1:], "")))
    found = rules().record_validator.validate(source, with_value=False).verdict.findings
    first = text.count("\n") + 1
    unknown = [one.line for one in found if one.code == "unknown-key"]
    assert sorted(unknown) == [first + index for index in range(len(odd))]
    codes = {one.code for one in found}
    assert codes == {"lost-text", "alias", "anchor", "number-too-large", "unknown-key"}


class _Watched(RecordSummary, frozen=True, kw_only=True, array_like=True):
    """A summary that records which of its attributes are read."""

    def __getattribute__(self, name: str) -> object:
        if name in _FIELDS:
            _ASKED.add(name)
        return object.__getattribute__(self, name)


_ASKED: set[str] = set()
_FIELDS = frozenset(RecordSummary.__struct_fields__)
_ALWAYS_KNOWN = frozenset(
    {
        "kind_name",
        "path",
        "id",
        "unread",
        "references",
        "links",
        "tags",
        "redirect_from",
        "stated_id",
        "added",
    }
)
"""What is known of every record, if only in part; a title that is not known is «»."""


@pytest.mark.parametrize("rule", CATALOGUE_RULES, ids=lambda rule: rule.code)
def test_a_rule_about_all_records_names_what_it_reads(rule: Rule) -> None:
    context = rules().context(DAY)
    assert context is not None
    asked: set[str] = set()
    for folder in (GOLDEN, FIXTURES / "rules" / rule.code):
        with tempfile.TemporaryDirectory() as place:
            root = assemble(Path(place), folder)
            found = [one for one in sources(root) if isinstance(one, Source)]
            results = load_ruleset(root).record_validator.validate_all(found)
            summaries = [one.verdict.summary for one in results]
        watched = [_Watched(**structs.asdict(one)) for one in summaries if one]
        collection = Collection(summaries=watched, paths=[one.path for one in found])
        _ASKED.clear()
        list(rule.check(collection.narrow(rule), context))
        asked |= _ASKED
    assert asked - _ALWAYS_KNOWN - {"title", "normal_title"} == rule.reads - {"title", "normal_title"}


def lists_of(value: Any, pointer: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - JSON
    """Yield the places of the lists of a record."""
    if isinstance(value, list):
        yield pointer
    for key, part in value.items() if isinstance(value, dict) else ():
        yield from lists_of(part, (*pointer, key))
    for index, part in enumerate(value) if isinstance(value, list) else ():
        yield from lists_of(part, (*pointer, index))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_a_list_that_is_read_in_part_hinders_no_judgement(kind: Kind) -> None:
    settings_read = rules().settings
    assert settings_read is not None
    whole = whole_record(kind, settings_read, lambda _, form: WHOLE_TEXTS.get(form, "Опыты с водой у окна"))
    broken: list[Source] = []
    for number, pointer in enumerate(lists_of(whole)):
        record = copy.deepcopy(whole) | {"id": f"whole-{number}"}
        place: Any = record
        for step in pointer:
            place = place[step]
        place.append({"strange": 1})
        broken.append(record_file(kind, f"whole-{number}", json.dumps(record, ensure_ascii=False)))
    judged = list(rules().record_validator.validate_all(broken))
    assert len(judged) == len(broken) > 3
    assert all(one.verdict.summary is not None for one in judged)


def test_two_records_in_one_file_are_one_mistake() -> None:
    text = golden_text(PRACTICE, PRACTICE_ID)
    second = text.replace(f"id: {PRACTICE_ID}", "id: drugaya-zapis")
    found = said_of(record_file(PRACTICE, PRACTICE_ID, f"{text}\n{second}")) - said_anyway()
    assert {code for _, code, _ in found} == {"several-documents"}


def test_a_record_that_is_only_begun_is_not_sent_to_another_folder() -> None:
    text = f"id: {PRACTICE_ID}\ntitle: Опыты на подоконнике\n"
    codes = {code for _, code, _ in said_of(record_file(PRACTICE, PRACTICE_ID, text)) - said_anyway()}
    assert "missing-key" in codes
    assert "wrong-folder" not in codes


SHORT = {
    "events": "title: Конкурс разработок\nkind: contest\nstarts: '2025'\n",
    "documents": "title: Приказ о конкурсе разработок\nkind: order\n",
}


@pytest.mark.parametrize("folder", sorted({one.parent.name for one in GOLDEN.glob("content/*/*.yaml")}))
def test_a_record_in_any_other_folder_is_sent_to_its_own(folder: str) -> None:
    name = min(one.stem for one in GOLDEN.glob(f"content/{folder}/*.yaml"))
    texts = [golden_text(KIND_BY_FOLDER[folder], name)]
    texts += [
        f"id: {name}\nadded: 2026-01-01\nsample: true\n{one}" for one in (SHORT.get(folder, ""),) if one
    ]
    others = [kind for kind in KINDS if kind.folder != folder]
    for text in texts:
        for kind in others:
            verdict = (
                rules().record_validator.validate(record_file(kind, name, text), with_value=False).verdict
            )
            assert [one.code for one in verdict.findings] == ["wrong-folder"], (kind.name, text)
            assert f"content/{folder}/" in verdict.findings[0].action
