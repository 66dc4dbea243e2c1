"""The same files work at the root of a host and under a sub-path."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response
from support.sites import serve_folder
from support.tabs import all_answered, listen_to

pytestmark = pytest.mark.browser


def test_site_works_under_a_sub_path(page: Page, built_site: Path, tmp_path: Path) -> None:
    shutil.copytree(built_site, tmp_path / "obl/atlas")
    failed: list[str] = []

    def judge(response: Response) -> None:
        if response.status >= 400:
            failed.append(response.url)

    with listen_to(page, "response", judge), serve_folder(tmp_path) as address:
        page.goto(f"{address}obl/atlas/practices/")
        with all_answered(page):  # the keys have their script by then
            page.locator("main h2 a, main h3 a").first.click()
            page.wait_for_url(f"{address}obl/atlas/practices/*/")
        assert page.url.startswith(f"{address}obl/atlas/practices/")
        page.keyboard.press("/")
        page.keyboard.type("наставник")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url.startswith(f"{address}obl/atlas/search/?q="))
        page.locator(".atlas-result a").first.wait_for()
    assert failed == []
