"""Compiled templates: each is compiled once, as Python does with modules, and kept beside the templates."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from types import CodeType

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from generator.cache import fingerprint, modules_digest

_FOLDER = Path(__file__).parent / "templates" / "__pycache__"


class Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates in memory, and in files where Python may write its own.

    What a template was compiled to counts for the same source only, and for the same generator and
    libraries: they say how it is compiled.
    """

    def __init__(self, folder: Path = _FOLDER) -> None:
        """Keep the files in a folder."""
        super().__init__(str(folder), "%s.jinja")
        self._known: dict[tuple[str, str], CodeType] = {}

    def get_source_checksum(self, source: str) -> str:
        """Return the hash by which a template is known again."""
        return fingerprint(modules_digest(), source.encode()).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a template's bucket, if its source was compiled before."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            with contextlib.suppress(OSError):
                super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to; where nothing can be written, in memory only."""
        if bucket.code is None:
            return
        self._known[bucket.key, bucket.checksum] = bucket.code
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


COMPILED = Compiled()
"""The compiled templates of all environments of the generator."""
