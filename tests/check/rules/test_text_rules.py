"""What the text rules allow, and odd cases that a fixture file cannot show."""

from __future__ import annotations

import time
import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.text_rules import fragments_of, is_looked_at, problems_of_text

from generator.check.rules.base import TEXT_RULES, TextRule
from generator.check.rules.common import TITLE_PATTERNS
from generator.check.rules.hygiene import INVISIBLE
from generator.check.rules.markdown_links import blocks
from generator.check.rules.prefilter import Texts
from generator.model.annotations import AnnotatedValue


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
    assert fragments_of(code, text, kind) == []


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
    assert fragments_of("mixed-alphabet", text) == words


def test_no_character_of_any_plane_is_passed_over_without_being_seen() -> None:
    everything = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    left = INVISIBLE.sub("", everything)
    shown_signs_of_format = set(
        "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    )
    hidden = {one for one in left if unicodedata.category(one) in {"Cc", "Cf", "Co", "Zl", "Zp"}}
    assert hidden == shown_signs_of_format | {"\t", "\n"}
    assert max(left) < "\U00040000"
    assert len(left) > 250_000  # the planes of writing stay


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
    assert fragments_of("personal-phone", f"Звоните {number}, вечером") == [number]


@pytest.mark.parametrize(
    "address",
    [
        "", "example", "//example.org/", "https:///x", "https://", "https://user:pass@example.org/",
        "https://example.org:порт/", "https://[::1", "https://-a.org/", "https://a..b/", "data:text/html,x",
        "JavaScript:alert(1)", " https://example.org/", "https://127.0.0.1/",
    ],
)  # fmt: skip
def test_addresses_that_do_not_open(address: str) -> None:
    assert fragments_of("bad-address", address, "address") != []


@pytest.mark.parametrize(
    "address",
    ["example.org/a", "https//example.org/a", "htpps://example.org/a", "https:/example.org/a",
     "//example.org/a", "<https://example.org/a>", "http;//example.org/a"],
)  # fmt: skip
def test_what_people_make_of_the_beginning_of_an_address_is_mended(address: str) -> None:
    (problem,) = problems_of_text("bad-address", address, "address")
    assert problem.suggestions == ("https://example.org/a",)


@pytest.mark.parametrize(
    "text",
    [
        "[а](JaVaScRiPt:alert(1))", "[а][б]\n\n[б]: javascript:x", "<javascript:alert(1)>",
        "[а](//example.org/)",
        "**[а](data:text/html,x)**", "- [а](vbscript:x)", "[а](<>)", "| т |\n|---|\n| [а](ftp://x.org) |",
        "[а](mailto:)", "![к](https://example.org/a.png)[а](javascript:x)", "[![к](x.png)](javascript:x)",
    ],
)  # fmt: skip
def test_links_that_do_not_open(text: str) -> None:
    assert fragments_of("bad-link", text, "markdown") != []


@pytest.mark.parametrize(
    "text",
    [
        "> " * 1000 + "а", "- " * 7 + "а", "> - " * 4 + "а", "1. " * 7 + "а",
        "\n".join("  " * n + "- а" for n in range(7)), "\n".join("\t" * n + "- а" for n in range(7)),
    ],
)  # fmt: skip
def test_text_that_would_not_be_shown_is_found(text: str) -> None:
    assert fragments_of("deep-nesting", text, "markdown") != []


@pytest.mark.parametrize(
    "text",
    [
        "> " * 6 + "а", "- " * 6 + "а", "2025-2026 учебный год",
        "\n".join("  " * n + "- а" for n in range(6)),
        "- - - - - - - - -", "*********", "        код\n\tкод", "```\n> > > > > > > > >\n```",
    ],
)  # fmt: skip
def test_what_is_shown_whole_is_left_alone(text: str) -> None:
    assert fragments_of("deep-nesting", text, "markdown") == []


def test_wide_tables_are_found_and_what_only_looks_like_them_is_not() -> None:
    wide, line = "|".join("а" * 9), "|".join(["-"] * 9)
    assert fragments_of("wide-table", f"{wide}\n{line}\n1", "markdown") == [wide]
    assert fragments_of("wide-table", f"> {wide}\n> {line}", "markdown") != []
    assert fragments_of("wide-table", f"```\n{wide}\n{line}\n```", "markdown") == []
    assert fragments_of("wide-table", f"а\n\n{line}", "markdown") == []
    assert fragments_of("wide-table", f"{wide[2:]}\n{line[2:]}", "markdown") == []


def test_reference_images_are_found() -> None:
    assert fragments_of("image-in-text", "![к][б]\n\n[б]: https://example.org/a.png", "markdown") != []


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: str(rule.code))
@given(
    st.text(),
    st.sampled_from(
        [
            "", "[а](б) <b>", "@mail.ru", "+7 918 123", "https://vk.com/id1", "aф\u200b", "\n— а;\n— б;",
            "• а", "[указать]", "нет", ";", "\n1. а\n2. б", "|а|б|\n|-|\n", "**",
        ]
    ),
)  # fmt: skip
def test_no_text_breaks_a_rule_of_its_own_or_goes_without_a_sign(
    rule: TextRule, text: str, bait: str
) -> None:
    leaf = AnnotatedValue(pointer=(), kind=min(rule.texts), value=text + bait + text)
    problems = list(rule.check(leaf))
    assert not problems or is_looked_at(rule, leaf)
    assert all(problem.fragment in leaf.value for problem in problems)


