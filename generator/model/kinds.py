"""The table of record kinds: the one place that knows which kinds there are."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from generator.model.records import Record


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of record.

    `folder` is its folder in `content/` and its address on the site; the schema is
    `schemas/<name>.schema.json`; `form` is the name of the records' type in `generator.model.records`;
    `kind_vocabulary` holds the values of the record's `kind`; `stage_vocabulary` those of its `stage`,
    if records of the kind pass through stages: then only those at a public stage are published.
    """

    name: str
    folder: str
    form: str
    kind_vocabulary: str
    stage_vocabulary: str = ""

    @property
    def record_type(self) -> type[Record]:
        """The type of the kind's records, imported when it is asked for: finding files needs none."""
        found: type[Record] = getattr(import_module("generator.model.records"), self.form)
        return found

    @property
    def schema_file(self) -> str:
        """File name of the kind's schema."""
        return f"{self.name}.schema.json"

    def address(self, record_id: str) -> str:
        """Address of a record's page inside the site, without a leading slash."""
        return f"{self.folder}/{record_id}/"


PRACTICE = Kind(
    name="practice",
    folder="practices",
    form="Practice",
    kind_vocabulary="practice_kinds",
    stage_vocabulary="practice_stages",
)
COMMUNITY = Kind(name="community", folder="communities", form="Community", kind_vocabulary="community_kinds")
RESOURCE_CENTRE = Kind(
    name="resource_centre",
    folder="resource_centres",
    form="ResourceCentre",
    kind_vocabulary="centre_kinds",
)

KINDS = (PRACTICE, COMMUNITY, RESOURCE_CENTRE)
KIND_BY_NAME = {kind.name: kind for kind in KINDS}
KIND_BY_FOLDER = {kind.folder: kind for kind in KINDS}
