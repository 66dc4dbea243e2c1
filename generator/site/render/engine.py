"""Templating: Jinja2 without what the templates of pages never ask of it.

A page of a record shows two hundred values and calls a macro sixty times. For each value Jinja2 makes an
object that says it is safe, and joins it to others as mere text; each call it searches for a wish to be
given the context; each attribute it looks for among items too. That was a fifth of a page.

So here: what is shown is only escaped; nothing that is called is given the context; `a.b` is an attribute,
`a["b"]` an item, and one that is missing an AttributeError. All else is Jinja2's.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Getattr
from jinja2.runtime import Context
from markupsafe import Markup, escape

try:  # an eighth of the time of `escape`, which makes an object of what this returns
    from markupsafe import _escape_inner as _escaped  # type: ignore[attr-defined]
except ImportError:

    def _escaped(text: str, /) -> str:
        return str(escape(text))


def shown(value: object) -> str:
    """Return a value as HTML; `Markup` is HTML already."""
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is Markup else escape(value)


class _Context(Context):
    def call(
        self,
        called: Callable[..., Any],
        /,
        *values: Any,  # noqa: ANN401 - whatever a template gives
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Call what a template calls; Jinja2 adds what only those want that are given the context."""
        return called(*values, **named)


class _Code(CodeGenerator):
    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - so Jinja2 names it
        """Write the reading of an attribute."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")


class _Template(Template):
    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - so Jinja2 names it
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Return the template of compiled code, which calls what makes values safe by this name."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = shown
        return made


class Templates(Environment):
    """The environment of templates that are made into pages."""

    context_class = _Context
    code_generator_class = _Code
    template_class = _Template
