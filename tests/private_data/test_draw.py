"""The draw of experts: the published test vector, and properties of every draw."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.records import practice as practice_entry

from generator.private_data.committed import CommittedPractice
from generator.private_data.draw import (
    BUSY,
    EXCLUDED,
    INVOLVED,
    NO_CONSENT,
    OWN_REGION,
    PROFILE,
    SAME_PLACE,
    DrawnPractice,
    DrawTerms,
    draw_experts,
)
from generator.private_data.log import decode_log, disagreements, encode_log, make_log
from generator.private_data.pool import Expert, Pool

DAY = dt.date(2026, 12, 1)
PRACTICE = DrawnPractice(
    id="zadacha-s-rynka",
    subjects=frozenset({"mathematics"}),
    directions=frozenset({"functional-literacy"}),
    levels=frozenset({"ooo"}),
    organisation="школа № 1",
    municipality="anapa",
    involved=frozenset({"центр развития"}),
)


def expert(code: str, **fields: object) -> Expert:
    fitting = {
        "subjects": ("mathematics",),
        "organisation": "Школа № 2",
        "municipality": "sochi",
        "until": DAY,
    }
    return Expert(code=code, **{"municipality": "sochi", **fitting, **fields})  # type: ignore[arg-type]


TWELVE = [expert(f"e{number:02}") for number in range(1, 13)]


def terms(count: int, **fields: object) -> DrawTerms:
    return DrawTerms(count=count, as_of=DAY, **fields)  # type: ignore[arg-type]


def test_the_published_vector() -> None:
    assert draw_experts("2026-12-01", PRACTICE, TWELVE, terms(3)).codes == ("e08", "e10", "e07")


@given(st.permutations(TWELVE), st.text())
def test_the_order_of_the_pool_does_not_matter(pool: list[Expert], seed: str) -> None:
    seed = seed.encode("utf-8", "replace").decode()
    assert draw_experts(seed, PRACTICE, pool, terms(5)) == draw_experts(seed, PRACTICE, TWELVE, terms(5))


@given(st.sets(st.sampled_from([one.code for one in TWELVE])), st.text("abc0123", max_size=9))
def test_nobody_who_is_left_out_is_drawn(excluded: set[str], seed: str) -> None:
    result = draw_experts(seed, PRACTICE, TWELVE, terms(12, exclude=tuple(excluded)))
    assert not excluded & set(result.codes)
    assert len(result.codes) == result.eligible == 12 - len(excluded)


@given(
    st.permutations(TWELVE),
    st.integers(1, 9),
    st.sets(st.sampled_from([one.code for one in TWELVE]), max_size=3),
    st.text("abc0123", max_size=9),
)
def test_a_log_says_what_a_second_draw_says_and_a_changed_one_does_not(
    pool: list[Expert], count: int, excluded: set[str], seed: str
) -> None:
    practice = CommittedPractice(record=practice_entry("zadacha-s-rynka").record, drawn=PRACTICE, blob="b10b")
    log = make_log(
        practice,
        Pool(experts=pool, digest="d"),
        terms(count, exclude=tuple(excluded)),
        commit="c",
        seed=seed,
    )
    kept = decode_log(encode_log(log))
    again = Pool(experts=list(reversed(pool)), digest="d")
    assert list(disagreements(kept, practice, again)) == []
    assert kept.seed_given is bool(seed)
    assert list(disagreements(replace(kept, codes=(*kept.codes[1:], "nobody")), practice, again))
    assert list(disagreements(replace(kept, seed=f"{kept.seed}?", seed_given=False), practice, again))


def test_the_lot_falls_on_all_alike_over_ten_thousand_seeds() -> None:
    drawn: Counter[str] = Counter()
    for seed in range(10_000):
        drawn.update(draw_experts(str(seed), PRACTICE, TWELVE, terms(3)).codes)
    expected = 10_000 * 3 / 12
    # Chi-squared with 11 degrees of freedom stays below 31.3 in 999 of 1,000 cases; the seeds are fixed.
    assert sum((number - expected) ** 2 / expected for number in drawn.values()) < 31.3
    assert len(drawn) == 12


def test_each_reason_is_counted_once() -> None:
    pool = [
        expert("fits"),
        expert("history", subjects=("history",)),
        expert("unknown", subjects=()),
        expert("preschool", levels=("preschool",)),
        expert("same-school", organisation=" ШКОЛА  № 1"),
        expert("same-town", municipality="anapa"),
        expert("helper", organisation="Центр развития"),
        expert("busy", load=4),
        expert("expired", until=DAY - dt.timedelta(days=1)),
        expert("silent", until=None),
        expert("Named"),
    ]
    result = draw_experts("s", PRACTICE, pool, terms(1, max_load=3, exclude=("named",)))
    assert result.codes == ("fits",)
    assert result.left_out == {EXCLUDED: 1, NO_CONSENT: 2, PROFILE: 3, SAME_PLACE: 2, INVOLVED: 1, BUSY: 1}


def test_another_region_sends_its_own() -> None:
    pool = [expert("ours"), expert("theirs", region="Ростовская область", municipality="anapa")]
    result = draw_experts("s", PRACTICE, pool, terms(1, other_region=True))
    assert (result.codes, result.left_out) == (("theirs",), {OWN_REGION: 1})
