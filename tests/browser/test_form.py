"""The forms in a real browser: their records pass the check, are built and can be found."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from support.atlases import REFERENCE
from support.building import only_some_findings
from support.commands import call
from support.forms import IDS, TITLES, field, fill_main, finish, open_form, value_of
from support.search import IDLE
from support.sites import serve_folder

pytestmark = pytest.mark.browser

PUBLIC = """
stage: placed
expertise:
  - decision: meets
    date: 2026-02-01
    body: Экспертный совет
"""


def run(root: Path, *words: str) -> None:
    """Run a command of the atlas, which must succeed."""
    done = call(root, *words)
    assert done.code == 0, done


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the reference atlas, to which the forms' records are added."""
    root = tmp_path_factory.mktemp("forms") / "atlas"
    shutil.copytree(REFERENCE, root, ignore=shutil.ignore_patterns(".atlas"))
    return root


@pytest.fixture(scope="module")
def taken(browser: Browser, built_site: Path, atlas: Path) -> dict[str, str]:
    """The files made with the three forms, in place: their texts by folder."""
    texts: dict[str, str] = {}
    with serve_folder(built_site, mount="/atlas/") as address:
        for folder in TITLES:
            context = browser.new_context(locale="ru-RU")
            page = open_form(context.new_page(), f"{address}propose/{folder}/")
            fill_main(page, folder)
            texts[folder] = finish(page)
            assert page.locator("[data-path]").text_content() == f"content/{folder}/{IDS[folder]}.yaml"
            context.close()
    for folder, text in texts.items():
        (atlas / "content" / folder / f"{IDS[folder]}.yaml").write_text(text, encoding="utf-8")
    return texts


@pytest.fixture(scope="module")
def enlarged(atlas: Path, taken: dict[str, str]) -> Iterator[str]:
    """The address of the atlas with the records of the forms, the practice at a public stage."""
    practice = atlas / "content/practices" / f"{IDS['practices']}.yaml"
    practice.write_text(taken["practices"] + PUBLIC.lstrip(), encoding="utf-8")
    with only_some_findings():
        run(atlas, "build", "--jobs", "1", "--site-dir", str(atlas / "site"))
    with serve_folder(atlas / "site", mount="/atlas/") as address:
        yield address


@pytest.mark.parametrize("folder", TITLES)
def test_what_a_form_gives_is_clean_and_canonical(atlas: Path, taken: dict[str, str], folder: str) -> None:
    file = f"content/{folder}/{IDS[folder]}.yaml"
    (atlas / file).write_text(taken[folder], encoding="utf-8")
    run(atlas, "check", file)
    run(atlas, "fmt", "--check", file)
    value = value_of(taken[folder])
    assert (value["id"], value["title"]) == (IDS[folder], TITLES[folder])
    assert "stage" not in value


@pytest.mark.parametrize("folder", TITLES)
def test_a_record_of_a_form_is_found_by_search(page: Page, enlarged: str, folder: str) -> None:
    page.goto(f"{enlarged}search/?q={TITLES[folder]}")
    page.wait_for_function(IDLE)
    expect(page.locator(".atlas-search__results a").first).to_have_text(TITLES[folder])
    page.goto(f"{enlarged}{folder}/{IDS[folder]}/")
    expect(page.locator("h1")).to_have_text(TITLES[folder])
    assert "Сельская школа № 5" in page.locator("main").inner_text()


def test_a_short_record_fits_into_the_address_of_the_new_file(page: Page, site_address: str) -> None:
    open_form(page, f"{site_address}propose/communities/")
    fill_main(page, "communities")
    text = finish(page)
    way = page.locator("[data-way=filled]")
    address = str(way.locator("[data-open]").get_attribute("href"))
    assert way.is_visible()
    assert len(address) <= 7500
    assert address.startswith("https://github.com/example/educational-atlas/new/main?")
    assert parse_qs(urlsplit(address).query) == {
        "filename": [f"content/communities/{IDS['communities']}.yaml"],
        "value": [text],
    }
    assert page.locator("[data-way=copied]").is_hidden()


def test_a_file_that_is_no_longer_what_is_filled_in_goes_away(page: Page, site_address: str) -> None:
    open_form(page, f"{site_address}propose/communities/")
    fill_main(page, "communities")
    finish(page)
    field(page, "title").fill("Клуб учителей астрономии")
    expect(page.locator("#atlas-form-result")).to_be_hidden()
    assert value_of(finish(page))["id"] == "klub-uchiteley-astronomii"


def test_a_long_record_is_copied(page: Page, site_address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_form(page, f"{site_address}propose/practices/")
    fill_main(page, "practices")
    field(page, "problem").fill("Ученики не верят формулам. " * 60)
    text = finish(page)
    assert page.locator("[data-way=filled]").is_hidden()
    way = page.locator("[data-way=copied]")
    assert "не помещается" in way.inner_text()
    assert way.get_by_role("link").get_attribute("href") == (
        "https://github.com/example/educational-atlas/new/main"
        f"?filename=content/practices/{IDS['practices']}.yaml"
    )
    way.get_by_role("button").click()
    expect(way.locator("[data-copied]")).to_have_text("Скопировано.")
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_a_browser_that_refuses_to_copy_shows_the_text(page: Page, site_address: str) -> None:
    open_form(page, f"{site_address}propose/practices/")
    page.evaluate("""() => {
      navigator.clipboard.writeText = async () => { throw new Error('no'); };
      document.execCommand = () => false;
    }""")
    fill_main(page, "practices")
    field(page, "problem").fill("Ученики не верят формулам. " * 60)
    text = finish(page)
    page.get_by_role("button", name="Скопировать текст записи").click()
    expect(page.locator("[data-copied]")).to_contain_text("скопируйте его сами")
    assert page.evaluate("document.activeElement.value") == text
    assert page.evaluate("document.activeElement.selectionEnd") == len(text)


def test_a_file_is_saved_under_its_name(page: Page, site_address: str, tmp_path: Path) -> None:
    open_form(page, f"{site_address}propose/resource_centres/")
    fill_main(page, "resource_centres")
    text = finish(page)
    page.get_by_text("Другие способы").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Скачать").click()
    assert coming.value.suggested_filename == f"{IDS['resource_centres']}.yaml"
    coming.value.save_as(tmp_path / "saved.yaml")
    assert (tmp_path / "saved.yaml").read_text(encoding="utf-8") == text
