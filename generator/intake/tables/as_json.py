"""What an import found, for programs.

The shape is stable, and as near to that of `atlas check` as tables let it be; `version` grows when it
changes::

    {"version": 1,
     "file": "practices.xlsx",
     "findings": [{"sheet": "Практики", "row": 5, "column": 3, "heading": "Кратко", "cell": "…",
                   "code": "too-short", "severity": "error", "what": "…", "allowed": "…",
                   "action": "…", "near": ["…"], "help": "https://…/findings/too-short/"}],
     "counts": {"records": 3, "errors": 1, "warnings": 0, "new": 1, "same": 1, "spoilt": 1},
     "records": ["content/practices/x.yaml"],
     "written": false}

Rows and columns count from 1; 0 stands for all of them, an empty sheet for the whole file. `records` are the
files that are written, or would be with `--write`.
"""

from __future__ import annotations

import json
from typing import Any

from generator.intake.tables.cell_findings import CellFinding
from generator.intake.tables.check_import import ImportResult
from generator.report.base import count_severities, help_address

VERSION = 1


def render_import_json(done: ImportResult, file: str, *, written: bool) -> str:
    """Return what an import found as JSON of the shape above, ending with a line end.

    Args:
        done: what was found.
        file: the name of the table.
        written: whether the records were written.
    """
    errors, warnings = count_severities([finding.record_finding for finding in done.findings])
    report = {
        "version": VERSION,
        "file": file,
        "findings": [_finding(finding, done.site) for finding in done.findings],
        "counts": {
            "records": len(done.clean) + len(done.same) + done.spoilt,
            "errors": errors,
            "warnings": warnings,
            "new": len(done.clean),
            "same": len(done.same),
            "spoilt": done.spoilt,
        },
        "records": [record.path for record in done.clean],
        "written": written,
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: CellFinding, site: str) -> dict[str, Any]:
    place, problem = finding.place, finding.problem
    return {
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "heading": place.heading,
        "cell": finding.cell,
        "code": problem.code,
        "severity": problem.severity,
        "what": problem.what,
        "allowed": problem.allowed,
        "action": problem.action,
        "near": problem.suggestions,
        "help": help_address(site, problem.code),
    }
