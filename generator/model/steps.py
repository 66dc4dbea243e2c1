"""The steps on which a region reports, and how records show that they are taken."""

from __future__ import annotations

from generator.model.setting import Setting


class StepEvidence(Setting, frozen=True, kw_only=True):
    """Which records show that a step is taken: those of one kind of which all that is named is true.

    `kinds` are terms of the vocabulary of their `kind`, `has` is a field that they fill, `about` the kind of
    a record that they, or the documents that they follow, name, `date` the field that says of which year
    they are.
    """

    records: str
    kinds: tuple[str, ...] = ()
    has: str | None = None
    about: str | None = None
    date: str | None = None


class RegionStep(Setting, frozen=True, kw_only=True):
    """A step on which the region reports."""

    title: str
    evidence: tuple[StepEvidence, ...] = ()


class Steps(Setting, frozen=True, kw_only=True):
    """`site_config/steps.yaml`: the steps on which the region reports, in the order of their document."""

    title: str = ""
    source: str | None = None
    steps: tuple[RegionStep, ...] = ()
