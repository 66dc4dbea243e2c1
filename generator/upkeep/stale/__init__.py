"""Finds records that somebody has to look at again, and whom to ask."""

from __future__ import annotations

from generator.upkeep.stale.confirmation import add_months, confirmed_on
from generator.upkeep.stale.records import Reason, StaleReason, StaleRecord, find_stale_records

__all__ = ["Reason", "StaleReason", "StaleRecord", "add_months", "confirmed_on", "find_stale_records"]
