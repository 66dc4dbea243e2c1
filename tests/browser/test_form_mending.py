"""Editing a published record: the form contains all of it, and returns unchanged what was not edited."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect
from support.atlases import REFERENCE
from support.forms import field, finish, open_form, value_of
from support.records import own_settings
from support.tabs import without_dialogs

from generator.letters.reply import form_address
from generator.model.kinds import KIND_BY_FOLDER

pytestmark = pytest.mark.browser

MOST = int(os.environ.get("ATLAS_MENDED", "2"))
"""So many records of each kind are mended, the largest; ATLAS_MENDED=1000 for all."""


def largest(site: Path, folder: str) -> list[str]:
    """Return the ids of the largest public records of a kind."""
    published = [json.loads(file.read_bytes()) for file in (site / "data/records" / folder).iterdir()]
    ids = [record_id for part in published for record_id in part]
    assert len(ids) >= 1
    return sorted(ids, key=lambda record_id: (-source(folder, record_id).stat().st_size, record_id))[:MOST]


def source(folder: str, record_id: str) -> Path:
    """Return the file of a record."""
    return REFERENCE / "content" / folder / f"{record_id}.yaml"


@pytest.mark.parametrize("folder", KIND_BY_FOLDER)
def test_a_record_that_is_left_alone_comes_back_as_it_was(
    page: Page, site_address: str, built_site: Path, folder: str
) -> None:
    for record_id in largest(built_site, folder):
        open_form(page, f"{site_address}propose/{folder}/?record={record_id}")
        expected = value_of(source(folder, record_id).read_text(encoding="utf-8"))
        assert value_of(finish(page)) == expected, record_id


def test_the_page_of_a_record_leads_to_the_form_and_one_change_changes_one_field(
    page: Page, site_address: str, built_site: Path
) -> None:
    record_id = largest(built_site, "practices")[0]
    page.goto(f"{site_address}practices/{record_id}/")
    page.get_by_role("link", name="Исправить запись").click()
    expect(field(page, "id")).to_have_value(record_id)
    before = value_of(source("practices", record_id).read_text(encoding="utf-8"))
    expect(page.locator("h1")).to_have_text(f"Исправить запись: {before['title']}")
    field(page, "summary").fill(f"{before['summary']} И ещё.")
    field(page, "title").fill("Другое название")
    after = value_of(finish(page))
    assert after == {**before, "summary": f"{before['summary']} И ещё.", "title": "Другое название"}
    assert after["id"] == record_id
    way = page.locator("[data-way=copied]")
    assert way.get_by_role("link").get_attribute("href") == (
        f"https://github.com/example/educational-atlas/edit/main/content/practices/{record_id}.yaml"
    )
    assert page.locator("[data-way=filled]").is_hidden()


def test_a_list_of_a_record_shrinks_and_what_is_unticked_goes(
    page: Page, site_address: str, built_site: Path
) -> None:
    record_id = largest(built_site, "practices")[0]
    before = value_of(source("practices", record_id).read_text(encoding="utf-8"))
    open_form(page, f"{site_address}propose/practices/?record={record_id}")
    page.locator("#f-steps [data-item]").nth(1).get_by_role("button", name="Убрать").click()
    page.locator("#f-audience [data-chosen] button").first.click()
    after = value_of(finish(page))
    assert after["steps"] == [before["steps"][0], *before["steps"][2:]]
    assert len(after.get("audience", [])) == len(before["audience"]) - 1


def test_the_draft_of_a_mended_record_is_its_own(page: Page, site_address: str, built_site: Path) -> None:
    first, second = largest(built_site, "communities")[:2]
    open_form(page, f"{site_address}propose/communities/?record={first}")
    field(page, "summary").fill("Черновик исправления.")
    expect(page.locator("#atlas-form-draft")).to_have_text("Черновик сохранён.")
    open_form(page, f"{site_address}propose/communities/?record={second}")
    assert field(page, "summary").input_value() != "Черновик исправления."
    open_form(page, f"{site_address}propose/communities/")
    expect(field(page, "summary")).to_have_value("")
    open_form(page, f"{site_address}propose/communities/?record={first}")
    expect(field(page, "summary")).to_have_value("Черновик исправления.")


@pytest.mark.parametrize(
    "record_id", ["net-takoy", "../../etc", "__proto__", "constructor", "<img src=x onerror=alert(1)>", "%00"]
)
def test_a_record_that_is_not_published_is_told(page: Page, site_address: str, record_id: str) -> None:
    message = page.locator("#atlas-form-message")
    with without_dialogs(page):
        page.goto(f"{site_address}propose/practices/?record={record_id}")
        expect(message).to_contain_text("среди опубликованных нет")
    assert message.locator("img").count() == 0
    assert page.locator("#atlas-form-fields").is_hidden()
    message.get_by_role("link", name="Заполнить новую запись").click()
    expect(field(page, "title")).to_have_value("")


def test_data_that_does_not_come_is_told(page: Page, site_address: str, built_site: Path) -> None:
    page.route("**/data/records/**", lambda route: route.abort())
    page.goto(f"{site_address}propose/practices/?record={largest(built_site, 'practices')[0]}")
    expect(page.locator("#atlas-form-message")).to_contain_text("Проверьте связь")


def test_the_link_of_a_reply_opens_the_form_with_the_answers_of_the_letter(
    page: Page, site_address: str
) -> None:
    atlas = replace(own_settings().atlas, site_address=site_address)
    value = value_of(source("practices", "shkolnyi-meteopost").read_text(encoding="utf-8"))
    sent = {**value, "id": "novyi-meteopost", "title": "Метеопост <b>другой</b> школы"}
    address = form_address("content/practices/novyi-meteopost.yaml", sent, atlas, is_published=False)
    open_form(page, address)
    expect(page.locator("#atlas-form-draft")).to_have_text("Форма заполнена вашими ответами из письма.")
    made = value_of(finish(page))
    assert made.keys() == sent.keys()
    for key in ("id", "title", "summary", "added", "municipality", "contacts", "steps"):
        assert made.get(key) == sent.get(key), key
    open_form(page, f"{site_address}propose/practices/")
    expect(field(page, "title")).to_have_value("")
