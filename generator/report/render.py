"""Renders reports from templates: Markdown for a forge, text for a terminal or mail, HTML for mail.

Every value is escaped: as Markdown without effect (see `report.markdown`), as text without control
characters, or as HTML. Intended markup has the type `Markup`. Quotation marks inside others become „лапки“.
"""

from collections.abc import Callable
from functools import cache
from pathlib import PurePath

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.base.russian import (
    capitalise,
    count,
    format_day,
    format_number,
    format_short_day,
    join_words,
    nest_quotes,
    plural,
    quote,
)
from generator.base.template_cache import TEMPLATE_CACHE
from generator.model.findings import Finding
from generator.report.base import SEVERITY, advice_sentences, escape_invisible
from generator.report.markdown import escape_markdown, markdown_link
from generator.report.mask import mask_text

_MARKDOWN, _TEXT, _HTML = ".md.j2", ".txt.j2", ".html.j2"


def render_report(template: str, **values: object) -> str:
    """Render a template of `generator/report/templates/`.

    The suffix of the template's name before `.j2` is the format.

    Raises:
        jinja2.TemplateError: the template is missing or broken, or a variable is undefined.
    """
    return load_template(template).render(**values)


def render_masked(template: str, **values: object) -> str:
    """Render a report with personal data masked: in the values before escaping, not by searching the result.

    Raises:
        jinja2.TemplateError: as `render_report`.
    """
    return load_template(template, masked=True).render(**values)


def load_template(template: str, *, masked: bool = False) -> Template:
    """Return a template; those that it includes are loaded when it is rendered.

    Raises:
        jinja2.TemplateError: the template is missing or broken.
    """
    ending = "".join(PurePath(template).suffixes[-2:])
    return _environment(ending, masked).get_template(template)


@cache
def _environment(ending: str, masked: bool) -> Environment:  # noqa: FBT001 - two of each
    made = Environment(
        loader=PackageLoader("generator", "report/templates"),
        autoescape=True,  # values that are not HTML are escaped by `finalize` first
        finalize=_mask_first(_FINALIZE[ending]) if masked else _FINALIZE[ending],
        auto_reload=False,
        bytecode_cache=TEMPLATE_CACHE,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        count=count, plural=plural, day=format_day, short_day=format_short_day, figure=format_number
    )
    made.filters.update(quoted=quote, listed=join_words, capitalised=capitalise)
    made.filters.update(link_to=_masked_link if masked else _link)
    made.filters.update(call=_call, severity=SEVERITY.__getitem__, advice=_advice)
    return made


def _link(text: str, address: str) -> Markup:
    return Markup(markdown_link(text, address))  # noqa: S704 - escaped there


def _masked_link(text: str, address: str) -> Markup:
    return _link(mask_text(text), address)


def _mask_first(finalize: Callable[[object], object]) -> Callable[[object], object]:
    return lambda value: finalize(value if isinstance(value, Markup) else mask_text(str(value)))


def _call(account: str) -> Markup:
    return Markup(f"@{account}")  # noqa: S704 - an account from the settings, whose form is checked


def _advice(finding: Finding) -> str:
    return " ".join(advice_sentences(finding))


def _unless_markup(escape: Callable[[str], str]) -> Callable[[object], object]:
    def finalize(value: object) -> Markup:
        if isinstance(value, Markup):
            return value
        return Markup(escape(nest_quotes(str(value))))  # noqa: S704 - just escaped

    return finalize


_FINALIZE: dict[str, Callable[[object], object]] = {
    _MARKDOWN: _unless_markup(escape_markdown),
    _TEXT: _unless_markup(lambda text: "\n".join(map(escape_invisible, text.split("\n")))),
    _HTML: lambda value: nest_quotes(value) if type(value) is str else value,
}
