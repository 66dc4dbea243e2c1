"""What the editors pick for the home page: the practice of the week and collections."""

from collections.abc import Iterator

import msgspec

from generator.model.findings import Pointer


class PickOfWeek(msgspec.Struct, frozen=True, kw_only=True):
    """A record as `kind/id`, and why to read it."""

    record: str
    note: str | None = None


class RecordCollection(msgspec.Struct, frozen=True, kw_only=True):
    """Records under a title, each as `kind/id`."""

    title: str
    records: tuple[str, ...]


class Picks(msgspec.Struct, frozen=True, kw_only=True):
    """`site_config/picks.yaml`."""

    week: PickOfWeek | None = None
    collections: tuple[RecordCollection, ...] = ()

    def each_record(self) -> Iterator[tuple[Pointer, str]]:
        """Yield each record that is named, with its pointer in the file."""
        if self.week:
            yield ("week", "record"), self.week.record
        for index, one in enumerate(self.collections):
            yield from (
                (("collections", index, "records", place), name) for place, name in enumerate(one.records)
            )
