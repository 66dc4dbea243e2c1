"""Index: Pagefind reads the finished pages and writes what the search page asks."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pagefind_bin

from generator.errors import AtlasError
from generator.search import dictionary
from generator.search.words import plain, stem
from generator.settings import Settings

BUNDLE = "pagefind"
WORDS = "assets/search"
_STOCK = ("*-ui.js", "*-ui.css", "pagefind-highlight.js", "wasm.unknown.pagefind")
"""Pagefind's own interface: ours replaces it."""
_LAST_LINES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexSummary:
    """How much was indexed."""

    pages: int
    words: int
    size: int
    """Bytes of all files of the search, on disk."""


def index(staging: Path, settings: Settings) -> IndexSummary:
    """Index the finished pages under `staging` and return how much there is to find.

    Raises:
        AtlasError: Pagefind is missing, failed or found nothing to index.
    """
    _run(staging, settings.atlas.language)
    bundle = staging / BUNDLE
    for pattern in _STOCK:
        for path in bundle.glob(pattern):
            path.unlink()
    lines = dictionary.lines(dictionary.forms_by_stem(dictionary.indexed_texts(bundle)), _lemmas(settings))
    dictionary.write(lines, staging / WORDS)
    return IndexSummary(pages=_pages(bundle), words=len(lines), size=_size(bundle) + _size(staging / WORDS))


def _run(staging: Path, language: str) -> None:
    command = [_binary(), "--site", str(staging), "--output-subdir", BUNDLE, "--force-language", language]
    try:
        done = subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        raise AtlasError(_START_FAILED.format(error.strerror), _REINSTALL) from error
    if done.returncode or not (staging / BUNDLE / "pagefind-entry.json").is_file():
        raise AtlasError(_FAILED.format(_tail(done.stdout + done.stderr)), _WITHOUT)


def _binary() -> str:
    try:
        return str(pagefind_bin.get_executable())
    except FileNotFoundError as error:
        raise AtlasError(_MISSING, _REINSTALL) from error


def _tail(output: str) -> str:
    told: Sequence[str] = [line for line in output.splitlines() if line.strip()]
    return "\n".join(told[-_LAST_LINES:]) or "без пояснения"


def _lemmas(settings: Settings) -> dict[str, str]:
    """Return the first word of the families for each stem: the form that readers know it by."""
    words = [word for family in settings.search.families for word in family]
    return {stem(word): plain(word) for word in reversed(words)}


def _pages(bundle: Path) -> int:
    languages = json.loads((bundle / "pagefind-entry.json").read_bytes())["languages"]
    return sum(language["page_count"] for language in languages.values())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


_MISSING = "Поисковый указатель не построен: программа Pagefind не установлена."
_START_FAILED = "Поисковый указатель не построен: программа Pagefind не запускается ({})."
_FAILED = "Поисковый указатель не построен: Pagefind сообщает об ошибке.\n{}"
_REINSTALL = "Установите зависимости заново: make install. Собрать сайт без поиска: atlas build --no-search."
_WITHOUT = "Собрать сайт без поиска можно командой atlas build --no-search."
