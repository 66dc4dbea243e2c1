from __future__ import annotations

from types import SimpleNamespace

import markupsafe
import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from generator.site.render.quick_jinja import QuickEnvironment, escape

TEMPLATES = {
    "pieces": """
{% macro name(text, mark="") %}<b{{ mark }}>{{ text }}</b>{% endmacro %}
{% macro list(items) %}
{% for item in items %}{{ loop.index }} {{ caller(item) }}{% endfor %}
{% endmacro %}""",
    "page": """{% extends "frame" %}{% import "pieces" as pieces %}
{% block content %}{{ super() }}
{% set kept %}{{ value }}{% endset %}{{ kept }} {{ kept ~ value }} {{ value | upper }} {{ value.strip("<") }}
{% call(item) pieces.list([value, 1, none, safe]) %}{{ pieces.name(item, mark="'") }}{% endcall %}
{{ pieces["name"](safe) }}{{ range(1, 3) | list }}{{ "{}".format(value) }}{{ shown(*[value]) }}
{{ part.name }}{{ part.class }}
{% for one in [safe] %}{{ pieces.name(text=one) }}{{ loop.first }}{{ loop.previtem is defined }}
{{ shown(one) }}{% include "end" %}{% endfor %}
{% endblock %}""",
    "frame": "{{ shared }}{% block content %}<i>{{ value }}</i>{% endblock %}",
    "end": "{{ value | length }}{{ shared }}",
}


def render(environment: type[Environment]) -> str:
    found = environment(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    found.globals.update(
        shared="<общее>",
        shown=lambda text: f"({text})",
        part=SimpleNamespace(**{"name": "<и>", "class": "к"}),
    )
    return found.get_template("page").render(value="<a & 'б'>", safe=Markup("<u>в</u>"))


def test_a_page_is_the_same_as_jinja2_makes_it() -> None:
    assert render(QuickEnvironment) == render(Environment)


@pytest.mark.parametrize("value", ["<&>'\"", Markup("<b>"), None, 0.5, ["<"], StrictUndefined])
def test_a_value_is_escaped_as_markupsafe_does(value: object) -> None:
    assert escape(value) == markupsafe.escape(value)
