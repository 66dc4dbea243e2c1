from __future__ import annotations

import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.atlases import REFERENCE
from support.node import NODE
from support.records import own_settings
from support.sites import REPOSITORY

from generator.site.search.words import (
    is_token,
    stem,
    stems_of,
    token,
    without_ending,
    without_fleeting_vowel,
    words_of,
)

SCRIPTS = REPOSITORY / "generator/site/theme"
RUSSIAN = st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=14)

BROWSER_HALF = f"""
import {{stem, wordsOf, withoutFleetingVowel}} from "{(SCRIPTS / "search/stem.js").as_uri()}";
import {{token}} from "{(SCRIPTS / "search/names.js").as_uri()}";
let input = "";
for await (const chunk of process.stdin) input += chunk;
const {{words, shorts, text}} = JSON.parse(input);
console.log(JSON.stringify({{
  stems: words.map(stem),
  bare: words.map((word) => withoutFleetingVowel(stem(word))),
  tokens: shorts.map(token),
  words: wordsOf(text),
}}));
"""


def browser_half(**asked: object) -> dict[str, list[str]]:
    command = [NODE, "--input-type=module", "--eval", BROWSER_HALF]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    answer: dict[str, list[str]] = json.loads(done.stdout)
    return answer


def content_words() -> list[str]:
    files = [*REFERENCE.glob("content/*/*.yaml"), *REFERENCE.glob("site_config/**/*.yaml")]
    return sorted({word.lower() for path in files for word in words_of(path.read_text(encoding="utf-8"))})


def test_both_halves_of_search_agree_on_words_stems_and_tokens() -> None:
    words = content_words()
    shorts = [item.short for item in own_settings().search.abbreviations]
    text = "Учебно-методическое объединение (РУМО), 5–7 классы, ёлка; don't 3D_модель"
    answer = browser_half(words=words, shorts=shorts, text=text)
    assert len(words) > 4000
    assert answer["stems"] == [stem(word) for word in words]
    assert answer["bare"] == [without_fleeting_vowel(stem(word)) for word in words]
    assert answer["tokens"] == [token(short) for short in shorts]
    assert answer["words"] == words_of(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("школьный", "школьного"),
        ("учёба", "учебы"),
        ("ошибок", "ошибка"),
        ("палец", "пальцами"),
        ("линеек", "линейка"),
        ("управленец", "управленцев"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert without_fleeting_vowel(stem(one)) == without_fleeting_vowel(stem(other))


def test_token_survives_stemming_and_begins_no_other() -> None:
    shorts = {item.short for item in own_settings().search.abbreviations}
    tokens = {token(short) for short in shorts}
    assert len(tokens) == len(shorts)
    assert all(stem(each) == each and is_token(each) for each in tokens)
    assert not any(one != other and other.startswith(one) for one in tokens for other in tokens)


@given(RUSSIAN)
def test_no_russian_word_is_taken_for_a_token(word: str) -> None:
    assert not is_token(word)
    assert len(without_fleeting_vowel(word)) in {len(word), len(word) - 1}


@pytest.mark.parametrize("word", ["ФГОС", "ФГОСа", "ФГОСом"])
def test_abbreviation_loses_its_case_ending(word: str) -> None:
    assert without_ending(word) == "ФГОС"


def test_long_tail_of_small_letters_is_no_ending() -> None:
    assert without_ending("ВсОШкольный") == "ВсОШкольный"


def test_hyphen_parts_words() -> None:
    assert stems_of("учебно-методического") == ["учебн", "методическ"]
