"""Findings as a Code Quality report of GitLab: a merge request shows which it adds and which it fixes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from generator.model.findings import Finding, Severity
from generator.report.base import CheckReport, escape_invisible, fingerprints, message

_SEVERITY: Mapping[Severity, str] = MappingProxyType({Severity.ERROR: "major", Severity.WARNING: "minor"})


def gitlab_report(checked: CheckReport) -> str:
    """Return a check as a Code Quality report, ending with a line end."""
    marked = zip(checked.findings, fingerprints(checked.findings), strict=True)
    issues = [_issue(finding, mark, checked.help(finding.code)) for finding, mark in marked]
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
