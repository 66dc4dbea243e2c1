from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import ChoiceLoader, DictLoader, PackageLoader, UndefinedError
from lxml import html
from support.building import text as text_of
from support.building import texts
from support.records import own_settings

from generator.site.pages import Heading, Link, Page, SearchEntry
from generator.site.render.renderer import Renderer, environment, json_ld
from generator.site.views.items import Card, Item, Section

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    '"><img src=x onerror=alert(1)>',
    "</title><b>",
    "{% raw %}",
]
TEMPLATES = {
    "plain.html.j2": "<p>{{ view }}</p>",
    "lacking.html.j2": "{{ nothing }}",
    "cards.html.j2": "{{ ui.cards([view], root, level=page.title | int) }}",
    "sections.test.j2": "{{ sections.show([view], root) }}",
}


def renderer() -> Renderer:
    loader = ChoiceLoader([DictLoader(TEMPLATES), PackageLoader("generator", "site/templates")])
    return Renderer(own_settings(), templates=environment(loader))


def page(**fields: object) -> Page:
    given_fields: dict[str, Any] = {
        "address": "practices/x/",
        "section": "practices",
        "title": "Название",
        "description": "Описание",
        "template": "plain.html.j2",
        "view": "текст",
    }
    return Page(**(given_fields | fields))


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_page_shows_stays_text(text: str) -> None:
    crumbs = [Link(title=text, address="practices/")]
    contents = [Heading(title=text, anchor="a")]
    filling = renderer().render(
        page(title=text, description=text, view=text, breadcrumbs=crumbs, contents=contents)
    )
    assert text_of(html.fromstring(filling.content)) == text
    head = html.document_fromstring(f"<head>{filling.head}</head><body></body>")
    assert head.findtext(".//title", "").startswith(text)
    assert texts(head, "//meta[@name='description']/@content") == [text]
    assert text in text_of(html.fromstring(filling.contents))
    assert text_of(html.fromstring(f"<p>{filling.title}</p>")) == text
    scripts = texts(head, "//script[@type='application/ld+json']/text()")
    assert json.loads(scripts[0])["itemListElement"][0]["name"] == text


@given(st.text())
def test_json_in_a_script_says_the_same_and_cannot_end_it(text: str) -> None:
    written = json_ld({"name": text})
    assert json.loads(written) == {"name": text}
    assert not set(written) & set("<>&\u2028\u2029")


def test_the_head_names_whole_addresses() -> None:
    site = own_settings().atlas.site_address
    filling = renderer().render(page(json_ld=[{"@type": "Article"}], article=True))
    head = html.document_fromstring(f"<head>{filling.head}</head><body></body>")
    assert texts(head, "//link[@rel='canonical']/@href") == [f"{site}practices/x/"]
    assert texts(head, "//meta[@property='og:url']/@content") == [f"{site}practices/x/"]
    assert texts(head, "//meta[@property='og:type']/@content") == ["article"]
    assert not texts(head, "//meta[@name='robots']")


def test_a_page_that_is_not_listed_says_so() -> None:
    head = renderer().render(page(listed=False)).head
    assert "noindex" in head
    assert "canonical" not in head


def test_a_list_of_contents_only_where_there_is_one() -> None:
    plain, listed = (
        renderer().render(page()),
        renderer().render(page(contents=[Heading(title="Ш", anchor="steps")])),
    )
    assert (plain.contents, plain.contents_state) == ("", "hidden")
    assert 'href="#steps"' in listed.contents
    assert listed.contents_state == ""


def test_a_page_for_search_is_wrapped_for_it() -> None:
    content = renderer().render(page(search=SearchEntry(filters=[("kind", "Практика")]))).content
    assert "data-pagefind-body" in content
    assert "<p>текст</p>" in content
    assert "data-pagefind-body" not in renderer().render(page()).content


def test_a_template_that_asks_for_what_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        renderer().render(page(template="lacking.html.j2"))


def test_what_is_remembered_of_a_card_is_never_shown_on_a_page_of_another_depth_or_level() -> None:
    card = Card(title="Имя", address="practices/x/", summary="", kicker=(), place=Item(title="Место"))
    rendering = renderer()
    shown = {
        (address, level): rendering.render(
            page(address=address, title=level, view=card, template="cards.html.j2")
        ).content
        for _ in range(2)
        for address in ("a/", "a/b/")
        for level in ("2", "3")
    }
    for (address, level), content in shown.items():
        root = "../" * address.count("/")
        assert f'<h{level} class="atlas-card__title"><a href="{root}practices/x/">' in content


def test_markdown_is_rendered_where_it_is_shown() -> None:
    section = Section(anchor="a", title="Подробнее", part="prose", body="**Да** и [сюда](practices/x/)")
    content = renderer().render(page(view=section, template="sections.test.j2")).content
    assert '<p><strong>Да</strong> и <a href="../../practices/x/">сюда</a></p>' in content


def test_a_section_that_no_macro_shows_is_an_error() -> None:
    section = Section(anchor="a", title="Б", part="nowhere", body="в")
    with pytest.raises(UndefinedError):
        renderer().render(page(view=section, template="sections.test.j2"))
