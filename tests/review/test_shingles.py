from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.review.similar_records import SAMPLE, InvertedIndex, sample_shingles, split_words

WORDS = st.lists(st.sampled_from(["раз", "два", "три", "четыре"]), max_size=12)


@given(texts=st.lists(WORDS, max_size=6), asked=WORDS)
def test_each_shingle_is_found_where_it_is(texts: list[list[str]], asked: list[str]) -> None:
    wanted = sample_shingles(asked)
    index = InvertedIndex(wanted)
    for number, text in enumerate(texts):
        index.add(str(number), index.share(text))
    spelled = [f" {' '.join(text)} " for text in texts]
    for shingle in wanted:
        having = {str(n) for n, text in enumerate(spelled) if f" {' '.join(shingle)} " in text}
        assert set(index.count_shared([shingle])) == having


def test_the_same_shingles_stand_for_texts_with_much_in_common() -> None:
    words = split_words(" ".join(f"слово{number}" for number in range(400)))
    mine, theirs = sample_shingles(words), sample_shingles(words[:360])
    assert len(mine) == SAMPLE
    assert len(mine & theirs) > SAMPLE * 0.75


def test_case_and_yo_do_not_matter() -> None:
    assert split_words("Ещё РАЗ,\nещё!") == ["еще", "раз,", "еще!"]
