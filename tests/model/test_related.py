from __future__ import annotations

from typing import Any

from support.records import practice

from generator.model.catalogue import Entry
from generator.model.related import BUDGET, LIMIT, Compared, Related, index_of

SUBJECTS = [f"subject-{number}" for number in range(30)]
WORDS = [f"{a}{b}{c}ение" for a in "бвгдз" for b in "аоуэи" for c in "клмнр"]


def many(count: int) -> list[Entry[Any]]:
    """Practices that share one level and one direction, and some subjects and words."""
    return [
        practice(
            f"p-{number}",
            title=" ".join(WORDS[(number * step) % len(WORDS)] for step in (1, 3, 7, 11)),
            summary=" ".join(WORDS[(number * step + 5) % len(WORDS)] for step in range(13, 43)),
            subjects=(SUBJECTS[number % len(SUBJECTS)],),
            directions=("fg",),
            education_levels=("ooo",),
            audience=("teachers",),
        )
        for number in range(count)
    ]


def related(entries: list[Entry[Any]]) -> Related:
    return Related(entries)


def ids(entries: list[Entry[Any]], of: str) -> list[str]:
    return [entry.id for entry in related(entries)[practice(of).address]]


def test_a_shared_subject_outweighs_a_shared_level() -> None:
    entries = [
        practice("one", subjects=("physics",), education_levels=("ooo",)),
        practice("level", subjects=("history",), education_levels=("ooo",)),
        practice("subject", subjects=("physics",), education_levels=("soo",)),
    ]
    assert ids(entries, "one") == ["subject", "level"]


def test_forms_of_a_word_and_yo_are_one_word() -> None:
    entries = [
        practice("one", title="Звёздное небо над школой", subjects=("a",)),
        practice("other", title="Тетрадь для диктантов", subjects=("b",)),
        practice("near", title="Наблюдаем звездного неба карту", subjects=("c",)),
    ]
    assert ids(entries, "one")[0] == "near"


def test_nothing_in_common_is_not_related() -> None:
    entries = [
        practice("one", title="Кружок", summary="", subjects=("physics",)),
        practice("two", title="Диктант", summary="", subjects=("russian",)),
    ]
    assert ids(entries, "one") == []


def test_ties_keep_the_given_order_and_the_list_is_short() -> None:
    same = [practice(name, title="Запись", subjects=("physics",)) for name in "hgfedcba"]
    assert ids(same, "d") == ["h", "g", "f", "e", "c", "b"]
    assert len(ids(same, "d")) == LIMIT


def test_no_practice_and_a_single_one_have_no_related() -> None:
    assert dict(related([])) == {}
    assert dict(related([practice("one")])) == {"practices/one/": ()}


def test_work_grows_with_the_number_of_practices_and_not_with_its_square() -> None:
    def comparisons(count: int) -> int:
        index = index_of([entry.read_fields(Compared) for entry in many(count)])
        compared = [len(index.candidates(number)) for number in range(count)]
        assert max(compared) <= BUDGET
        return sum(compared)

    assert comparisons(5000) <= 11 * comparisons(500)


def test_rare_words_leave_room_for_practices_on_the_same_subject() -> None:
    near = [
        practice(f"near-{n}", title=f"Запись {WORDS[n]}", subjects=("physics",), directions=("fg",))
        for n in range(3)
    ]
    far = [
        practice(f"far-{n}", title=" ".join(WORDS[10 + n % 20 : 40]), subjects=("art",)) for n in range(60)
    ]
    one = practice("one", title=" ".join(WORDS[10:40]), subjects=("physics",), directions=("fg",))
    assert set(ids([one, *far, *near], "one")[:3]) == {"near-0", "near-1", "near-2"}


def test_practices_among_thousands_find_related_ones() -> None:
    entries = many(1000)
    found = related(entries)
    assert all(len(found[entry.address]) == LIMIT for entry in entries)
    first = entries[40].record
    assert all(first.subjects == other.record.subjects for other in found["practices/p-40/"][:3])
