"""Bytecode cache of the templates of the generator and installed packages, kept like Python's own.

A process keeps them too: `atlas serve` builds often, and its package may lie where nobody may write.

Compiling the 29 templates of pages takes 0.28 s of processor time, loading them compiled 0.02 s: a build that
changes one record would wait for it in each of its processes. Reports alone could do without (0.01 s).
"""

import contextlib
import os
import sys
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from generator.base.files import replace_file
from generator.base.fingerprint import fingerprint, modules_digest

_PACKAGE = Path(__file__).parents[1]
_FOLDER = _PACKAGE / "__pycache__"
_LASTING = (f"{_PACKAGE}{os.sep}", f"{Path(jinja2.__file__).parent.parent}{os.sep}")
"""Where the generator and installed packages lie: templates of an atlas come and go."""
_CHECKSUM = len(fingerprint(b""))
_PASSING = ""
"""Key of a template that is not cached."""


class TemplateCache(BytecodeCache):
    """Caches compiled templates where Python may write its own bytecode; not those of an atlas.

    A compiled template is valid for the same source, generator and libraries: they determine how it is
    compiled. A file begins with the hash of its content, since damaged bytecode would be run.
    """

    def __init__(self, folder: Path = _FOLDER) -> None:
        """Cache in a folder."""
        self._folder = folder
        self._known: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template; its file name may contain any bytes."""
        if filename is not None and not filename.startswith(_LASTING):
            return _PASSING
        parts = (part.encode(errors="surrogatepass") for part in (name, filename or ""))
        return fingerprint(*parts).hex()

    def get_source_checksum(self, source: str) -> str:
        """Return the hash of what a template is compiled from."""
        return fingerprint(modules_digest(), source.encode()).hex()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's bytecode into its bucket if the same source was compiled before."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))
        if bucket.code is None and bucket.key != _PASSING:
            with contextlib.suppress(OSError):
                data = self._file(bucket).read_bytes()
                checksum, code = data[:_CHECKSUM], data[_CHECKSUM:]
                if checksum == fingerprint(code):
                    bucket.bytecode_from_string(code)
                    self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Save a compiled template, where files can be written."""
        self._keep(bucket)
        if bucket.key != _PASSING and not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                self._folder.mkdir(exist_ok=True)
                code = bucket.bytecode_to_string()
                replace_file(self._file(bucket), fingerprint(code) + code)

    def _keep(self, bucket: Bucket) -> None:
        if bucket.key != _PASSING and bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.jinja"


TEMPLATE_CACHE = TemplateCache()
"""The cache shared by all environments of the generator."""
