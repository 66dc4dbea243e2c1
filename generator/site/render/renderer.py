"""Renders a page: the HTML that fills the slots of its frame.

All markup is in `templates/`. Jinja2 escapes by default, an unknown variable is an error, and content is only
ever a value: it is never parsed as a template.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.base.fingerprint import code_digest, fingerprint
from generator.base.hyphens import hyphenate
from generator.base.markdown import markdown, paragraphs
from generator.base.russian import DOT, count, format_day
from generator.base.template_cache import TEMPLATE_CACHE
from generator.model import addresses
from generator.model.settings import Settings
from generator.site.assets import Assets, find_assets
from generator.site.pages import Link, Page, Picture
from generator.site.render.quick_jinja import QuickEnvironment
from generator.site.search.aliases import Aliases
from generator.site.search.document import END, SearchTexts
from generator.site.search.document_store import IndexedDocument

_UNSAFE_IN_SCRIPT = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")
REMEMBERED = 1 << 12
"""Number of cached results of macros, each up to 2 KB."""


class Slots(msgspec.Struct, frozen=True, kw_only=True):
    """What fills the slots of a frame, one field per slot; all but `title` are HTML."""

    title: str
    head: str
    content: str
    contents: str = ""
    contents_state: str = ""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a hand-written page's head, for browsers and search engines: a subset of `Page`."""

    address: str
    title: str
    description: str = ""
    breadcrumbs: Sequence[Link] = ()
    json_ld: Sequence[dict[str, Any]] = ()
    listed: bool = True
    article: bool = False
    picture: Picture | None = None


def environment(loader: BaseLoader | None = None) -> Environment:
    """Return the Jinja2 environment of the generator's templates."""
    found = QuickEnvironment(
        loader=loader or PackageLoader("generator", "site/templates"),
        autoescape=True,
        auto_reload=False,
        bytecode_cache=TEMPLATE_CACHE,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(addresses=addresses, dot=DOT)
    found.filters.update(markdown=markdown, paragraphs=paragraphs, count=count, day=format_day)
    found.filters.update(hyphenate=hyphenate, json_ld=json_ld, breadcrumbs_ld=breadcrumbs_ld)
    found.filters.update(all_samples=all_samples)
    return found


def all_samples(cards: Sequence[Any]) -> bool:
    """Return whether no card is of a real record; Jinja2's `rejectattr` would take a fifth of a list page."""
    return all(card.sample for card in cards)


def json_ld(value: object) -> Markup:
    """Return a value as JSON for a script element: nothing in it can close the element."""
    text = msgspec.json.encode(value).decode()
    for character, code in _UNSAFE_IN_SCRIPT:
        text = text.replace(character, code)
    return Markup(text)  # noqa: S704 - made safe above


def breadcrumbs_ld(breadcrumbs: Sequence[Link], site: str) -> dict[str, Any]:
    """Return breadcrumbs as a schema.org object; `site` is the site's full address."""
    items = [
        {"@type": "ListItem", "position": place, "name": crumb.title, "item": site + crumb.address}
        for place, crumb in enumerate(breadcrumbs, start=1)
    ]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


class Renderer:
    """Renders the pages of one atlas."""

    def __init__(
        self, settings: Settings, assets: Assets | None = None, templates: Environment | None = None
    ) -> None:
        """Prepare the templates; tests may replace the generator's own and the assets."""
        self.assets = assets or find_assets()
        self._templates = templates or environment()
        self._texts = SearchTexts(Aliases(settings.search))
        # the same card is on a dozen pages, the same terms are on hundreds
        kept = lru_cache(maxsize=REMEMBERED)(lambda macro, *values: macro(*values))
        self._templates.globals.update(atlas=settings.atlas, assets=self.assets.folder, kept=kept)
        for name in ("ui", "sections", "choose"):  # importing them again for each page is slow
            self._templates.globals[name] = self._templates.get_template(f"{name}.html.j2").module
        self._site = settings.atlas.site_address.rstrip("/") + "/"
        shown = (settings.atlas, settings.search)
        self.digest = fingerprint(
            code_digest(), self.assets.folder.encode(), *map(msgspec.msgpack.encode, shown)
        )
        """Hash of everything a page is rendered from, except the page itself."""

    def render(self, page: Page) -> Slots:
        """Return the parts of a page as HTML.

        Raises:
            jinja2.TemplateError: a template is missing or broken, or uses what the page lacks.
        """
        return self._slots(page, self._content(page))

    def with_document(self, page: Page) -> tuple[Slots, IndexedDocument | None]:
        """Return the parts of a page as HTML, and its search document; None if it is not in the index.

        Raises:
            jinja2.TemplateError: as `render`.
        """
        content = self._content(page)
        return self._slots(page, content), self._document(page, content)

    def _content(self, page: Page) -> str:
        return self._part(page.template, view=page.view, page=page, root=page.root)

    def _slots(self, page: Page, content: str) -> Slots:
        if page.search is not None:
            own, _, rest = Markup(content).partition(END)  # noqa: S704 - a template's output, escaped there
            content = self._part("article.html.j2", own=own, rest=rest)
        return Slots(
            title=str(Markup.escape(hyphenate(page.title))),
            head=self.head(page),
            content=content,
            contents=self._part("contents.html.j2", contents=page.contents) if page.contents else "",
            contents_state="" if page.contents else "hidden",
        )

    def _document(self, page: Page, content: str) -> IndexedDocument | None:
        own, _, _ = content.partition(END)
        article = self._texts.make(page, Markup(own))  # noqa: S704 - a template's output, escaped there
        if article is None or page.search is None:
            return None
        html = self._part("document.html.j2", page=page, article=article)
        return IndexedDocument(html=html, filters=page.search.filters, sort=page.search.sort)

    def head(self, head: Head | Page) -> str:
        """Return the elements of a page's head: title, description, addresses, structured data."""
        return self._part("head.html.j2", head=head, canonical=self.absolute(head.address), site=self._site)

    def render_file(self, template: str, **variables: object) -> str:
        """Return a whole file rendered from its own template: a redirect, the sitemap."""
        return self._part(template, absolute=self.absolute, **variables)

    def absolute(self, address: str) -> str:
        """Return the full address of a page; an external address stays as it is."""
        return address if "://" in address else self._site + address

    def _part(self, template: str, **variables: object) -> str:
        return self._templates.get_template(template).render(variables)
