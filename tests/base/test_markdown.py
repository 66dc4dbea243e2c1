from __future__ import annotations

from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.markdown import ALLOWED_TAGS, OUTWARD_SCHEMES, markdown, paragraphs, scheme_of

MARKDOWN = ("# ", "- ", "1. ", "`", "```\n", "**", "_", "|a|b|\n|-|-|\n", "> ", "\\", "\n", "\n\n", "\t")
HTML = ("<", ">", "</script>", "<img src=x onerror=a>", "<svg/onload=a>", "<!--", "&#106;", "&lt;", "\x00")
LINKS = ("[a](", ")", "javascript:", "https://x.ru", "//x.ru", "![a](b)", "<https://x.ru>", "[a]")
ADDRESSES = ("/", "//", "/\t/", "[", "]", ":", " ", "https", "practices/x/", "#a", "?b", "\u2100", "\n")
PIECES = st.sampled_from((*MARKDOWN, *HTML, *LINKS, "[a]: data:text/html,x\n", "{{ 7 }}"))
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join)


def elements(html: str) -> list[lxml.html.HtmlElement]:
    return list(lxml.html.fragment_fromstring(html, create_parent="div").iter())[1:]


@given(TEXTS)
def test_no_text_gives_a_tag_an_attribute_or_a_way_out_that_is_not_allowed(text: str) -> None:
    for element in elements(markdown(text, root="../")):
        assert element.tag in ALLOWED_TAGS
        assert set(element.attrib) <= {"href", "rel", "start", "class"}
        assert element.get("class", "atlas-table") == "atlas-table"
        address = element.get("href", "")
        assert scheme_of(address) in {"", *OUTWARD_SCHEMES}
        assert not address.startswith("//")


@given(TEXTS)
def test_rendering_a_text_never_fails_and_never_evaluates_it(text: str) -> None:
    assert isinstance(str(markdown(text)), str)
    assert "{{ 7 }}" in markdown("{{ 7 }}")


@given(TEXTS)
def test_headings_begin_below_those_of_the_page_and_skip_no_level(text: str) -> None:
    level = 2
    for element in elements(markdown(text)):
        if element.tag in {"h3", "h4", "h5", "h6"}:
            assert int(element.tag[1]) <= level + 1
            level = int(element.tag[1])


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[сюда](practices/x/)", '<a href="../../practices/x/">сюда</a>'),
        ("[туда](https://example.org/)", '<a href="https://example.org/" rel="noopener">туда</a>'),
        ("[письмо](mailto:a@example.org)", '<a href="mailto:a@example.org">письмо</a>'),
        ("[чужой](//example.org)", "<a>чужой</a>"),
        ("[файл](ftp://example.org/)", "<a>файл</a>"),
        ("[код](javascript:alert(1))", "[код](javascript:alert(1))"),
        ("<b>жирно</b>", "&lt;b&gt;жирно&lt;/b&gt;"),
    ],
)
def test_links_and_markup_in_a_text(text: str, html: str) -> None:
    assert markdown(text, root="../../").strip() == f"<p>{html}</p>"


def test_headings_are_moved_below_the_sections_of_a_page() -> None:
    assert [e.tag for e in elements(markdown("## А\n\n#### Б\n\n# В"))] == ["h3", "h4", "h3"]


def test_tables_carry_the_class_of_the_atlas() -> None:
    assert '<table class="atlas-table">' in markdown("|а|б|\n|-|:-:|\n|1|2|")


@given(st.lists(st.sampled_from((*ADDRESSES, *HTML)) | st.text(max_size=4), max_size=8).map("".join))
def test_the_short_way_to_a_scheme_says_what_the_library_says(address: str) -> None:
    try:
        expected = urlsplit(address).scheme.lower()
    except ValueError:
        expected = "unreadable"
    assert scheme_of(address) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(None, ()), ("", ()), ("Одна\nстрока", ("Одна строка",)), ("Раз\n\n\nДва ", ("Раз", "Два"))],
)
def test_paragraphs(text: str | None, expected: tuple[str, ...]) -> None:
    assert paragraphs(text) == expected
