"""A professional community and its parts."""

import datetime as dt

from generator.model.records.common import Organisation, Part, Person, PlanItem, Record


class Association(Part, frozen=True, kw_only=True):
    """The federal association that a community is a branch of."""

    title: str
    address: str | None = None


class Members(Part, frozen=True, kw_only=True):
    """Memberships counted on one day; never summed as people, who may have several."""

    count: int
    counted_on: dt.date


class Platform(Part, frozen=True, kw_only=True):
    """Where a community talks."""

    title: str
    address: str


class Community(Record, frozen=True, kw_only=True):
    """A professional community or methodical association of teachers."""

    summary: str
    organisation: Organisation
    level: str
    short_title: str | None = None
    basis: str | None = None
    parent: str | None = None
    federal_association: Association | None = None
    formal: bool | None = None
    open: bool | None = None
    founded: str | None = None
    valid_to: dt.date | None = None
    members: Members | None = None
    coordinator: Person | None = None
    joining: str | None = None
    platforms: tuple[Platform, ...] = ()
    forms: tuple[str, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    represented_in: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    state_tasks: tuple[str, ...] = ()

    @property
    def last_day(self) -> dt.date | None:
        """The last day of a temporary group."""
        return self.valid_to
