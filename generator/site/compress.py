"""Compressed copies of a site's files, so that a web server need not compress them itself."""

import zlib
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path, PurePosixPath

from generator.base.files import write_file
from generator.base.workers import parallel_map

_SUFFIXES = frozenset(
    {".css", ".csv", ".html", ".ics", ".js", ".json", ".map", ".md", ".svg", ".txt", ".wasm", ".xml", ".yaml"}
)
"""Text formats. Images, fonts and the parts of the search index are already compressed."""
_SMALLEST = 512
"""Size in bytes below which a copy does not save a single packet."""
_CHUNK = 64
GZIP = zlib.MAX_WBITS | 16
"""`wbits` for the format gzip: `gzip.compress` writes another header in another version of Python."""
_GZIP_LEVEL = 9
_FEW, _BEST, _GOOD = frozenset({".css", ".js"}), 11, 9
"""The best quality saves 10 % and takes 25 times as long: only for the few files that every page loads."""
_LARGE = 500_000
"""Size in bytes from which a script is compressed like the rest: the best quality would take seconds."""
_WINDOW = 16
"""Bits of the window, 64 KiB: a larger one takes ten times as long and saves nothing on a page."""


def compress(folder: Path, paths: Collection[str], jobs: int) -> AbstractSet[str]:
    """Write a `.gz` and a `.br` beside each text file of a folder; return their paths.

    The copies depend on the bytes alone. A file that would not become smaller gets none.

    Raises:
        OSError: a file cannot be read or written.
    """

    def work(part: Sequence[str]) -> list[str]:
        return [copy for path in part for copy in _compress_file(folder, path)]

    texts = sorted(path for path in paths if PurePosixPath(path).suffix in _SUFFIXES)
    return {copy for part in parallel_map(work, texts, jobs=jobs, chunk=_CHUNK) for copy in part}


def _compress_file(folder: Path, path: str) -> list[str]:
    import brotli  # noqa: PLC0415 - only for a compressed site

    data = (folder / path).read_bytes()
    if len(data) < _SMALLEST:
        return []
    quality = _BEST if PurePosixPath(path).suffix in _FEW and len(data) < _LARGE else _GOOD
    copies = {
        f"{path}.gz": zlib.compress(data, _GZIP_LEVEL, wbits=GZIP),
        f"{path}.br": brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality, lgwin=_WINDOW),
    }
    smaller = {copy: packed for copy, packed in copies.items() if len(packed) < len(data)}
    for copy, packed in smaller.items():
        write_file(folder / copy, packed)
    return list(smaller)
