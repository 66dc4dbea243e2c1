"""What the templates' environment leaves out shows nowhere: pages are as Jinja2 alone would make them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from generator.site.render.engine import Templates, shown
from generator.site.views.items import Item

_ITEM = Item(title="<b>&", note="'")
_VALUES = st.one_of(
    st.text(),
    st.text(alphabet="<>&'\"а;", max_size=20),
    st.text().map(Markup),
    st.integers(),
    st.floats(),
    st.none(),
    st.booleans(),
    st.lists(st.text(max_size=4), max_size=3),
)
_TEMPLATES = {
    "base": "<i>{% block inner %}{{ value }}{% endblock %}</i>",
    "shown": """{% extends "base" %}{% import "macros" as m %}{% block inner %}
{{ super() }}{{ value }}{{ m.twice(value, by=", ") }}{{ value ~ "<" }}
{% set whole %}<b>{{ value }}</b>{% endset %}
{% for one in [value, item.title, item.note] %}
{{ m.twice(one) if not loop.first else one }}{{ loop.index }}{% endfor %}
{% call m.around() %}{{ value }}{% endcall %}{{ whole }}{{ {"a": [value]}["a"][0] }}{{ item.title | upper }}
{{ [value, "<"] | join("&") }}{{ item.abbreviated }}{% include "base" %}{% endblock %}""",
    "macros": """{% macro twice(one, by=" ") %}{{ one }}{{ by }}{{ one }}{% endmacro %}
{% macro around() %}({{ caller() }}){% endmacro %}""",
}


def drawn(kind: type[Environment], value: object) -> str:
    made = kind(loader=DictLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return made.get_template("shown").render(value=value, item=_ITEM)


@given(value=_VALUES)
def test_what_is_drawn_is_what_jinja_draws(value: object) -> None:
    assert drawn(Templates, value) == drawn(Environment, value)


@given(value=_VALUES)
def test_a_value_is_shown_as_markupsafe_escapes_it(value: object) -> None:
    assert shown(value) == escape(value)


class _Safe:
    def __html__(self) -> str:
        return "<b>"


def test_what_says_that_it_is_html_is_shown_so() -> None:
    assert shown(_Safe()) == "<b>"


@pytest.mark.parametrize(
    "template", ["{{ item.nothing }}", "{{ nothing }}", "{{ nothing.more }}", "{{ item() }}"]
)
def test_what_is_missing_is_an_error(template: str) -> None:
    made = Templates(autoescape=True, undefined=StrictUndefined)
    with pytest.raises(Exception, match=r"nothing|callable"):
        made.from_string(template).render(item=_ITEM)
