from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from generator.review.shingles import CODE, holders_of

HASHES = st.integers(min_value=0, max_value=2**32 - 1)
SAMPLES = st.lists(
    st.frozensets(st.one_of(st.sampled_from([0, 7, 2**32 - 1]), HASHES), max_size=8), max_size=12
)


def packed(samples: list[frozenset[int]]) -> list[bytes]:
    return [array(CODE, sorted(sample)).tobytes() for sample in samples]


@given(samples=SAMPLES, strange=st.frozensets(HASHES, max_size=3))
def test_each_run_is_found_where_it_is(samples: list[frozenset[int]], strange: frozenset[int]) -> None:
    wanted = frozenset({0, 7}).union(strange, *samples)
    found = {run: sorted(places) for run, places in holders_of(packed(samples)).of(wanted)}
    assert found == {run: [place for place, own in enumerate(samples) if run in own] for run in wanted}


@given(samples=SAMPLES)
def test_samples_come_back(samples: list[frozenset[int]]) -> None:
    assert holders_of(packed(samples)).samples(len(samples)) == packed(samples)