def time_of_all_rules(text: str, kind: str = "markdown") -> float:
    """Return the CPU time of all rules for a text."""
    leaf = AnnotatedValue(pointer=(), kind=kind, value=text)
    texts = Texts([leaf])
    blocks.cache_clear()
    started = time.process_time()
    for rule in TEXT_RULES:
        if rule.prefilter.finds(texts):
            list(rule.check(leaf))
    return time.process_time() - started


@cache
def time_of_an_ordinary_text(kind: str = "markdown") -> float:
    return min(time_of_all_rules((ORDINARY * 200)[:12000], kind) for _ in range(3))


ORDINARY = (
    "## Ход урока\n\n- **Опыт** с [водой](https://example.org/voda/)\n- Запись\n\nИтог: масса растёт.\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "<a" + ' x="' * 3000, "<" * 12000, "`" * 6001 + "<b>" + "`" * 6000, "&" * 12000,
        "a" * 11000 + "@mail.ru", "8 " * 6000 + "9181", "[" * 6000 + "](x)", "[а](" * 3000, "-" * 12000,
        "- " * 6000, "а|" * 50 + "\n" + "-|" * 50 + "\nа" * 5000, "> " * 20 + "а\n" * 5000,
        "![" * 3000 + "](", "*a_ " * 3000 + "<b>](", "ё\u0301" * 6000, "\u200b" * 12000, "aф" * 6000,
        "«" * 12000, "»" * 12000, "<«" * 6000, "›»" * 6000, "'" * 12000,
        '"' * 12000, "а>" * 6000, "<а" * 6000, "„" * 12000,
    ],
    ids=range(26),
)  # fmt: skip
def test_hostile_texts_take_little_longer_than_ordinary_ones(text: str) -> None:
    longest = 80 * time_of_an_ordinary_text()  # a quadratic one takes thousands
    assert any(time_of_all_rules(text) < longest for _ in range(3))


def test_a_link_without_an_address_is_one_mistake() -> None:
    assert fragments_of("broken-markdown", "[а](  )", "markdown") != []
    assert fragments_of("bad-link", "[а](  )", "markdown") == []


@pytest.mark.parametrize("title", ["Слово о К. И.", "Клуб с 2019 г.", "Вода, лёд и др."])
def test_initials_and_short_words_end_with_a_stop(title: str) -> None:
    assert TITLE_PATTERNS["shortened"].search(title)


@pytest.mark.parametrize("sign", ["<", "«", "»", "\n", ";", "•"])
def test_a_row_of_one_sign_in_a_plain_text_takes_little_longer(sign: str) -> None:
    longest = 80 * time_of_an_ordinary_text("plain")
    assert any(time_of_all_rules(f"а{sign * 12000}", "plain") < longest for _ in range(3))
