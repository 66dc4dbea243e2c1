"""Reports: findings in, one string out. Formats are listed in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from generator.findings import Finding
from generator.report.json import json_report
from generator.report.text import text_report

Report = Callable[[Sequence[Finding], int], str]
"""Makes a report of findings; the number is how many files were checked."""

FORMATS: Mapping[str, Report] = MappingProxyType({"text": text_report, "json": json_report})
