from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from generator import render
from generator.render import compile_templates, environment


def test_a_changed_template_is_compiled_anew() -> None:
    shown = [environment(DictLoader({"a": text})).get_template("a").render() for text in ("1", "2", "1")]
    assert shown == ["1", "2", "1"]


def test_what_was_compiled_ahead_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_templates()
    monkeypatch.delattr(Environment, "compile")
    made = environment()
    pages = [name for name in made.list_templates() if "/" not in name]
    assert all(made.get_template(name) for name in pages)


def test_a_broken_template_is_left_to_those_who_draw_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = environment(DictLoader({"broken": "{% if %}", "whole": ""}))
    monkeypatch.setattr(render, "environment", lambda: broken)
    compile_templates()
    monkeypatch.delattr(Environment, "compile")
    assert broken.get_template("whole").render() == ""
