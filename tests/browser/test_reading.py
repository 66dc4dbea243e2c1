"""«Версия для слабовидящих» and the menu, by keyboard, in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.page_kinds import addresses, like_others

from generator.base.hyphens import SOFT_HYPHEN, remove_hyphens

pytestmark = pytest.mark.browser


def attributes(page: Page) -> dict[str, str]:
    return dict(
        page.evaluate(
            "Object.fromEntries([...document.documentElement.attributes].map(a => [a.name, a.value]))"
        )
    )


def test_the_panel_works_by_keyboard_and_is_remembered(page: Page, site_address: str) -> None:
    page.goto(site_address)
    button = page.get_by_role("button", name="Версия для слабовидящих")
    panel = page.get_by_role("group", name="Версия для слабовидящих")
    expect(panel).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert attributes(page)["data-atlas-size"] == "large"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()

    page.goto(f"{site_address}practices/")
    assert attributes(page)["data-atlas-size"] == "large"
    page.get_by_role("button", name="Версия для слабовидящих").click()
    page.get_by_role("button", name="Обычный вид").click()
    assert "data-atlas-size" not in attributes(page)


def test_a_contrast_scheme_holds_in_light_and_dark(page: Page, site_address: str) -> None:
    page.goto(site_address)
    page.get_by_role("button", name="Версия для слабовидящих").click()
    page.get_by_label("белым по чёрному").check()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.reload()
        colours = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
        assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_a_contrast_scheme_tells_apart_what_a_ground_does_elsewhere(page: Page, site_address: str) -> None:
    page.goto(f"{site_address}findings/not-utf8/")
    page.evaluate("localStorage.setItem('atlas-reading', JSON.stringify({contrast: 'white-on-black'}))")
    page.reload()
    marked = page.locator(".atlas-excerpt mark").first
    expect(marked).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(marked).to_have_css("color", "rgb(0, 0, 0)")
    page.goto(f"{site_address}practices/")
    page.locator(".atlas-card__star").first.click()
    count = page.locator("[data-atlas-kept='1']")
    colours = count.evaluate(
        "part => (s => [s.color, s.backgroundColor])(getComputedStyle(part, '::before'))"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_broken_memory_of_the_device_does_no_harm(page: Page, site_address: str) -> None:
    page.goto(site_address)
    page.evaluate("localStorage.setItem('atlas-reading', '{]')")
    page.reload()
    expect(page.get_by_role("button", name="Версия для слабовидящих")).to_be_visible()


def test_the_menu_of_a_small_screen_opens_by_keyboard(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(site_address)
    menu = page.get_by_role("button", name="Меню разделов")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Shift+Tab")  # what has the focus is seen: the menu does not lie over it
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(menu).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_large_text_does_not_push_the_page_sideways(page: Page, site_address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site_address)
    page.evaluate("localStorage.setItem('atlas-reading', JSON.stringify({size: 'huge', spacing: 'wider'}))")
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


# The pieces of the texts of titles, facts and tables that should stand on one line, and do not.
BROKEN = """
selector => [...document.querySelectorAll(selector)].flatMap(place => {
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), broken = [];
  if (!place.checkVisibility()) return broken; // a closed sheet is as narrow as its chip
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    for (const piece of node.data.matchAll(/[а-яё]+/gi)) {
      const tops = [...piece[0]].map((_, number) => {
        const letter = document.createRange();
        letter.setStart(node, piece.index + number);
        letter.setEnd(node, piece.index + number + 1);
        const shown = [...letter.getClientRects()].pop(); // what comes before it is a hyphen
        return shown && Math.round(shown.top);
      });
      if (new Set(tops).size > 1) broken.push(piece[0]);
    }
  }
  return broken;
})
"""
COPIED = """
() => {
  const held = new DataTransfer();
  getSelection().selectAllChildren(document.querySelector("h1"));
  document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: held, cancelable: true }));
  return [held.getData("text/plain"), held.getData("text/html")];
}
"""

# Texts that stand as towers: four lines or more of a few letters each.
TOWERS = """
() => {
  const content = document.querySelector("#content"), towers = [];
  const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const place = node.parentElement, words = node.data.trim();
    if (!words || place.closest("svg, .atlas-hidden") || !place.checkVisibility()) continue;
    const text = document.createRange();
    text.selectNodeContents(node);
    const lines = new Set([...text.getClientRects()].map(line => Math.round(line.top))).size;
    if (lines >= 4 && words.length / lines < 5) towers.push(words);
  }
  return [towers, document.documentElement.scrollWidth <= innerWidth];
}
"""


def test_the_largest_letters_have_room(page: Page, built_site: Path, site_address: str) -> None:
    page.goto(site_address)
    page.evaluate("localStorage.setItem('atlas-reading', JSON.stringify({size: 'huge'}))")
    for kind, address in {**addresses(built_site), **like_others(built_site)}.items():
        page.goto(site_address + address)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TOWERS) == [[], True], (kind, width)
        page.set_viewport_size({"width": 360, "height": 800})
        page.evaluate("document.documentElement.dataset.atlasSpacing = 'wider'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, kind


# Of each visible name on the map: whether it is about as large as notes are, and whether all of it is seen.
NAMES = """
() => { const large = (part) => parseFloat(getComputedStyle(part).fontSize);
return [...document.querySelectorAll(".atlas-map__spot > :is(text, span):first-of-type")]
  .filter(name => name.checkVisibility())
  .map(name => {
    const drawing = name.closest("svg"), squares = name.closest(".atlas-map__squares");
    const scale = drawing ? drawing.getScreenCTM().a : 1;
    const room = name.parentElement;
    return [
      large(name) * scale > 0.7 * large(document.querySelector("#content .atlas-note")),
      drawing !== null || room.scrollWidth <= room.clientWidth && squares.scrollWidth <= squares.clientWidth,
    ];
  }); }
"""


@pytest.mark.parametrize("size", ["large", "huge"])
def test_the_names_of_the_map_grow_with_the_letters(page: Page, site_address: str, size: str) -> None:
    page.goto(site_address)
    page.evaluate("size => localStorage.setItem('atlas-reading', JSON.stringify({ size }))", size)
    for address in ("", "municipalities/"):
        page.goto(site_address + address)
        for width in (360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            names = page.evaluate(NAMES)
            assert len(names) > 40
            assert [name for name in names if name != [True, True]] == [], (address, width)


def test_no_word_is_broken_without_a_hyphen_and_none_is_copied_with_one(
    page: Page, built_site: Path, site_address: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site_address)
    page.evaluate("localStorage.setItem('atlas-reading', JSON.stringify({size: 'huge'}))")
    for kind, address in addresses(built_site).items():
        page.goto(site_address + address)
        assert page.evaluate(BROKEN, "#content :is(h1, h2, th, td, dt, dd, p, li, summary)") == [], kind
    pages = sorted(built_site.glob("practices/*/index.html"), key=lambda path: path.stat().st_size)
    records = ",".join(f"practices/{path.parent.name}" for path in pages[-4:])
    page.goto(f"{site_address}compare/?records={records}")
    expect(page.locator(".atlas-compare--4")).to_be_visible()
    assert page.evaluate(BROKEN, "#content :is(th, td)") == [], "comparison"
    page.goto(f"{site_address}municipalities/")
    title = str(page.locator("h1").text_content())
    assert SOFT_HYPHEN in title
    for copied in page.evaluate(COPIED):
        assert SOFT_HYPHEN not in copied
        assert remove_hyphens(title) in copied
