"""The site as published: copied by rsync, served by nginx as another user, read in the browser."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import ConsoleMessage, Page, expect
from support.forms import IDS, fill_main, finish, open_form
from support.nginx import public_folder, run_nginx
from support.search import IDLE
from support.sites import REPOSITORY
from support.tabs import listen_to

from generator.site.compress import compress

pytestmark = pytest.mark.browser
MOUNT = "/atlas/"
FIRST_VIEW = 85_000
"""Bytes of a first view, compressed."""


@pytest.fixture(scope="module")
def published(built_site: Path) -> Iterator[str]:
    """The address of the site, copied by a user whose files others cannot read."""
    with public_folder() as folder:
        target = folder / "www" / MOUNT.strip("/")
        environment = {**os.environ, "RSYNC_TARGET": str(target)}
        (folder / "www").mkdir(mode=0o755)
        command = f"umask 077 && {REPOSITORY}/.ci/publish_rsync {built_site}"
        done = subprocess.run(
            ["/bin/sh", "-c", command], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        modes = {one.stat().st_mode & 0o777 for one in target.rglob("*") if one.is_file()}
        folders = {one.stat().st_mode & 0o777 for one in [target, *target.rglob("*")] if one.is_dir()}
        assert (modes, folders) == ({0o644}, {0o755})
        # the parts of a first view are compressed as `atlas build --compress` does it
        compress(target, [f"{path.relative_to(target)}" for path in target.glob("assets/*/*.*s")], 1)
        with run_nginx(folder, folder / "www", MOUNT) as address:
            yield address


@pytest.fixture
def troubles(page: Page) -> Iterator[list[str]]:
    """Errors of the console and the server on the pages of the tab during the test."""
    told: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            told.append(f"{page.url}: {message.text}")

    failed = listen_to(page, "requestfailed", lambda one: told.append(f"{one.url}: {one.failure}"))
    with listen_to(page, "console", listen), failed:
        yield told


def test_search_and_form_work_without_a_complaint(page: Page, published: str, troubles: list[str]) -> None:
    weights: list[int] = []
    with listen_to(page, "requestfinished", lambda one: weights.append(one.sizes()["responseBodySize"])):
        page.goto(f"{published}practices/shkolnyi-meteopost/", wait_until="networkidle")
    assert 0 < sum(weights) <= FIRST_VIEW
    assert page.evaluate("document.fonts.ready.then(fonts => [...fonts].every(one => one.status != 'error'))")
    page.goto(f"{published}search/?q=метеопост")
    page.wait_for_function(IDLE)
    expect(page.locator(".atlas-search__results a").first).to_be_visible()
    open_form(page, f"{published}propose/communities/")
    fill_main(page, "communities")
    assert f"id: {IDS['communities']}\n" in finish(page)
    assert troubles == []


@pytest.mark.parametrize("way", ["no-such-page/", "practices/a/b/c/d/", "assets/", "practices/none.html"])
def test_a_missing_page_is_the_atlas_own_at_any_depth(page: Page, published: str, way: str) -> None:
    answer = page.goto(published + way)
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("Страница не найдена")
    colour = page.locator(".md-button--primary").evaluate("one => getComputedStyle(one).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)", "the styles came"
    page.get_by_label("Что вы ищете?").fill("метеопост")
    page.get_by_role("button", name="Найти").last.click()
    page.wait_for_url(lambda url: url.startswith(f"{published}search/?q="))


def test_headers_hold_everywhere(published: str, built_site: Path) -> None:
    (script,) = built_site.glob("assets/*/frame.js")
    lasting = str(script.relative_to(built_site))
    answers = {
        way: requests.get(
            published + way, headers={"Accept-Encoding": "gzip"}, timeout=9, allow_redirects=False
        )
        for way in ("", lasting, "sitemap.xml", "no-such-page/", "practices", ".atlas-site", "assets/")
    }
    assert [one.status_code for one in answers.values()] == [200, 200, 200, 404, 301, 404, 404]
    for way, answer in answers.items():
        assert answer.headers["X-Content-Type-Options"] == "nosniff", way
        assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'", way
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin", way
        cached = "public, max-age=31536000, immutable" if way == lasting else "no-cache"
        assert answer.headers["Cache-Control"] == cached, way
    assert answers["practices"].headers["Location"] == f"{MOUNT}practices/"
    for way in ("", lasting, "sitemap.xml"):
        assert answers[way].headers["Content-Encoding"] == "gzip", way
        assert answers[way].headers["Vary"] == "Accept-Encoding", way
    assert "Content-Length" in answers[lasting].headers, "sent from the copy, not compressed anew"


def test_what_debian_does_not_know_is_sent_as_what_it_is() -> None:
    files = {"report.csv": "text/csv; charset=utf-8", "plan.ics": "text/calendar; charset=utf-8"}
    with public_folder() as folder:
        site = folder / "www"
        for name in (*files, ".well-known/acme-challenge/token", ".atlas-site", "a/.part"):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text("текст", encoding="utf-8")
        with run_nginx(folder, site) as address:
            for name, kind in files.items():
                answer = requests.get(address + name, timeout=9)
                assert answer.headers["Content-Type"] == kind
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert requests.get(f"{address}.well-known/acme-challenge/token", timeout=9).ok
            for name in (".atlas-site", "a/.part"):
                assert requests.get(address + name, timeout=9).status_code == 404
