"""Reports are limited: the first findings, and the number of the others."""

from __future__ import annotations

import json

import pytest

from generator.model.findings import Finding, Severity
from generator.report import FORMATS, CheckReport, limits, sarif

MANY = 6_000
GITHUB_RESULTS, GITHUB_BYTES, GITHUB_TEXT = 5_000, 10_000_000, 1_024
"""GitHub shows so many results, and takes so many bytes packed, and characters of a description."""


def _finding(number: int, severity: Severity = Severity.ERROR, *, long: bool = False) -> Finding:
    path, code = f"content/practices/{number // 3}.yaml", ("too-short", "missing-key")[number % 2]
    return Finding(
        path=path,
        line=number % 3 + 1,
        column=1,
        code=code,
        severity=severity,
        what=f"Поле {number}" + "я" * (1_100 if long else 1),
        source_line="ж" * (400 if long else 1),
    )


def _report(many: int, *, long: bool = False) -> CheckReport:
    findings = [_finding(number, long=long) for number in range(many)]
    return CheckReport(
        findings=[*findings, _finding(many, Severity.WARNING)], paths=["content/practices/1.yaml"]
    )


REPORT = _report(MANY)
PART = 10
"""Of long findings a tenth is reported, to a tenth of the bound: each is as long as in a whole report."""
SAID = "Не показано "


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_how_many_more_there_are(name: str) -> None:
    told = FORMATS[name](REPORT)

    assert (SAID in told) or json.loads(told)["left_out"] == {"missing-key": 500, "too-short": 501}
    assert told.count("Поле 5999я") <= 1


def test_sarif_stays_below_the_limits_of_github(monkeypatch: pytest.MonkeyPatch) -> None:
    assert limits.MOST_LISTED == GITHUB_RESULTS
    monkeypatch.setattr(sarif, "MOST_LISTED", GITHUB_RESULTS // PART)
    told = FORMATS["sarif"](_report(MANY // PART, long=True))
    (run,) = json.loads(told)["runs"]

    assert len(run["results"]) == GITHUB_RESULTS // PART
    assert len(told.encode()) < 3 * GITHUB_BYTES // PART, "packed it is a tenth"
    assert max(len(one["message"]["text"]) for one in run["results"]) <= GITHUB_TEXT
    said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert said.startswith(f"{SAID}101\u00a0замечание")
    assert {one["level"] for one in run["results"]} == {"error"}, "warnings go first"


def test_the_first_finding_of_every_file_is_shown() -> None:
    shown = limits.select_findings(REPORT.findings, 2_000).shown

    assert len({finding.path for finding in shown}) == len(shown)
