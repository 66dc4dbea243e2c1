"""What the text rules leave alone, and the odd cases that one fixture file cannot show."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rules.base import TextRule
from generator.rules.marks import Leaf
from generator.rules.tables import TEXT_RULES

RULE = {rule.code: rule for rule in TEXT_RULES}


def said(code: str, text: str, kind: str = "plain") -> list[str]:
    rule = RULE[code]
    assert kind in rule.texts
    problems = list(rule.check(Leaf(pointer=(), kind=kind, value=text)))
    assert not problems or rule.sign.search(text), "a sign must stand in every text that breaks the rule"
    return [problem.within or problem.what for problem in problems]


@pytest.mark.parametrize(
    ("code", "kind", "text"),
    [
        (
            "invisible-characters",
            "plain",
            "Неразрывный\u00a0пробел, узкий\u202fпробел, таб\tи строка\nдальше — №5 ₽",
        ),
        ("mixed-alphabet", "plain", "IT-куб, 3D-модель, Wi‑Fi в кабинете, Zoom'е, 5G, 10-й, Word и Excel"),
        ("mixed-alphabet", "address", "https://школа.рф/fizika/урок?id=5"),
        ("not-one-line", "line", "Одна строка\n"),
        ("stray-spaces", "plain", "Абзац\n"),
        ("decomposed-letters", "plain", "Йод, ёлка, café"),
        ("html-in-text", "plain", "при a < b и c > d; 5 <6; <- стрелка ->; AT&T; R&D; x<y"),
        ("html-in-text", "markdown", "Тег `<table>` и ``<b>``"),
        ("bad-address", "address", "https://example.org:8080/путь?q=%20#раздел"),
        ("bad-address", "address", "http://школа-1.рф"),
        (
            "bad-link",
            "markdown",
            "[а](https://example.org/), <https://a.org/>, [б](mailto:a@example.org)",
        ),
        ("bad-link", "markdown", "`[а](javascript:x)` и [в](practices/drugaya/#shagi)"),
        ("personal-phone", "plain", "+7 861 212-34-56, 8 800 100-00-00, ИНН 9123456789, 2019 2020 2021"),
        ("personal-phone", "plain", "900 000 000 рублей; 8 900 учеников; ГОСТ 9001-2015; 8-9 класс"),
        ("personal-mailbox", "plain", "school5@obraz.example.ru, info@mail.rucenter.example"),
    ],
)
def test_what_is_in_order_is_left_alone(code: str, kind: str, text: str) -> None:
    assert said(code, text, kind) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pythоn", ["Pythоn"]),
        ("СOВА и сOва, СOВА", ["СOВА", "сOва"]),
        ("эко-cтанция", ["cтанция"]),
        ("ѕmart-класс", ["ѕmart"]),
    ],
)
def test_each_mixed_word_is_named_once(text: str, words: list[str]) -> None:
    assert said("mixed-alphabet", text) == words


@pytest.mark.parametrize(
    "number",
    [
        "+79181234567",
        "89181234567",
        "8-918-123-45-67",
        "+7 (918) 123 45 67",
        "(918) 123-45-67",
        "+7\u00a0918\u00a0123–45–67",
    ],
)
def test_mobile_numbers_are_known_in_all_their_dresses(number: str) -> None:
    assert said("personal-phone", f"Звоните {number}, вечером") == [number]


@pytest.mark.parametrize(
    "address",
    [
        "", "example", "//example.org/", "https:///x", "https://", "https://user:pass@example.org/",
        "https://example.org:порт/", "https://[::1", "https://-a.org/", "https://a..b/", "data:text/html,x",
        "JavaScript:alert(1)", " https://example.org/", "https://127.0.0.1/",
    ],
)  # fmt: skip
def test_addresses_that_do_not_open(address: str) -> None:
    assert said("bad-address", address, "address") != []


@pytest.mark.parametrize(
    "text",
    [
        "[а](JaVaScRiPt:alert(1))", "[а][б]\n\n[б]: javascript:x", "<javascript:alert(1)>",
        "[а](//example.org/)",
        "**[а](data:text/html,x)**", "- [а](vbscript:x)", "[а](  )", "| т |\n|---|\n| [а](ftp://x.org) |",
        "[а](mailto:)", "![к](https://example.org/a.png)[а](javascript:x)", "[![к](x.png)](javascript:x)",
    ],
)  # fmt: skip
def test_links_that_do_not_open(text: str) -> None:
    assert said("bad-link", text, "markdown") != []


def test_reference_images_are_found() -> None:
    assert said("image-in-text", "![к][б]\n\n[б]: https://example.org/a.png", "markdown") != []


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: str(rule.code))
@given(st.text(), st.sampled_from(["", "[а](б) <b>", "@mail.ru", "+7 918 123", "https://", "aф\u200b"]))
def test_no_text_breaks_a_rule_of_its_own_or_goes_without_a_sign(
    rule: TextRule, text: str, bait: str
) -> None:
    leaf = Leaf(pointer=(), kind=min(rule.texts), value=text + bait + text)
    problems = list(rule.check(leaf))
    assert not problems or rule.sign.search(leaf.value)
    assert all(problem.within in leaf.value for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        "<a" + ' x="' * 3000, "<" * 12000, "`" * 6001 + "<b>" + "`" * 6000, "&" * 12000,
        "a" * 11000 + "@mail.ru",
        "8 " * 6000 + "9181", "[" * 6000 + "](x)", "[а](" * 3000, "![" * 3000 + "](", "*a_ " * 3000 + "<b>](",
    ],
    ids=range(10),
)  # fmt: skip
def test_hostile_texts_are_judged_in_little_time(text: str) -> None:
    start = time.process_time()
    for rule in TEXT_RULES:
        if rule.sign.search(text):
            list(rule.check(Leaf(pointer=(), kind="markdown", value=text)))
    assert time.process_time() - start < 3
