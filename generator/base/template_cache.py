"""Compiled templates: each is compiled once, as Python does with modules, and kept beside the templates."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

from generator.base.fingerprint import fingerprint, modules_digest

_PACKAGE = Path(__file__).parents[1]
_FOLDER = _PACKAGE / "__pycache__"
_LASTING = (f"{_PACKAGE}{os.sep}", f"{Path(jinja2.__file__).parent.parent}{os.sep}")
"""Where the generator and what is installed lie: templates of an atlas come and go."""


class Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates in memory; those of the generator and the theme also in files.

    Files are written where Python may write its own.

    What a template was compiled to counts for the same source only, and for the same generator and
    libraries: they say how it is compiled.
    """

    def __init__(self, folder: Path = _FOLDER) -> None:
        """Keep the files in a folder."""
        super().__init__(str(folder), "%s.jinja")
        self._known: dict[tuple[str, str], CodeType] = {}
        self._passing: set[str] = set()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what tells a template from others, whatever the bytes in the name of its file."""
        told = (part.encode(errors="surrogatepass") for part in (name, filename or ""))
        key = fingerprint(*told).hex()
        if filename is not None and not filename.startswith(_LASTING):
            self._passing.add(key)
        return key

    def get_source_checksum(self, source: str) -> str:
        """Return the hash by which a template is known again."""
        return fingerprint(modules_digest(), source.encode()).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a template's bucket, if its source was compiled before."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))
        if bucket.code is None and bucket.key not in self._passing:
            with contextlib.suppress(OSError):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to; where nothing can be written, in memory only."""
        if bucket.code is None:
            return
        self._known[bucket.key, bucket.checksum] = bucket.code
        if not sys.dont_write_bytecode and bucket.key not in self._passing:
            with contextlib.suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


COMPILED = Compiled()
"""The compiled templates of all environments of the generator."""
