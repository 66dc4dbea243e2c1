from __future__ import annotations

from collections.abc import Sequence

import pytest
from support.pages import html, record, record_page, renderer, site_pages, tree
from support.records import own_settings
from support.whole_records import text_fields, whole_record

from generator.model.findings import Pointer
from generator.model.kinds import KINDS, Kind

pytestmark = pytest.mark.usefixtures("few_findings")

ATTACK = "<script>alert(1)</script>{{ 7*7 }}\"'>"
NOT_SHOWN = {"document"}
"""The paper that holds a consent stays in the file: readers need the name only."""
ADDRESSES = [(kind, place) for kind in KINDS for place, form in text_fields(kind) if form == "address"]


def lost(kind: Kind, places: Sequence[Pointer]) -> list[Pointer]:
    """Attack some fields of a complete record at once; return those whose text is not on its page."""

    def text_of(pointer: Pointer, form: str) -> str:
        if pointer in places:
            return ATTACK.replace("1", str(places.index(pointer)))
        return "https://example.org/" if form == "address" else "Слово"

    page = html(record_page(record(kind, "whole", **whole_record(kind, own_settings(), text_of))))
    assert "<script" not in page
    shown = "&lt;script&gt;alert({})&lt;/script&gt;{{{{ 7*7 }}}}"
    return [place for number, place in enumerate(places) if shown.format(number) not in page]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_text_of_every_field_is_shown_and_escaped(kind: Kind) -> None:
    forms = dict(text_fields(kind))
    places = [place for place, form in forms.items() if form != "address" and place[-1] not in NOT_SHOWN]
    hidden_by_others = lost(kind, places)
    assert [place for place in hidden_by_others if lost(kind, [place])] == []


def test_lists_and_titles_escape_too() -> None:
    entry = record(KINDS[0], "one", title=ATTACK, summary=ATTACK, tags=[ATTACK], added="2026-01-01")
    for page in site_pages(entry).values():
        shown = html(page) if page.template != "search.html.j2" else ""
        assert "<script>alert" not in shown, page.address
        assert "49" not in page.title


def test_head_and_structured_data_cannot_close_their_elements() -> None:
    entry = record(KINDS[0], "one", title=ATTACK, summary=ATTACK)
    filling = renderer().render(site_pages(entry)[entry.address])
    assert "<script>alert" not in filling.head + filling.title + filling.content


@pytest.mark.parametrize(("kind", "place"), ADDRESSES, ids=lambda value: getattr(value, "name", ""))
def test_addresses_of_scripts_lead_nowhere(kind: Kind, place: Pointer) -> None:
    def text_of(pointer: Pointer, _form: str) -> str:
        return "javascript:alert(1)" if pointer == place else "Слово"

    fields = whole_record(kind, own_settings(), text_of)
    page = tree(record_page(record(kind, "whole", **fields)))
    assert not [href for href in page.xpath("//@href") if "javascript" in href]


def test_no_page_has_scripts_styles_or_handlers_of_its_own() -> None:
    entry = record(KINDS[0], "one", results=[{"indicator": "Доля", "before": 1, "after": 2}])
    for page in site_pages(entry).values():
        content = tree(page)
        assert not content.xpath("//style | //@style | //@*[starts-with(name(), 'on')]")
        assert not content.xpath("//script[not(@src) and not(@type='application/json')]")
