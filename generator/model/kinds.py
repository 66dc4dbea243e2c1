"""The table of record kinds: the one place that knows which kinds exist."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec

from generator.base.errors import AtlasError

if TYPE_CHECKING:
    from generator.model.records.common import Record


class Kind(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A kind of record.

    Its parts are found by its name, such as `resource_centre`:

    - `schemas/resource_centre.schema.json`, its schema;
    - `generator/model/records/resource_centre.py` with the type `ResourceCentre` of its records;
    - `generator/site/views/resource_centre.py` with `resource_centre_page`, if it does not use the generic
      page;
    - `generator/check/rules/resource_centre.py`, if it has rules of its own.

    `folder` is its folder in `content/` and its address on the site; `noun` is what one record is called;
    `kind_vocabulary` contains the values of the record's `kind`, if it has any; `stage_vocabulary` those of
    its `stage`, if records of the kind pass through stages: then only those at a public stage are published.
    With `kind_pages`, the terms of the first have a page each; with `sought`, readers come for its records:
    the home page and those of municipalities count them and show the newest; with `gives_help`, teachers turn
    to its records: those of the whole region are listed on the page of every municipality.
    """

    name: str
    folder: str
    noun: str
    kind_vocabulary: str = ""
    stage_vocabulary: str = ""
    kind_pages: bool = False
    sought: bool = False
    gives_help: bool = False

    @cached_property
    def record_type(self) -> type[Record]:
        """The type of the kind's records, imported on first use: finding files needs none.

        Raises:
            AtlasError: the kind has no such type.
        """
        module, form = f"generator.model.records.{self.name}", self.name.title().replace("_", "")
        found: type[Record] | None = getattr(import_module(module), form, None) if find_spec(module) else None
        if found is None:
            raise self.missing_part_error(f"класса {form} в {module.replace('.', '/')}.py")  # noqa: EM102, TRY003 - a part
        return found

    @property
    def schema_file(self) -> str:
        """File name of the kind's schema."""
        return f"{self.name}.schema.json"

    def address(self, record_id: str) -> str:
        """Address of a record's page inside the site, without a leading slash."""
        return f"{self.folder}/{record_id}/"

    def missing_part_error(self, part: str) -> AtlasError:
        """Return the error for a registered kind that lacks one of its parts."""
        message = f"вид записей «{self.name}» описан не до конца: нет {part}"
        return AtlasError(message, "Добавьте недостающее или уберите вид из KINDS в generator/model/kinds.py")


PRACTICE = Kind(
    name="practice",
    folder="practices",
    noun="практика",
    kind_vocabulary="practice_kinds",
    stage_vocabulary="practice_stages",
    sought=True,
)
COMMUNITY = Kind(
    name="community",
    folder="communities",
    noun="сообщество",
    kind_vocabulary="community_kinds",
    kind_pages=True,
    sought=True,
    gives_help=True,
)
RESOURCE_CENTRE = Kind(
    name="resource_centre",
    folder="resource_centres",
    noun="ресурсный центр",
    kind_vocabulary="centre_kinds",
    kind_pages=True,
    sought=True,
    gives_help=True,
)
DOCUMENT = Kind(name="document", folder="documents", noun="документ", kind_vocabulary="document_kinds")
EVENT = Kind(name="event", folder="events", noun="событие", kind_vocabulary="event_kinds")
NETWORK = Kind(name="network", folder="networks", noun="сеть")
INDICATOR = Kind(name="indicator", folder="indicators", noun="показатель")

KINDS: tuple[Kind, ...] = (
    PRACTICE,
    COMMUNITY,
    RESOURCE_CENTRE,
    DOCUMENT,
    EVENT,
    NETWORK,
    INDICATOR,
)
KIND_BY_NAME = {kind.name: kind for kind in KINDS}
KIND_BY_FOLDER = {kind.folder: kind for kind in KINDS}
