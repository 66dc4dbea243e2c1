"""Upkeep: which records want somebody to look at them again, and whom to ask."""

from __future__ import annotations

from generator.upkeep.asking import Asking, Reason, What, asked_about
from generator.upkeep.confirming import confirmed_on, months_later

__all__ = ["Asking", "Reason", "What", "asked_about", "confirmed_on", "months_later"]
