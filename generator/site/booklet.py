"""A booklet of records: the page «Отложенное» of a built site, printed by Chromium.

The page lays a selection out for paper, for readers as well as for this command. Chromium prints it twice:
only after the first print are the page numbers known.
"""

import http.server
import io
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec

from generator.base.errors import AtlasError
from generator.model import addresses
from generator.model.kinds import KINDS

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""Commands of the browsers that can print it, under the names they have on different systems."""
_SECONDS = 300
_WAITED = 120_000
"""Milliseconds of the page's own clock, which stops while it is loading."""
_NO_BROWSER = (
    "Поставьте Chromium: в Debian и Ubuntu — sudo apt-get install chromium, в Fedora — sudo dnf install "
    "chromium; подойдут и Google Chrome, и Edge. "
    "Если браузер стоит в своей папке, назовите его: --browser ПУТЬ"
)


def published_records(site_dir: Path) -> Mapping[str, Any]:
    """Return the records of a built site: their values by address, kind by kind.

    Raises:
        AtlasError: the folder contains no site.
    """
    data = site_dir / addresses.DATA / "records"
    if not data.is_dir():
        message = f"в папке «{site_dir}» нет собранного сайта"
        raise AtlasError(message, "Соберите его: atlas build")
    return {
        kind.address(record_id): value
        for kind in KINDS
        for file in sorted((data / kind.folder).glob("*.json"))
        for record_id, value in sorted(msgspec.json.decode(file.read_bytes()).items())
    }


def find_browser(named: str = "") -> str:
    """Return the browser to print with: the given one, or the first of `BROWSERS` that is installed.

    Raises:
        AtlasError: there is none.
    """
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if found is None:
        message = f"браузера «{named}» нет" if named else "для печати нужен браузер Chromium, а его здесь нет"
        raise AtlasError(message, _NO_BROWSER)
    return found


def print_booklet(site_dir: Path, records: Sequence[str], title: str, browser: str) -> bytes:
    """Return a booklet as PDF: title, contents, then the records with the given addresses.

    Raises:
        AtlasError: the browser did not print.
    """
    with _serve(site_dir) as site:
        asked = {"records": ",".join(one.rstrip("/") for one in records), "booklet": "", "title": title}
        draft = _print(browser, f"{site}{addresses.SAVED}?{urlencode(asked)}")
        pages = ",".join(_first_pages(draft, len(records)))
        return _print(browser, f"{site}{addresses.SAVED}?{urlencode(asked | {'pages': pages})}")


def _first_pages(document: bytes, records: int) -> Iterator[str]:
    """Yield the number of the page on which each record begins.

    Raises:
        AtlasError: the page did not create the booklet.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - only for this command

    reader = PdfReader(io.BytesIO(document))
    places = {name.lstrip("/"): place for name, place in reader.named_destinations.items()}
    for number in range(1, records + 1):
        place = places.get(f"booklet-{number}")
        if place is None:
            message = "браузер не собрал брошюру"
            raise AtlasError(
                message, "Обновите браузер: нужен Chromium 109 или новее; соберите сайт заново: atlas build"
            )
        yield str((reader.get_destination_page_number(place) or 0) + 1)


def _print(browser: str, address: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "booklet.pdf"
        command = [
            browser,
            *("--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", "--mute-audio"),
            *(f"--user-data-dir={folder}/profile", f"--virtual-time-budget={_WAITED}"),
            *(
                ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
            ),  # Chromium has no sandbox for root
            *(f"--print-to-pdf={file}", address),
        ]
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
        if not file.is_file():
            message = f"браузер «{browser}» не напечатал брошюру"
            raise AtlasError(message, "Проверьте, что он открывается, или назовите другой: --browser ПУТЬ")
        return file.read_bytes()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def _serve(site_dir: Path) -> Iterator[str]:
    """Serve a site on this machine only while it is printed; yield its address."""
    handler = partial(_Quiet, directory=str(site_dir))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
