"""The browser's modules that need no browser: wording, addresses, corrections."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from support.node import NODE
from support.sites import REPOSITORY

SCRIPTS = REPOSITORY / "generator/site/theme"


def run(module: str, expression: str) -> Any:  # noqa: ANN401 - whatever JSON the expression gives
    """Return the value of an expression in which `m` is one of the search's modules."""
    source = f'import * as m from "{(SCRIPTS / module).as_uri()}"; console.log(JSON.stringify({expression}));'
    command = [NODE, "--input-type=module", "--eval", source]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_numbers_and_words_agree() -> None:
    numbers = [0, 1, 2, 5, 11, 12, 21, 104, 111, 1001]
    told = run("shared/wording.js", f"{numbers}.map((each) => m.announcement(each, false))")
    assert [line.replace("\u00a0", " ") for line in told] == [
        "Ничего не найдено",
        "Найден 1 результат",
        "Найдено 2 результата",
        "Найдено 5 результатов",
        "Найдено 11 результатов",
        "Найдено 12 результатов",
        "Найден 21 результат",
        "Найдено 104 результата",
        "Найдено 111 результатов",
        "Найден 1 001 результат",
    ]


SLIPS = [
    ("грамотность", "граммотность", 1),
    ("наставник", "настваник", 1),
    ("школа", "школа", 0),
    ("школа", "шкала", 1),
    ("школа", "шкул", 2),
    ("школа", "урок", 3),
    ("", "да", 2),
]


def test_slips_of_the_finger_are_counted() -> None:
    pairs = json.dumps(SLIPS)
    both = f"{pairs}.map(([one, other]) => [m.distance(one, other, 2), m.distance(other, one, 2)])"
    assert run("search/words.js", both) == [[slips, slips] for *_, slips in SLIPS]


def test_state_and_address_are_made_from_each_other() -> None:
    address = "?q=%D1%83%D1%80%D0%BE%D0%BA&kind=a&kind=b&sort=date&near=1&exact=1&shown=30"
    there = run("search/state.js", f'm.fromAddress("{address}", ["kind", "level"])')
    assert there == {
        "q": "урок",
        "facets": {"kind": ["a", "b"], "level": []},
        "sort": "date",
        "near": True,
        "exact": True,
        "shown": 30,
        "fixed": {},
    }
    assert run("search/state.js", f'm.toAddress(m.fromAddress("{address}", ["kind", "level"]))') == address


def test_senseless_address_is_the_page_itself() -> None:
    senseless = ["", "?sort=evil&shown=-5", "?shown=x&other=1", "?q=%20"]
    shown = f'{json.dumps(senseless)}.map((each) => m.toAddress(m.fromAddress(each, ["kind"])))'
    assert run("search/state.js", shown) == ["./"] * len(senseless)


def test_huge_number_of_results_is_held_back() -> None:
    assert run("search/state.js", 'm.fromAddress("?shown=99999999", []).shown') == 500


def test_files_of_the_index_are_found_by_their_first_words() -> None:
    ranges = json.dumps(["а", "ба", "вол", "вор"])
    expected = {
        "а": [0],
        "баз": [1],
        "вол": [2],
        "в": [1, 2, 3],
        "во": [1, 2, 3],
        "вор": [3],
        "я": [3],
    }
    found = run("search/index.js", f"{json.dumps(list(expected))}.map((start) => m.filesOf({ranges}, start))")
    assert found == list(expected.values())


def test_numbers_and_texts_of_the_index_are_read() -> None:
    data = "new Uint8Array([131, 1, 25, 3, 232, 130, 56, 24, 98, 208, 188])"
    assert run("search/pagefind.js", f"m.decode({data})") == [1, 1000, [-25, "м"]]


def test_places_and_weights_of_a_word_are_read() -> None:
    packed = "[-25, 7, 3, -170, 1]"
    assert run("search/pagefind.js", f"m.unpackPlaces({packed})") == [
        {"place": 7, "weight": 24},
        {"place": 10, "weight": 24},
        {"place": 1, "weight": 169},
    ]
    assert run("search/pagefind.js", "[...m.unpackNames([-1, 0, 5, -4, 2])]") == [[0, [0, 5]], [3, [2]]]
