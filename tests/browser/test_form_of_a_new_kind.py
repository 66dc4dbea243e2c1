"""The form of a kind that was added in six files gives a record that the check accepts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from support.forms import field, finish, open_form, value_of
from support.new_kind import add_excursion
from support.sites import serve_folder

pytestmark = pytest.mark.browser


def test_the_form_gives_a_record_in_order(browser: Browser, tmp_path: Path) -> None:
    enlarged = add_excursion(tmp_path)
    with serve_folder(enlarged.build(), mount="/atlas/") as address:
        page = open_form(browser.new_page(locale="ru-RU"), f"{address}propose/excursions/")
        field(page, "title").fill("День открытых уроков физики")
        field(page, "starts").fill("2026-11-02")
        field(page, "source-title").fill("План кабинета на год")
        text = finish(page)
        name = page.locator("[data-path]").text_content()
    assert value_of(text)["starts"] == "2026-11-02"
    (enlarged.root / str(name)).write_text(text, encoding="utf-8")
    assert "Замечаний нет" in enlarged.say("check", str(name))
