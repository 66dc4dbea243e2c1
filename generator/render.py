"""Render: a page becomes the HTML that is poured into a frame.

All markup stands in `templates/`. Jinja2 escapes by default, an unknown variable is an error, and
content is only ever a value: it is never read as a template.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator import text, wording
from generator.pages import Link, Page
from generator.search import Aliases, Articles
from generator.settings import Settings
from generator.views.items import Card

FILTERS: Mapping[str, Callable[..., object]] = {
    "markdown": text.markdown,
    "paragraphs": text.paragraphs,
    "day": wording.day,
    "short_day": wording.short_day,
    "partial_day": wording.partial_day,
    "figure": wording.figure,
    "joined": wording.joined,
    "quoted": wording.quoted,
    "count": wording.count,
    "plural": wording.plural,
}

_UNSAFE_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Filling:
    """What is poured into a frame. Each field is one slot of the frame; all but `title` are HTML."""

    title: str
    head: str
    content: str
    contents: str = ""
    contents_state: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What the head of a page tells browsers, search engines and messengers."""

    address: str
    title: str
    description: str = ""
    breadcrumbs: Sequence[Link] = ()
    json_ld: Sequence[dict[str, Any]] = ()
    listed: bool = True


def environment(loader: BaseLoader | None = None) -> Environment:
    """Return the Jinja2 environment of the generator's templates."""
    made = Environment(
        loader=loader or PackageLoader("generator", "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.filters.update(json_ld=json_ld, breadcrumbs_ld=breadcrumbs_ld)
    return made


def json_ld(value: object) -> Markup:
    """Return a value as JSON that may stand inside a script element: nothing in it can close one."""
    text_of_value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text_of_value.translate(_UNSAFE_IN_SCRIPT))  # noqa: S704 - escaped on this line


def breadcrumbs_ld(breadcrumbs: Sequence[Link], site: str) -> dict[str, Any]:
    """Return breadcrumbs as a schema.org object; `site` is the site's whole address."""
    items = [
        {"@type": "ListItem", "position": place, "name": crumb.title, "item": site + crumb.address}
        for place, crumb in enumerate(breadcrumbs, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


class Kept:
    """Remembers the cards of a build: a record's card stands on a dozen pages of the same depth."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._cards: dict[tuple[str, int, Card], Markup] = {}

    def __call__(self, macro: Callable[..., Markup], root: str, level: int, card: Card) -> Markup:
        """Return what `macro` makes of a card, made once for each depth and level of heading."""
        key = (root, level, card)
        if key not in self._cards:
            self._cards[key] = macro(card, level)
        return self._cards[key]


class Renderer:
    """Renders pages of one atlas."""

    def __init__(self, settings: Settings, templates: Environment | None = None) -> None:
        """Prepare the templates; `templates` stands in for the generator's own in tests."""
        self._templates = templates or environment()
        articles = Articles(Aliases(settings.search))
        self._templates.globals.update(atlas=settings.atlas, article_of=articles.of, kept=Kept())
        self._site = settings.atlas.site_address.rstrip("/") + "/"

    def render(self, page: Page) -> Filling:
        """Return the HTML of a page, part by part.

        Raises:
            jinja2.TemplateError: a template is missing, broken or asks for what the page lacks.
        """
        content = self._part(page.template, view=page.view, page=page, root=page.root)
        if page.search is not None:
            rendered = Markup(content)  # noqa: S704 - a template's output, escaped there
            content = self._part("article.html.j2", page=page, content=rendered, root=page.root)
        return Filling(
            title=str(Markup.escape(page.title)),
            head=self.head(_head_of(page)),
            content=content,
            contents=self._part("contents.html.j2", contents=page.contents) if page.contents else "",
            contents_state="" if page.contents else "hidden",
        )

    def head(self, head: Head) -> str:
        """Return the elements of a page's head: title, description, addresses, data for machines."""
        return self._part("head.html.j2", head=head, canonical=self.absolute(head.address), site=self._site)

    def whole(self, template: str, **variables: object) -> str:
        """Return a whole file from a template of its own: a redirect, the map of the site."""
        return self._part(template, absolute=self.absolute, **variables)

    def absolute(self, address: str) -> str:
        """Return the whole address of a page; an outside address stays as it is."""
        return address if "://" in address else self._site + address

    def _part(self, template: str, **variables: object) -> str:
        return self._templates.get_template(template).render(variables)


def _head_of(page: Page) -> Head:
    return Head(
        address=page.address,
        title=page.title,
        description=page.description,
        breadcrumbs=page.breadcrumbs,
        json_ld=page.json_ld,
        listed=page.listed,
    )
