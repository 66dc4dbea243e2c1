"""A record is sent to the editors without an account: by letter or HTTP request, as the atlas is set up."""

from __future__ import annotations

import importlib.util
import shutil
import threading
import urllib.request
from collections.abc import Iterator
from email import message_from_bytes, policy
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.test_pages import violations
from playwright.sync_api import Page, Route, expect
from support.atlases import REFERENCE, REPOSITORY
from support.commands import call
from support.forms import IDS, fill_main, finish, open_form
from support.sites import serve_folder

from generator.base.limits import MAX_POST_BYTES

pytestmark = pytest.mark.browser

RECEIVER = "https://priem.example.org/zapisi"
INTAKE = f"""\
  email: redaktsiya@example.org
intake:
  address: {RECEIVER}
  answer_days: 5
repository:
"""
PATH = f"content/communities/{IDS['communities']}.yaml"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an atlas that accepts letters and HTTP requests."""
    root = tmp_path_factory.mktemp("intake") / "atlas"
    shutil.copytree(REFERENCE, root, ignore=shutil.ignore_patterns(".atlas", "content"))
    settings = root / "site_config/atlas.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("repository:\n", INTAKE, 1), encoding="utf-8")
    assert call(root, "build", "--site-dir", str(root / "site")).code == 0
    with serve_folder(root / "site", mount="/atlas/") as address:
        yield address


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address and the folder of the receiver that the documentation gives as an example."""
    spec = importlib.util.spec_from_file_location("receiver", REPOSITORY / "docs/ru/intake_receiver.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.MOST == MAX_POST_BYTES
    module.Receiver.folder, module.Receiver.site = tmp_path, "*"
    server = ThreadingHTTPServer(("127.0.0.1", 0), module.Receiver)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", tmp_path
    server.shutdown()
    server.server_close()


def post(address: str, body: bytes) -> int:
    """Return the status with which the receiver answers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data=body, method="POST")) as answer:  # noqa: S310 - of this test
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_a_record_goes_by_letter_or_straight_to_the_receiver(
    page: Page, site: str, receiver: tuple[str, Path]
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_form(page, f"{site}propose/communities/")
    fill_main(page, "communities")
    text = finish(page)
    result = page.locator("#atlas-form-result")
    number = result.locator("[data-number]").inner_text()
    letter = urlsplit(str(result.locator("[data-mail]").get_attribute("href")))
    told = parse_qs(letter.query)

    assert (letter.scheme, letter.path) == ("mailto", "redaktsiya@example.org")
    assert told["subject"] == [f"Атлас: предложение {number}"]
    assert number in told["body"][0]
    assert result.locator("[data-way=letter] [data-save]").is_visible()  # too long for an address
    assert "через 5\u00a0рабочих дней" in result.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(page) == []

    address, folder = receiver

    def forward(route: Route) -> None:
        status = post(address, route.request.post_data_buffer or b"")
        route.fulfill(status=status, headers={"Access-Control-Allow-Origin": "*"})

    page.route(f"{RECEIVER}*", forward)
    result.get_by_text("Другие способы").click()
    result.get_by_role("button", name="Отправить", exact=True).click()
    expect(result.locator("[data-way=posted] [data-said]")).to_contain_text("Отправлено.")
    (file,) = folder.glob("*.eml")
    taken = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert taken["Subject"] == f"Атлас: предложение {number}"
    assert f"----- запись атласа: {PATH} -----\n{text}----- конец записи -----" in taken.get_content()


def test_a_receiver_that_fails_is_told_and_nothing_is_lost(page: Page, site: str) -> None:
    page.route(f"{RECEIVER}*", lambda route: route.fulfill(status=503))
    open_form(page, f"{site}propose/communities/")
    fill_main(page, "communities")
    text = finish(page)
    page.get_by_text("Другие способы").click()
    page.get_by_role("button", name="Отправить", exact=True).click()
    expect(page.locator("[data-way=posted] [data-said]")).to_contain_text("Отправить не удалось")
    assert page.locator("#atlas-form-text").input_value() == text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"\xff\xfe", 400),
        ("Реклама\n\nКупите".encode(), 400),
        ("Атлас: предложение P-20261130-4AE2\n\nтекст".encode(), 200),
        (b"x" * (MAX_POST_BYTES + 1), 413),
    ],
)
def test_the_receiver_takes_proposals_alone(receiver: tuple[str, Path], body: bytes, status: int) -> None:
    address, folder = receiver
    assert post(address, body) == post(address, body) == status
    assert len(list(folder.glob("*"))) == (status == 200)
