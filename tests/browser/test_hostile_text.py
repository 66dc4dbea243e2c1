"""What contributors write is only ever text: seen in the browser, in every text field of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from support.building import buildable, order
from support.pages import record
from support.records import own_settings
from support.sites import served
from support.whole_records import whole_record

from generator import views
from generator.build import Prepared, Watch, complete, silent
from generator.check import CheckResult
from generator.findings import Pointer
from generator.frame import draw
from generator.history import read_history
from generator.kinds import KINDS, Kind
from generator.link import link
from generator.render import Renderer

pytestmark = pytest.mark.browser

PROBE = "window.atlasWasAttacked = true"
ATTACK = (
    f"<script>{PROBE}</script> <img src=x onerror='{PROBE}'> {{{{ 7*7 }}}} {{% raw %}} "
    f"[щелчок](javascript:{PROBE.replace(' ', '')}) \"'></title></textarea><svg onload='{PROBE}'>"
)
ADDRESS = f"javascript:{PROBE.replace(' ', '')}"


def hostile(kind: Kind) -> dict[str, object]:
    """Return a record of a kind with an attack in every text field."""

    def text_of(_pointer: Pointer, form: str) -> str:
        return ADDRESS if form == "address" else ATTACK

    fields = whole_record(kind, own_settings(), text_of)
    fields["redirect_from"] = []
    return fields


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site made past the checks, which refuse most of this: pages must be safe by themselves."""
    root = buildable(tmp_path_factory.mktemp("hostile"))
    folder = root / "site"
    folder.mkdir()
    settings, ordered = own_settings(), order(root, search=True)
    entries = [record(kind, "whole", **hostile(kind)) for kind in KINDS]
    catalogue = link(entries, settings, ordered.as_of)
    checked = CheckResult(
        settings=settings, as_of=ordered.as_of, right=entries, findings=(), files={}, broken=()
    )
    history = read_history(root)
    pages = views.pages(catalogue, history)
    prepared = Prepared(
        catalogue=catalogue, checked=checked, history=history, pages=pages, renderer=Renderer(settings)
    )
    frames = draw(prepared.plan(root), folder)
    complete(ordered, prepared, frames, folder, Watch(silent))
    with served(folder, mount=urlsplit(settings.atlas.site_address).path) as address:
        yield address


def pages_of(site: Path) -> list[str]:
    """Return the addresses of all pages of a site."""
    return sorted(page.parent.relative_to(site).as_posix() for page in site.rglob("index.html"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_of_a_record_is_shown_as_text(page: Page, hostile_site: str, kind: Kind) -> None:
    page.goto(hostile_site + kind.address("whole"))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.atlasWasAttacked") is None
    assert page.evaluate("[...document.querySelectorAll('[href^=\"javascript\" i]')].length") == 0
    assert page.locator("#content :is(script, img, svg [onload], [onerror])").count() == 0
    shown = page.locator("main").inner_text()
    assert shown.count("{{ 7*7 }}") > 10
    assert "<script>window.atlasWasAttacked = true</script>" in shown


@pytest.mark.parametrize(
    "address",
    [
        "",
        "practices/",
        "municipalities/krasnodar/",
        "tags/",
        "communities/",
        "resource_centres/",
        "search/?q=щелчок",
    ],
)
def test_lists_and_search_results_show_it_as_text(page: Page, hostile_site: str, address: str) -> None:
    page.goto(hostile_site + address)
    page.wait_for_load_state("networkidle")
    page.locator("main", has_text="{{ 7*7 }}").first.wait_for()
    assert page.evaluate("window.atlasWasAttacked") is None
    assert page.locator("#content img").count() == 0
