"""The preview of a proposal opens from a folder, without a server."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from support.git import commit_all
from support.reviews import DAY, PROPOSALS, atlas_to_change, of_fixture, with_design

from generator.review import assemble_review, open_proposal
from generator.review.preview import write_preview

pytestmark = pytest.mark.browser


def test_a_preview_is_read_from_a_folder(browser: Browser, tmp_path: Path) -> None:
    root = atlas_to_change(tmp_path / "atlas")
    with_design(root)
    of_fixture(PROPOSALS / "text-change")(root)
    commit_all(root)
    proposed = open_proposal(root, "main..proposal", as_of=DAY)
    write_preview(proposed, assemble_review(proposed), tmp_path / "preview.zip")
    with zipfile.ZipFile(tmp_path / "preview.zip") as archive:
        archive.extractall(tmp_path / "preview")
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto((tmp_path / "preview/index.html").as_uri())
    page.get_by_role("link", name="Опыты на подоконнике").click()
    page.wait_for_url("**/practices/opyty-na-podokonnike/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Опыты на подоконнике")
    assert page.get_by_text("Договориться о правилах").first.is_visible()
    styles = page.evaluate("[...document.styleSheets].map(sheet => sheet.href).filter(Boolean).length")
    assert styles == 2
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    page.locator("main a[href$='/subjects/physics/index.html']").first.click()
    page.wait_for_url("**/subjects/physics/index.html")
    assert not [message for message in refused if "Content Security Policy" in message], refused
    page.close()
