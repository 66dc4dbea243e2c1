"""Compiled templates: a command that builds again and again compiles each template once."""

from __future__ import annotations

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """Remembers compiled templates in memory, each by the hash of its source."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a template's bucket, if its source was compiled before."""
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what a template was compiled to."""
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code
