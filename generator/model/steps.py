"""The steps on which a region reports, and the records that prove them."""

import msgspec


class StepEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """Which records prove a step: those of one kind that meet all the conditions given.

    `kinds` are values of their `kind`, `has` is a field that must be filled, `about` the kind of a record
    that they, or the documents they follow, must name, `date` the field that gives their year.
    """

    records: str
    kinds: tuple[str, ...] = ()
    has: str | None = None
    about: str | None = None
    date: str | None = None


class RegionStep(msgspec.Struct, frozen=True, kw_only=True):
    """A step on which the region reports."""

    title: str
    evidence: tuple[StepEvidence, ...] = ()


class Steps(msgspec.Struct, frozen=True, kw_only=True):
    """`site_config/steps.yaml`: the steps on which the region reports, in the order of their document."""

    title: str = ""
    source: str | None = None
    steps: tuple[RegionStep, ...] = ()
