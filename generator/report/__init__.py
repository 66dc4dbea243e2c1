"""Reports: what a check said in, one string out. Formats are listed in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.report.base import Checked
from generator.report.github import github_report
from generator.report.gitlab import gitlab_report
from generator.report.json import json_report
from generator.report.junit import junit_report
from generator.report.sarif import sarif_report
from generator.report.text import checked_text

__all__ = ["FORMATS", "Checked", "Report"]

Report = Callable[[Checked], str]
"""Makes a report of a check."""

FORMATS: Mapping[str, Report] = MappingProxyType(
    {
        "text": checked_text,
        "json": json_report,
        "github": github_report,
        "gitlab": gitlab_report,
        "sarif": sarif_report,
        "junit": junit_report,
    }
)
