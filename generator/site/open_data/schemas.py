"""The schemas of records with the values of vocabularies filled in, for editors of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from generator.base.fingerprint import fingerprint
from generator.site.open_data.shards import DataFile
from generator.source.schema_files import schema_text

SCHEMAS = "schemas/v1"
"""The folder of the published schemas inside the site."""


def list_schema_files(schemas: Mapping[str, Any]) -> Iterator[DataFile]:
    """Yield the files of the schemas."""
    for name, schema in sorted(schemas.items()):
        content = schema_text(schema).encode()
        yield DataFile(
            path=f"{SCHEMAS}/{name}", input_digest=fingerprint(content), make=partial(bytes, content)
        )
