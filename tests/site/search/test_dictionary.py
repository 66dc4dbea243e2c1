from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.site.search import dictionary


@pytest.mark.parametrize(
    ("word", "told"), [("урок", True), ("да", False), ("3d", False), ("zebdpdoz", False), ("abc", True)]
)
def test_dictionary_holds_words_that_readers_may_mean(word: str, told: object) -> None:
    assert dictionary.is_dictionary_word(word) is told


def test_most_frequent_stem_comes_first_in_its_known_or_commonest_form() -> None:
    counts = [{"урок": 1, "урока": 2, "школами": 1}, {"уроку": 1, "елка": 1}]
    forms = dictionary.forms_by_stem(counts)
    assert forms["урок"] == {"урок": 1, "урока": 2, "уроку": 1}
    assert dictionary.dictionary_lines(forms, {"школ": "школа"}) == ["урок|а", "елк|а", "школ|а"]


def test_word_of_several_parts_is_counted_in_all() -> None:
    parts = [{"урок": 1, "школа": 3}, {"урок": 5}]
    assert dictionary.dictionary_lines(dictionary.forms_by_stem(parts), {}) == ["урок|", "школ|а"]


def test_a_vowel_is_fleeting_where_both_stems_are_of_words() -> None:
    assert dictionary.fleeting_pairs({"кружок", "кружк", "урок", "школ"}) == [("кружк", "кружок")]


def test_every_russian_letter_has_its_file(tmp_path: Path) -> None:
    dictionary.write_dictionary(["школ|а", "abc|", "шаг|"], tmp_path)
    assert json.loads((tmp_path / "all.json").read_text()) == ["школ|а", "abc|", "шаг|"]
    assert json.loads((tmp_path / "448.json").read_text()) == ["школ|а", "шаг|"]
    assert json.loads((tmp_path / "other.json").read_text()) == ["abc|"]
    assert len(list(tmp_path.iterdir())) == 32 + 2


def test_file_of_all_words_holds_the_commonest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "COMMONEST", 2)
    dictionary.write_dictionary(["школ|а", "abc|", "шаг|"], tmp_path)
    assert json.loads((tmp_path / "all.json").read_text()) == ["школ|а", "abc|"]
    assert json.loads((tmp_path / "448.json").read_text()) == ["школ|а", "шаг|"]
