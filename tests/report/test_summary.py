"""The summary of a step: everything in one table, and no contributor's text has any effect."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from msgspec.structs import replace
from support.findings import SAMPLE, hostile_checks, hostile_texts, make_check

from generator.base.russian import count
from generator.report import CheckReport
from generator.report.base import escape_invisible
from generator.report.github import step_summary
from generator.report.markdown import escape_markdown, markdown_link

JOINER = "\N{WORD JOINER}"
FORGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""As much of a forge's Markdown as a library here has; what forges look for in texts follows."""
REFERENCE = re.compile(
    r"(?<!\w)@\w|#\d|!\d|\$\d|~\w|%\w|\bGH-\d|https?://|www\.|\w@\w|:\+1:|\[\[|\^\w|&\w", re.IGNORECASE
)


def read(markdown: str) -> html.HtmlElement:
    """Return Markdown as a forge shows it."""
    return html.document_fromstring(f"<div>{FORGE.render(markdown)}</div>").find("body/div")


def links(page: html.HtmlElement) -> list[str]:
    return [str(found.get("href")) for found in page.iter("a")]


def test_every_finding_is_a_row() -> None:
    text = step_summary(make_check(SAMPLE, replace(SAMPLE, line=7, code="alias")))
    table = read(text)
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")]
    assert rows[0] == ["Вид", "Место", "Замечание", "Что сделать"]
    assert [cell.replace(JOINER, "") for cell in rows[1]] == [
        "ошибка too-short",
        "content/practices/a.yaml, строка 3, столбец 8",
        "Поле «Название»: текст слишком короткий — 4 знака",
        "Допустимо: 5–140 знаков. Что сделать: Допишите текст.",
    ]
    assert links(table) == [
        "https://atlas-regiona.ru/findings/too-short/",
        "https://atlas-regiona.ru/findings/alias/",
    ]
    assert "Найдено: 2\u00a0ошибки" in text


def test_an_atlas_in_order_has_no_table() -> None:
    assert step_summary(make_check()) == "## Проверка атласа\n\nПроверено: 7\u00a0записей. Замечаний нет.\n"


def test_what_has_no_room_is_counted() -> None:
    findings = [replace(SAMPLE, line=line) for line in range(1, 501)]
    text = step_summary(make_check(*findings), 20_000)
    rows = text.count("| ошибка")
    assert len(text.encode()) <= 20_000
    assert 40 < rows < 500
    rest = count(500 - rows, "замечание", "замечания", "замечаний")
    assert text.endswith(f"\nИ ещё {rest}: всё сюда не вошло.\n")


@given(hostile_texts)
def test_a_text_is_shown_as_it_was_written(text: str) -> None:
    line = escape_invisible(re.sub(r"\s+", " ", text)).strip()
    page = read(f"Слово {escape_markdown(text)} слово")
    assert [element.tag for element in page.iter()] == ["div", "p"]
    assert page.text_content().replace(JOINER, "").strip() == f"Слово {line.replace(JOINER, '')} слово"


@given(hostile_texts)
def test_a_text_calls_nobody_and_links_nothing(text: str) -> None:
    page = read(f"Слово {escape_markdown(text)} слово")
    assert not REFERENCE.search(page.text_content())


@given(hostile_checks, st.integers(1_000, 5_000))
def test_any_findings_make_a_table_that_fits(told: CheckReport, room: int) -> None:
    text = step_summary(told, room)
    assert len(text.encode()) <= room
    page = read(text)
    rows = [row for row in page.iter("tr") if row.find("td") is not None]
    assert all(len(row) == 4 for row in rows)
    assert {element.tag for element in page.iter()} <= {
        *("div", "h2", "p", "table", "thead", "tbody", "tr", "th", "td", "a")
    }
    assert all(address.startswith(told.site or "https://example.org/") for address in links(page))
    shown_or_counted = len(rows) + int((re.findall(r"И ещё (\d+)", text) or ["0"])[0])
    assert shown_or_counted == len(told.findings)


def test_a_link_cannot_be_left() -> None:
    page = read(markdown_link("а](b", "https://example.org/) <b>"))
    assert links(page) == ["https://example.org/%29%20%3Cb%3E"]


def test_signs_of_ordinary_writing_stay_legible() -> None:
    written = "Клуб «А-Б» (5–6 классы), 01.09.2025: да; нет? content/practices/a-b.yaml"
    assert escape_markdown(written) == written
    for sign in ("- x", "1. x", "www.example.org", "GH-1", "a:b", "/x", "[a](b)"):
        assert escape_markdown(sign) != sign
