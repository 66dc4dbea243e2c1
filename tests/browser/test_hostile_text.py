"""Contributors' texts are only ever text: in the browser, in every text field of every kind.

The site is built without the checks, which refuse most of this, and without its policy: pages
must be safe by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from lxml import etree
from playwright.sync_api import Page
from support.attacks import ADDRESSES, CODE, MAILBOXES, MARKDOWN, ODD, PROBE, SEEN, glue_words, unbroken
from support.building import buildable, order
from support.pages import record
from support.records import REPOSITORY, own_settings
from support.search import IDLE
from support.sites import serve_folder
from support.tabs import listen_to, without_dialogs
from support.whole_records import TextOf, whole_record

from generator.model.findings import Pointer
from generator.model.kinds import KINDS, Kind
from generator.model.link import link
from generator.site.complete import complete
from generator.site.host.mkdocs import draw
from generator.site.prepare import prepare_pages
from generator.site.progress import Progress
from generator.site.views.site import SiteIndex
from generator.source.fields import Fields
from generator.source.git.history import read_history
from generator.source.schema_files import filled_schemas, read_schemas

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
LONGEST = 12_000
ALIVE = """probe => {
  const acts = node => [...node.attributes].some(one => /^on/i.test(one.name) && one.value.includes(probe));
  const runs = node => node.localName === "script" && node.type !== "application/ld+json";
  const bad = /^(javascript|data|vbscript|file):/i;
  const leads = node => [node.href, node.src, node.action, node.data].some(way => bad.test(way ?? ""));
  const foreign = "iframe, object, embed, base, plaintext, svg script, meta[http-equiv=refresh]";
  const lives = node =>
    acts(node) || (runs(node) && node.text.includes(probe)) || leads(node) || node.matches(foreign);
  return [...document.querySelectorAll("*")].filter(lives).map(node => node.outerHTML.slice(0, 200));
}"""
"""What of a page could run, lead out or load something."""
WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  const over = document.scrollingElement.scrollWidth - edge;
  const wide = node => node.getBoundingClientRect().right > edge + 1;
  const held = node => node && node !== document.body &&
    (/auto|scroll|hidden/.test(getComputedStyle(node).overflowX) || held(node.parentElement));
  const all = [...document.querySelectorAll("body *")];
  const guilty = all.filter(node => wide(node) && !held(node.parentElement));
  const told = node => `${node.localName}.${node.className} ${node.textContent.trim().slice(0, 30)}`;
  return [over, over > 0 ? guilty.slice(0, 6).map(told) : []];
}"""
"""How much wider than the screen a page is, and what makes it so."""


@pytest.fixture
def under_policy() -> bool:
    """No: if a text became a script, it must be able to run here."""
    return False


def codes(_kind: Kind) -> TextOf:
    """All scripts, templates and escapes at once; web and e-mail addresses in turn."""
    others = {"address": cycle(ADDRESSES.values()), "email": cycle(MAILBOXES.values())}
    lines = " ".join(CODE.values())
    prose = "\n\n".join([*CODE.values(), *(text for text in MARKDOWN.values() if len(text) < LONGEST)])

    def text_of(_pointer: Pointer, form: str) -> str:
        return next(others[form]) if form in others else prose if form == "markdown" else lines

    return text_of


def odds(_kind: Kind) -> TextOf:
    """Everything that looks odd, except stacked diacritics: no browser can break a letter."""
    text = " ".join(text for name, text in ODD.items() if name != "heaps of marks")
    return lambda _pointer, form: HARMLESS.get(form, text)


def words(make: Callable[[int], str]) -> Callable[[Kind], TextOf]:
    """Return a function that makes texts of the maximum length without a place to break the line."""

    def texts(kind: Kind) -> TextOf:
        fields = Fields(schemas=read_schemas(REPOSITORY), file=kind.schema_file)

        def text_of(pointer: Pointer, form: str) -> str:
            longest = fields.at(pointer).schema.get("maxLength", 30)
            if form == "markdown":
                return broad(make)
            return LONG.get(form, make(longest))[:longest]

        return text_of

    return texts


