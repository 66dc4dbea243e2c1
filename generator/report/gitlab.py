"""Findings as a Code Quality report of GitLab: a merge request shows which it adds and which it fixes."""

import json
from collections.abc import Mapping
from typing import Any

from generator.model.findings import Finding, Severity
from generator.report.base import CheckReport, escape_invisible, fingerprints, message
from generator.report.limits import MOST_LISTED, select_findings

_SEVERITY: Mapping[Severity, str] = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def gitlab_report(checked: CheckReport) -> str:
    """Return a check as a Code Quality report, ending with a line end."""
    selected = select_findings(checked.findings, MOST_LISTED)
    marked = zip(selected.shown, fingerprints(selected.shown), strict=True)
    issues = [_issue(finding, mark, checked.help(finding.code)) for finding, mark in marked]
    if selected.rest:
        issues[-1]["description"] += f" {selected.sentence}"  # the shape has no other place for it
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(finding: Finding, fingerprint: str, help_page: str) -> dict[str, Any]:
    return {
        "description": message(finding).replace("\n", " "),
        "check_name": finding.code,
        "content": {"body": message(finding, help_page)},
        "fingerprint": fingerprint,
        "severity": _SEVERITY[finding.severity],
        "location": {"path": escape_invisible(finding.path), "lines": {"begin": finding.line}},
    }
