"""Findings as workflow commands of GitHub Actions, shown as annotations of their lines.

GitHub shows the first ten errors and ten warnings of a step and silently drops the rest. So the first
finding of each file comes before the second of any. The whole table is in the step summary (`summary`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.model.findings import Finding, Severity
from generator.report.base import SEVERITY, CheckReport, escape_invisible, message
from generator.report.text import summary_sentence

_DATA: Mapping[int, str] = MappingProxyType(str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"}))
_PROPERTY: Mapping[int, str] = MappingProxyType({**_DATA, ord(":"): "%3A", ord(","): "%2C"})


def github_report(checked: CheckReport) -> str:
    """Return a check as workflow commands, in the order of `sort_for_github`, and the count in words."""
    commands = [
        _command(finding, checked.help(finding.code)) for finding in sort_for_github(checked.findings)
    ]
    return "\n".join([*commands, summary_sentence(checked), ""])


def sort_for_github(findings: Sequence[Finding]) -> list[Finding]:
    """Return errors before warnings, and of each the first of every file before the second of any."""
    seen: Counter[tuple[Severity, str]] = Counter()
    ranked = []
    for finding in findings:
        file = (finding.severity, finding.path)
        ranked.append((finding.severity is not Severity.ERROR, seen[file], finding.order, finding))
        seen[file] += 1
    return [finding for *_, finding in sorted(ranked, key=lambda rank: rank[:3])]


def _command(finding: Finding, help_page: str) -> str:
    properties = {
        "file": finding.path,
        "line": finding.line,
        "col": finding.column,
        "endColumn": finding.column + finding.width,
        "title": f"{SEVERITY[finding.severity].capitalize()} {finding.code}",
    }
    # Escaped: no control character may end the line or the property.
    listed = ",".join(
        f"{key}={escape_invisible(str(value)).translate(_PROPERTY)}" for key, value in properties.items()
    )
    return f"::{finding.severity} {listed}::{message(finding, help_page).translate(_DATA)}"
