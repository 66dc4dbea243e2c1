"""Reports: the results of a check in, one string out."""

from generator.report.base import ChangeScope, CheckReport
from generator.report.formats import FORMATS

__all__ = ["FORMATS", "ChangeScope", "CheckReport"]
