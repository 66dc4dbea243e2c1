"""The form's modules that need no browser: ids, titles, texts, addresses. They work like the generator."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.atlases import REFERENCE
from support.effort import examples
from support.judging import about
from support.node import NODE
from support.records import REPOSITORY, own_settings

from generator.check.check import check
from generator.check.load_catalogue import load_records
from generator.check.rules.links import bad_address
from generator.check.rules.personal import personal_mailbox, personal_phone
from generator.model import addresses
from generator.model.annotations import AnnotatedValue
from generator.model.findings import Problem
from generator.model.kinds import PRACTICE
from generator.site.open_data.shards import shard_of
from generator.site.open_data.titles import beginnings
from generator.source.schema_files import read_schemas

SCRIPTS = REPOSITORY / "generator/site/theme"
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАЕЁИЙЪЬЫЮЯABz -«»№'5x\u0301ё\u0435\u0308ß中é_/\u00a0"


def run(module: str, expression: str, *values: object) -> Any:  # noqa: ANN401 - whatever JSON comes
    """Return the value of an expression in which `m` is one of the form's modules and `v` the values."""
    source = (
        'import fs from "node:fs"; const v = JSON.parse(fs.readFileSync(0, "utf8"));'
        f'import * as m from "{(SCRIPTS / module).as_uri()}"; console.log(JSON.stringify({expression}));'
    )
    command = [NODE, "--input-type=module", "--eval", source]
    done = subprocess.run(command, input=json.dumps(values), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def some_texts() -> list[str]:
    """Return a thousand texts to try at once, because starting a program for each takes long."""
    found: list[str] = []

    @given(st.lists(st.text(LETTERS, max_size=60), min_size=200, max_size=300))
    @settings(max_examples=examples(5), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def gather(texts: list[str]) -> None:
        found.extend(texts)

    gather()
    return found


def titles() -> list[str]:
    """Return the titles of all records of this atlas."""
    checked = check(REFERENCE, as_of=dt.date(2026, 12, 31))
    return [entry.title for entry in load_records(REFERENCE, checked)]


def test_an_id_is_made_of_a_title_as_the_generator_makes_it() -> None:
    texts = some_texts()
    limit = addresses.SLUG_LIMIT
    expected = [addresses.slug(text) for text in texts]
    assert run("form/slug.js", f"v.map(one => m.slug(one, {limit}))", *texts) == expected


def test_ids_of_all_titles_are_the_generator_s() -> None:
    own = titles()
    assert len(own) > 50
    for limit in (20, addresses.SLUG_LIMIT):
        expected = [addresses.slug(title, limit) for title in own]
        assert run("form/slug.js", f"v.map(one => m.slug(one, {limit}))", *own) == expected


def test_titles_are_found_where_the_generator_put_them() -> None:
    texts = some_texts()
    expected = [list(beginnings(text)) for text in texts]
    assert run("form/titles.js", "v.map(m.beginnings)", *texts) == expected
    names = [one for own in expected for one in own]
    numbers = [shard_of(name, 100) for name in names]
    assert run("form/data.js", "v.map(one => m.numberOf(one, 100))", *names) == numbers


ALIKE = [
    ("Школьный физический эксперимент", "Школьные физические эксперименты", True),
    ("Сообщество тьюторов по предметам", "Сообщества предметных тьюторов", True),
    ("Теплица на подоконнике", "Теплицы на подоконниках", True),
    ("Ёлка своими руками", "Елка своими руками", True),
    ("Теплица на подоконнике", "Школьный музей", False),
    ("Уроки математики в пятом классе", "Уроки музыки в детском саду", False),
    ("Клуб молодых педагогов", "Школа молодого учителя", False),
]


def test_titles_are_alike_whatever_the_endings_of_their_words() -> None:
    pairs = [(one, [[other, "practices", "one"]]) for one, other, _ in ALIKE]
    found = run("form/titles.js", "v.map(([title, rows]) => m.alike(title, rows))", *pairs)
    assert [bool(rows) for rows in found] == [alike for *_, alike in ALIKE]


def test_every_title_is_most_like_itself() -> None:
    own = titles()
    rows = [[title, "practices", str(number)] for number, title in enumerate(own)]
    best = run("form/titles.js", "v[0].map(one => m.alike(one, v[1])[0][0])", own, rows)
    assert best == own


TIDY: list[tuple[str, str, object]] = [
    ("tidyNumber", "12,5", 12.5),
    ("tidyNumber", " 1 200 ", 1200),
    ("tidyNumber", "12 %", 12),
    ("tidyNumber", "−3", -3),
    ("tidyNumber", "1e5", None),
    ("tidyNumber", "0x10", None),
    ("tidyNumber", "двенадцать", None),
    ("tidyNumber", "9" * 400, None),
    ("tidyDate", "01.02.2025", "2025-02-01"),
    ("tidyDate", "1/2/2025 г.", "2025-02-01"),
    ("tidyDate", "09.2026", "2026-09"),
    ("tidyDate", "2026-09-01", "2026-09-01"),
    ("tidyDate", "1 сентября 2025 г.", "2025-09-01"),
    ("tidyDate", "12\u00a0Мая 2024 года", "2024-05-12"),
    ("tidyDate", "март 2023", "2023-03"),
    ("tidyDate", "сент. 2023", "2023-09"),
    ("tidyDate", "2023 год", "2023"),
    ("tidyDate", "1 утра 2025", "1 утра 2025"),
    ("tidyDate", "вчера", "вчера"),
    ("tidyLine", " «Опыты»\u00a0\u200b с\tводой\n ", "«Опыты»\u00a0 с водой"),
    ("tidyLine", "и\u0306од", "йод"),
    ("tidyText", "Раз. \r\n\r\n\r\n\r\nДва.\t\n", "Раз.\n\nДва."),
    ("tidyText", " \n ", None),
]


def test_what_is_pasted_is_tidied() -> None:
    pasted = [(function, text) for function, text, _ in TIDY]
    found = run("form/tidy.js", "v.map(([name, text]) => m[name](text, false) ?? null)", *pasted)
    assert found == [expected for *_, expected in TIDY]


RIGHT_CONTACTS = {
    "address": ("https://school.ru/", "http://школа-1.рф/опыты?x=1#раздел", "HTTPS://Example.org:8080"),
    "phone": ("+7 861 000-00-00", "8 800 100-00-00", "8(86169)5-00-00", "5-00-00"),
    "email": ("shkola@example.org", "a@mail.ru.example.org", "a@notmail.ru", "sosh7anapa@mail.ru"),
}
WRONG_ADDRESSES = """
school.ru www.school.ru/a https:/school.ru https:// https://school ftp://school.ru/ school //school.ru
https://me:secret@school.ru/ https://1.2.3.4/
"""
WRONG_CONTACTS = {
    "address": (*WRONG_ADDRESSES.split(), "https://a b.ru"),
    "phone": ("89181234567", "+7 (918) 123-45-67", "8-918-123-45-67", "918 123-45-67", "(918) 123-45-67"),
    "email": ("ivanova@mail.ru", "Olga.Smirnova72@Yandex.RU", "i.kalinin@bk.ru"),
}
RULES_OF: dict[str, Callable[[AnnotatedValue], Iterator[Problem]]] = {
    "address": bad_address,
    "phone": personal_phone,
    "email": personal_mailbox,
}


KNOWN = "{today: '2026-09-01', parse: null}"


def about_one_text(kind: str) -> dict[str, Any]:
    """Return the judge's input for records with one text of a type."""
    practice = about(own_settings(), read_schemas(REPOSITORY), PRACTICE)
    return {**practice, "texts": {"value": kind}, "advice": [*practice["advice"], "missing-source"]}


@pytest.mark.parametrize("kind", RIGHT_CONTACTS)
def test_the_form_and_the_check_are_of_one_mind_about_contacts(kind: str) -> None:
    right, wrong = RIGHT_CONTACTS[kind], WRONG_CONTACTS[kind]
    leaves = [AnnotatedValue(pointer=(), kind=kind, value=value) for value in (*right, *wrong)]
    expected = [False] * len(right) + [True] * len(wrong)
    found = run(
        "judge/judge.js",
        f"v[1].map(value => m.judge({{value}}, v[0], {KNOWN}, false)"
        ".filter(one => !one.advice).map(one => one.what))",
        about_one_text(kind),
        [*right, *wrong],
    )
    assert [bool(list(RULES_OF[kind](leaf))) for leaf in leaves] == expected
    assert [[one.what for one in RULES_OF[kind](leaf)] for leaf in leaves] == found


def test_an_address_without_its_beginning_is_completed() -> None:
    asked = f"m.judge({{value: 'school.ru'}}, v[0], {KNOWN}, false).map(one => one.near)"
    assert run("judge/judge.js", asked, about_one_text("address"))[0] == "https://school.ru"


def test_a_whole_number_is_whole() -> None:
    assert run("form/tidy.js", "[m.tidyNumber('2', true), m.tidyNumber('2,5', true) ?? null]") == [2, None]


@pytest.mark.parametrize("forge", [forge.id for forge in own_settings().atlas.repository.forges])
def test_the_ways_to_every_forge(forge: str) -> None:
    repository = replace(own_settings().atlas.repository, kind=forge, branch="моя ветка/один")
    told = {
        "address": repository.address,
        "branch": repository.branch,
        "new": repository.forge.new,
        "newFilled": repository.forge.new_filled,
        "edit": repository.forge.edit,
    }
    path, text = "content/practices/teplitsa.yaml", "title: 'Теплица & сад? #1 100%'\n"
    new, mended = run(
        "form/ways.js", "[m.ways(v[0], v[1], v[2], false), m.ways(v[0], v[1], v[2], true)]", told, path, text
    )
    assert new["plain"] == (addresses.new_file(repository, path) or None)
    assert mended == {"filled": None, "plain": addresses.edit_file(repository, path), "why": ""}
    if repository.forge.new_filled is None:
        assert new["filled"] is None
    else:
        assert unquote(new["filled"].rpartition("value=")[2]) == text


def test_an_address_is_no_longer_than_forges_take() -> None:
    repository = own_settings().atlas.repository
    told = {
        "address": repository.address,
        "branch": "main",
        "new": repository.forge.new,
        "newFilled": repository.forge.new_filled,
        "edit": repository.forge.edit,
    }
    path, texts = "content/practices/a.yaml", ["щ" * size for size in range(1200, 1260)]
    length = "v[2].map(text => m.ways(v[0], v[1], text, false).filled?.length ?? 0)"
    longest = run("form/ways.js", length, told, path, texts)
    assert max(longest) <= 7500 < max(longest) + 6
    assert longest[-1] == 0


def test_patterns_of_the_schemas_mean_the_same_in_the_browser() -> None:
    patterns = sorted(set(found(read_schemas(REPOSITORY))))
    assert len(patterns) > 5
    texts = [
        "2026-09-01",
        "2024",
        "a-b",
        "shkola@example.org",
        "+7 861 000-00-00",
        "practices/x/",
        "щ",
        "a\n",
        "",
    ]
    expected = [
        [jsonschema_rs.is_valid({"type": "string", "pattern": pattern}, text) for text in texts]
        for pattern in patterns
    ]
    assert (
        run("form/tidy.js", "v[0].map(p => v[1].map(t => new RegExp(p, 'u').test(t)))", patterns, texts)
        == expected
    )


def found(part: object) -> Iterator[str]:
    """Yield every pattern of a schema."""
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            yield part["pattern"]
        for one in part.values():
            yield from found(one)
    elif isinstance(part, list):
        for one in part:
            yield from found(one)
