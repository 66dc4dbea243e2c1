"""`atlas pdf`: a booklet of the built site, and its errors."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from support.atlases import REFERENCE
from support.commands import call
from support.sites import CHROMIUM

from generator.base.errors import AtlasError
from generator.site.booklet import find_browser, print_booklet, published_records

RECORDS = ("practices/zadacha-s-rynka/", "practices/shkolnyi-meteopost/")


def pdf(*arguments: str) -> tuple[int, str]:
    told = call(REFERENCE, "pdf", *arguments)
    return told.code, told.out + told.err


@pytest.mark.browser
def test_a_booklet_has_a_title_contents_with_pages_and_every_record(built_site: Path) -> None:
    document = PdfReader(io.BytesIO(print_booklet(built_site, RECORDS, "Для педсовета", CHROMIUM)))
    pages = [page.extract_text() for page in document.pages]
    assert "Для педсовета" in pages[0]
    assert "Содержание" in pages[0]
    places = document.named_destinations
    first, second = (document.get_destination_page_number(places[f"/booklet-{n}"]) for n in (1, 2))
    assert (first, second) == (1, 3)
    assert "Задача со станичного рынка" in pages[1]
    assert {"2", "4"} <= set(pages[0].split())
    assert all(str(number) in page.split() for number, page in enumerate(pages, start=1))


def test_what_cannot_be_printed_is_told(built_site: Path, tmp_path: Path) -> None:
    site = ("--site-dir", str(built_site))
    code, told = pdf(*site)
    assert (code, "не сказано, что печатать" in told) == (2, True), told
    code, told = pdf(*site, "practices/zadacha-rynka")
    assert (code, "Возможно, вы имели в виду «practices/zadacha-s-rynka»" in told) == (2, True), told
    code, told = pdf("--site-dir", str(tmp_path), RECORDS[0])
    assert (code, "нет собранного сайта" in told) == (1, True), told


def test_a_missing_browser_is_told_with_the_way_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/no/such/folder")
    with pytest.raises(AtlasError) as caught:
        find_browser()
    assert "нужен браузер Chromium" in caught.value.message
    assert "apt-get install chromium" in caught.value.action
    with pytest.raises(AtlasError, match="браузера «firefox» нет"):
        find_browser("firefox")


def test_records_of_a_site_are_known_by_their_addresses(built_site: Path) -> None:
    published = published_records(built_site)
    assert set(RECORDS) <= published.keys()
    assert next(iter(published)).startswith("practices/")
