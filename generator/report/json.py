"""Findings for programs.

The shape is stable; `version` grows when it changes::

    {"version": 1,
     "findings": [{"path": "content/practices/x.yaml", "line": 3, "column": 8, "width": 4,
                   "code": "too-short", "severity": "error", "what": "…", "allowed": "…",
                   "action": "…", "near": ["…"], "source_line": "…"}],
     "counts": {"files": 74, "errors": 1, "warnings": 0}}
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from generator.findings import Finding, Severity

VERSION = 1


def json_report(findings: Sequence[Finding], files: int) -> str:
    """Return findings as JSON of the shape above, ending with a line end.

    Args:
        findings: what to report, in the order in which to report it.
        files: how many files were checked.
    """
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    report = {
        "version": VERSION,
        "findings": [asdict(finding) for finding in findings],
        "counts": {"files": files, "errors": errors, "warnings": len(findings) - errors},
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
