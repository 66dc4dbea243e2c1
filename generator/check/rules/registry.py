"""The tables of rules, gathered from the modules that hold them."""

from __future__ import annotations

from generator.check.rules import (
    additions,
    collisions,
    common,
    community,
    dates,
    hygiene,
    links,
    personal,
    practice,
    references,
    resource_centre,
    structure,
)
from generator.check.rules.base import CatalogueRule, DatedRule, RecordRule, TextRule

TEXT_RULES: tuple[TextRule, ...] = (
    *hygiene.TEXT_RULES,
    *links.TEXT_RULES,
    *structure.TEXT_RULES,
    *personal.TEXT_RULES,
)
RECORD_RULES: tuple[RecordRule, ...] = (
    *common.RECORD_RULES,
    *personal.RECORD_RULES,
    *dates.RECORD_RULES,
    *practice.RECORD_RULES,
    *resource_centre.RECORD_RULES,
)
DATED_RULES: tuple[DatedRule, ...] = (
    *dates.DATED_RULES,
    *community.DATED_RULES,
    *resource_centre.DATED_RULES,
)
ADDITION_RULES: tuple[RecordRule, ...] = additions.ADDITION_RULES
"""Rules for records that are new: not part of a check."""
CATALOGUE_RULES: tuple[CatalogueRule, ...] = (
    *links.CATALOGUE_RULES,
    *community.CATALOGUE_RULES,
    *references.CATALOGUE_RULES,
    *collisions.CATALOGUE_RULES,
)
