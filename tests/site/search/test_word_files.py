"""The limits of word ranges: a stem is in one file with all its forms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from generator.site.search.shards import IndexShard
from generator.site.search.word_files import find_ranges, word_folder


def shard(*chunks: str, words: Sequence[str] = (), sizes: Sequence[int] = ()) -> IndexShard:
    return IndexShard(
        name="".join(chunks),
        addresses=(),
        lengths=(),
        fields=(),
        chunks=chunks,
        sizes=sizes or [1] * len(chunks),
        version="1.6.0",
        words=dict.fromkeys(words, 1),
    )


def test_a_range_begins_where_a_file_does() -> None:
    assert find_ranges([shard("азбук", "мост", "школ")]) == ["азбук", "мост", "школ"]
    assert find_ranges([]) == []


def test_more_shards_make_no_more_ranges() -> None:
    shards = [shard(f"а{letter}", f"м{letter}") for letter in "бвгд"]
    assert find_ranges(shards) == ["аб", "мб"]


def test_a_stem_is_not_parted_from_its_longer_forms() -> None:
    words = ("математикой", "школьный", "стройкой")
    ranges = find_ranges([shard("а", "математике", "строикк", "школьник", "школьность", words=words)])
    assert ranges == ["а", "математик", "строик", "школьн"]
    for stem, form in (("математик", "математико"), ("школьн", "школьны"), ("строик", "строико")):
        assert bisect_right(ranges, stem) == bisect_right(ranges, form)


def test_stems_of_one_word_are_not_parted() -> None:
    assert find_ranges([shard("а", "кружо", "ручен")], [("кружк", "кружок"), ("ручк", "ручек")]) == [
        *("а", "кружк", "ручек")
    ]


def test_a_heavy_range_begins_anew_where_its_common_word_does() -> None:
    light = [shard("а", "урок", sizes=[30, 20]), shard("а", "урна", sizes=[1, 20])]
    heavy = [shard("а", "урок", sizes=[30_000, 20_000]), shard("а", "урна", sizes=[1, 20_000])]
    assert find_ranges(light) == ["а", "урна"]
    assert find_ranges(heavy) == ["а", "урна", "урок"]


def test_a_begin_that_parts_nothing_stays() -> None:
    assert find_ranges([shard("а", "математике", words=("математика", "ой"))]) == ["а", "математике"]


def test_other_ranges_have_another_folder() -> None:
    parts = [shard("а")]
    assert word_folder(parts, ["а"]) != word_folder(parts, ["б"]) != word_folder([shard("б")], ["б"])
