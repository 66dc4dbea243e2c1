"""The table of record kinds: the one place that knows which kinds there are."""

from __future__ import annotations

from dataclasses import dataclass

from generator.records import Community, Practice, Record, ResourceCentre


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of record.

    `folder` is its folder in `content/` and its address on the site; the schema is
    `schemas/<name>.schema.json`; `kind_vocabulary` holds the values of the record's `kind`;
    `stage_vocabulary` those of its `stage`, if records of the kind pass through stages: then only
    those at a public stage are published.
    """

    name: str
    folder: str
    record_type: type[Record]
    kind_vocabulary: str
    stage_vocabulary: str = ""

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
    record_type=Practice,
    kind_vocabulary="practice_kinds",
    stage_vocabulary="practice_stages",
)
COMMUNITY = Kind(
    name="community", folder="communities", record_type=Community, kind_vocabulary="community_kinds"
)
RESOURCE_CENTRE = Kind(
    name="resource_centre",
    folder="resource_centres",
    record_type=ResourceCentre,
    kind_vocabulary="centre_kinds",
)

KINDS = (PRACTICE, COMMUNITY, RESOURCE_CENTRE)
KIND_BY_NAME = {kind.name: kind for kind in KINDS}
KIND_BY_FOLDER = {kind.folder: kind for kind in KINDS}
