"""Findings as SARIF 2.1.0, the format that code-scanning tools and editors exchange."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from generator.model.findings import Finding, Severity
from generator.report.base import CheckReport, escape_invisible, fingerprints, message
from generator.report.limits import MOST_LISTED, select_findings, shorten_text

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
PACKAGE = "regional-practice-atlas"
_DESCRIPTION, _MESSAGE, _SNIPPET = 1_000, 1_000, 300
"""Characters: GitHub accepts 1,024 in a description; all together stay below its 10 MB."""
_LEVEL: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def sarif_report(checked: CheckReport) -> str:
    """Return a check as a SARIF log of one run, ending with a line end."""
    from importlib.metadata import version  # noqa: PLC0415 - only this format needs it

    selected = select_findings(checked.findings, MOST_LISTED)
    found = {finding.code: finding for finding in selected.shown}
    codes = sorted(found)
    home = {"informationUri": checked.site} if checked.site else {}
    driver = {
        "name": "atlas check",
        "version": version(PACKAGE),
        "language": "ru",
        **home,
        "rules": [_rule(found[code], checked.help(code)) for code in codes],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": _results(selected.shown, codes),
    }
    if selected.rest:
        notification = {"level": "warning", "message": {"text": selected.sentence}}
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": [notification]}]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(finding: Finding, help_page: str) -> dict[str, Any]:
    from generator.report.guide import explanations  # noqa: PLC0415 - as above

    explained = explanations().get(finding.code)
    words = {"shortDescription": explained.title, "fullDescription": explained.why} if explained else {}
    return {
        "id": finding.code,
        **{key: {"text": shorten_text(text, _DESCRIPTION)} for key, text in words.items()},
        **({"helpUri": help_page} if help_page else {}),
        "defaultConfiguration": {"level": _LEVEL[finding.severity]},
    }


def _results(findings: Sequence[Finding], codes: Sequence[str]) -> list[dict[str, Any]]:
    places = {code: place for place, code in enumerate(codes)}
    return [
        {
            "ruleId": finding.code,
            "ruleIndex": places[finding.code],
            "level": _LEVEL[finding.severity],
            "message": {"text": shorten_text(message(finding), _MESSAGE)},
            "locations": [{"physicalLocation": _location(finding)}],
            "partialFingerprints": {"atlasFinding/v1": mark},
        }
        for finding, mark in zip(findings, fingerprints(findings), strict=True)
    ]


def _location(finding: Finding) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endColumn": finding.column + finding.width,
    }
    line = escape_invisible(shorten_text(finding.source_line, _SNIPPET))
    snippet = {"snippet": {"text": line}} if line else {}
    path = finding.path.encode(errors="surrogatepass")
    return {"artifactLocation": {"uri": quote(path)}, "region": region | snippet}
