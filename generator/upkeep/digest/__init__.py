"""Digest: what is new for readers since a day: records that appeared, changed or left the site."""

from __future__ import annotations

from generator.upkeep.digest.gathering import Digest, News, digest_changes
from generator.upkeep.digest.grouping import GROUPINGS, Grouping

__all__ = ["GROUPINGS", "Digest", "Grouping", "News", "digest_changes"]