def broad(make: Callable[[int], str]) -> str:
    """Return Markdown with everything that can be wide."""
    row = "|".join([make(60)] * 8)
    levels = "\n".join("  " * level + f"- {make(80)}" for level in range(6))
    table = f"{row}\n{'|'.join(['-'] * 8)}\n{row}"
    parts = (
        f"## {make(200)}",
        f"`{make(300)}`",
        f"    {make(300)}",
        f"> {make(300)}",
        f"[{make(99)}](https://x.ru/)",
    )
    return "\n\n".join([make(2000), *parts, levels, table])


HARMLESS = {"address": "https://example.org/", "email": "a@example.org", "phone": "8 861 000-00-00"}
LONG = {
    "address": f"https://example.org/{'a' * 500}",
    "email": f"{'a' * 100}@example.org",
    "phone": "8" * 30,
}
VARIANTS: Mapping[str, Callable[[Kind], TextOf]] = {
    "code": codes,
    "odd": odds,
    "long": words(unbroken),
    "glued": words(glue_words),
}
RECORDS = [kind.address(variant) for kind in KINDS for variant in VARIANTS]
LISTS = ["", *(f"{kind.folder}/" for kind in KINDS), "tags/", "subjects/", "municipalities/"]
SEARCHES = [
    f"search/?q={quote(query)}" for query in ("щелчок", "опыты", f"<img src=x onerror={PROBE}>", "щ" * 2000)
]


@dataclass(frozen=True, kw_only=True)
class Site:
    """The hostile site: its folder, and its address on a local server."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with hostile records only."""
    root = buildable(tmp_path_factory.mktemp("hostile"))
    folder = root / "site"
    folder.mkdir()
    settings, ordered = own_settings(), order(root, search=True)
    entries = [record(kind, name, **hostile(kind, name)) for kind in KINDS for name in VARIANTS]
    history = read_history(root)
    catalogue, schemas = link(entries, settings, ordered.as_of), filled_schemas(root, settings)
    prepared = prepare_pages(root, SiteIndex(catalogue=catalogue, history=history, schemas=schemas))
    frames = draw(prepared.plan_frames(root), folder)
    complete(ordered, prepared, frames, folder, Progress())
    with serve_folder(folder, mount=urlsplit(settings.atlas.site_address).path) as address:
        yield Site(folder=folder, address=address)


def hostile(kind: Kind, variant: str) -> dict[str, Any]:
    """Return a record of a kind with an attack in every text field."""
    fields = whole_record(kind, own_settings(), VARIANTS[variant](kind))
    return fields | {"redirect_from": []}


def looked_at(page: Page, site: Site, address: str) -> None:
    """Open a page and assert that its texts run no code, load nothing and do not widen it."""
    asked: list[str] = []
    with listen_to(page, "request", lambda request: asked.append(request.url)), without_dialogs(page):
        page.goto(site.address + address)
        if address.startswith("search/"):
            page.wait_for_function(IDLE)
        assert page.evaluate(SEEN) is None
    assert page.evaluate(ALIVE, PROBE) == []
    own = urlsplit(site.address).netloc
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("blob:", "data:image/"))} == {own}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDE) == [0, []], f"{address or 'home'} at {width} px"


@pytest.mark.parametrize("address", RECORDS)
def test_every_field_of_a_record_is_shown_as_text(page: Page, site: Site, address: str) -> None:
    looked_at(page, site, address)
    if address.endswith("/code/"):
        shown = page.locator("main").inner_text()
        assert shown.count("{{ 7*7 }}") > 10
        assert shown.count(f"<script>{PROBE}</script>") > 10


@pytest.mark.parametrize("address", [*LISTS, *SEARCHES])
def test_lists_and_search_show_it_as_text(page: Page, site: Site, address: str) -> None:
    looked_at(page, site, address)


def test_a_result_of_search_shows_it_as_text(page: Page, site: Site) -> None:
    page.goto(f"{site.address}search/?q={quote('щелчок')}")
    page.locator("main", has_text="{{ 7*7 }}").first.wait_for()
    assert page.evaluate(SEEN) is None


def test_files_for_machines_stay_whole(site: Site) -> None:
    for file in site.folder.rglob("*.xml"):
        etree.parse(file, etree.XMLParser(resolve_entities=False))
    for file in site.folder.rglob("*.json"):
        json.loads(file.read_text(encoding="utf-8"))
    for file in (site.folder / "practices").rglob("*.html"):
        page = etree.parse(file, etree.HTMLParser(huge_tree=True))
        for data in page.findall(".//script[@type='application/ld+json']"):
            json.loads(data.text or "")
