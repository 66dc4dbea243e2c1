"""The browser's modules that need no browser: wording, addresses, corrections."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.sites import REPOSITORY

SCRIPTS = REPOSITORY / "site_config/theme/assets/atlas"


def run(module: str, expression: str) -> Any:  # noqa: ANN401 - whatever JSON the expression gives
    """Return the value of an expression in which `m` is one of the search's modules."""
    source = f'import * as m from "{(SCRIPTS / module).as_uri()}"; console.log(JSON.stringify({expression}));'
    command = [str(Path(sys.executable).with_name("node")), "--input-type=module", "--eval", source]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_numbers_and_words_agree() -> None:
    numbers = [0, 1, 2, 5, 11, 12, 21, 104, 111, 1001]
    told = run("search-wording.js", f"{numbers}.map((each) => m.announcement(each, false))")
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


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("грамотность", "граммотность", 1),
        ("наставник", "настваник", 1),
        ("школа", "школа", 0),
        ("школа", "шкала", 1),
        ("школа", "шкул", 2),
        ("школа", "урок", 3),
        ("", "да", 2),
    ],
)
def test_slips_of_the_finger_are_counted(one: str, other: str, slips: int) -> None:
    assert run("search-words.js", f'm.distance("{one}", "{other}", 2)') == slips
    assert run("search-words.js", f'm.distance("{other}", "{one}", 2)') == slips


def test_state_and_address_are_made_from_each_other() -> None:
    address = "?q=%D1%83%D1%80%D0%BE%D0%BA&kind=a&kind=b&sort=date&exact=1&shown=30"
    there = run("search-state.js", f'm.fromAddress("{address}", ["kind", "level"])')
    assert there == {
        "q": "урок",
        "facets": {"kind": ["a", "b"], "level": []},
        "sort": "date",
        "exact": True,
        "shown": 30,
    }
    assert run("search-state.js", f'm.toAddress(m.fromAddress("{address}", ["kind", "level"]))') == address


@pytest.mark.parametrize("address", ["", "?sort=evil&shown=-5", "?shown=x&other=1", "?q=%20"])
def test_senseless_address_is_the_page_itself(address: str) -> None:
    assert run("search-state.js", f'm.toAddress(m.fromAddress("{address}", ["kind"]))') == "./"


def test_huge_number_of_results_is_held_back() -> None:
    assert run("search-state.js", 'm.fromAddress("?shown=99999999", []).shown') == 500
