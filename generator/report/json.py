"""Findings for programs.

The shape is stable; `version` grows when it changes::

    {"version": 1,
     "findings": [{"path": "content/practices/x.yaml", "line": 3, "column": 8, "width": 4,
                   "code": "too-short", "severity": "error", "what": "…", "allowed": "…",
                   "action": "…", "near": ["…"], "source_line": "…",
                   "help": "https://…/findings/too-short/"}],
     "counts": {"files": 74, "errors": 1, "warnings": 0}}

With findings that are too many to list, `left_out` counts these by code. `help` is the page that explains
the code; it is empty when broken settings do not say where the site is.
"""

import json
from collections import Counter
from typing import Any

from msgspec.structs import asdict

from generator.report.base import CheckReport, count_severities
from generator.report.limits import MOST_LISTED, select_findings

VERSION = 1


def json_report(checked: CheckReport) -> str:
    """Return findings as JSON of the shape above, in their order, ending with a line end."""
    errors, warnings = count_severities(checked.findings)
    selected = select_findings(checked.findings, MOST_LISTED)
    report: dict[str, Any] = {
        "version": VERSION,
        "findings": [asdict(finding) | {"help": checked.help(finding.code)} for finding in selected.shown],
        "counts": {"files": len(checked.paths), "errors": errors, "warnings": warnings},
    }
    if selected.rest:
        report["left_out"] = dict(Counter(finding.code for finding in selected.rest))
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
