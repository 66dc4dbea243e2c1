"""Findings for programs.

The shape is stable; `version` grows when it changes::

    {"version": 1,
     "findings": [{"path": "content/practices/x.yaml", "line": 3, "column": 8, "width": 4,
                   "code": "too-short", "severity": "error", "what": "…", "allowed": "…",
                   "action": "…", "near": ["…"], "source_line": "…",
                   "help": "https://…/findings/too-short/"}],
     "counts": {"files": 74, "errors": 1, "warnings": 0}}

`help` is the page that explains the code; it is empty when broken settings do not say where the site is.
"""

from __future__ import annotations

import json

from msgspec.structs import asdict

from generator.report.base import CheckReport, count_severities

VERSION = 1


def json_report(checked: CheckReport) -> str:
    """Return findings as JSON of the shape above, in their order, ending with a line end."""
    errors, warnings = count_severities(checked.findings)
    report = {
        "version": VERSION,
        "findings": [asdict(finding) | {"help": checked.help(finding.code)} for finding in checked.findings],
        "counts": {"files": len(checked.paths), "errors": errors, "warnings": warnings},
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
