"""Upkeep: which records want somebody to look at them again, and whom to ask."""

from __future__ import annotations

from generator.upkeep.stale.confirmation import confirmed_on, months_later
from generator.upkeep.stale.records import Asking, Reason, What, asked_about

__all__ = ["Asking", "Reason", "What", "asked_about", "confirmed_on", "months_later"]
