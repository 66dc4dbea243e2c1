"""Any Markdown gives HTML with allowed tags only, which cleaning does not change."""

from __future__ import annotations

import re

import lxml.html
import nh3
from hypothesis import given, settings
from hypothesis import strategies as st
from support.attacks import ADDRESSES, CODE, MARKDOWN, ODD, PROBE
from support.effort import examples

from generator.base.markdown import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_TAGS,
    OUTWARD_SCHEMES,
    TABLE_CLASS,
    markdown,
    scheme_of,
)

BOUNDED = settings(max_examples=examples(150), deadline=None)
SIGNS = (
    "# ", "## ", "- ", "1. ", "> ", "    ", "\t", "`", "```", "~~~", "**", "*", "_", "~~", "|", "|-|-|\n",
    "\\", "\n", "\n\n", "  \n", "<", ">", "</", "<!--", "-->", "&", "&amp;", "&#x6a;", "[", "]", "](", ")",
    "[x]: ", "![", "javascript:", "JAVASCRIPT&colon;", "data:", "https://x.ru", "//x.ru", '"', "'", PROBE,
    " onclick=", "а", "\x00",
)  # fmt: skip
PIECES = st.sampled_from(SIGNS) | st.sampled_from((*CODE.values(), *ODD.values(), *ADDRESSES.values()))
SHORT = st.sampled_from([text for text in MARKDOWN.values() if len(text) < 300])
REPEATED = st.tuples(st.sampled_from(SIGNS), st.integers(2, 40)).map(lambda pair: pair[0] * pair[1])
TEXTS = st.lists(PIECES | REPEATED | SHORT | st.text(max_size=8), max_size=20).map("".join)


@given(TEXTS)
@BOUNDED
def test_no_text_becomes_more_than_the_allowed_html(text: str) -> None:
    html = markdown(text, root="../")
    for element in lxml.html.fragment_fromstring(html, create_parent="div").iterdescendants():
        tag = str(element.tag)
        assert tag in ALLOWED_TAGS
        allowed = ALLOWED_ATTRIBUTES.get(tag, set()) | ({"class"} if tag == "table" else set())
        assert set(element.attrib) <= allowed
        address = re.sub(r"[\x00-\x20]", "", str(element.get("href", "")))
        assert scheme_of(address) in {"", *OUTWARD_SCHEMES}
        assert not address.startswith(("//", "\\"))


@given(TEXTS)
@BOUNDED
def test_cleaning_again_changes_nothing(text: str) -> None:
    html = str(markdown(text))
    again = nh3.clean(
        html,
        tags=set(ALLOWED_TAGS),
        attributes=ALLOWED_ATTRIBUTES,
        tag_attribute_values={"table": {"class": {TABLE_CLASS}}},
        url_schemes=set(OUTWARD_SCHEMES),
        link_rel=None,
    )
    assert again == html
