"""Findings as JUnit XML: a suite for each file, a failed case for each finding.

JUnit readers show one failure per case, so each finding is a case of its own. A file without findings is one
case that passed. Warnings are failures too: the command exits with 1 for them as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.model.findings import Finding
from generator.report.base import SEVERITY, CheckReport, advice_sentences, escape_invisible
from generator.report.limits import MOST_LISTED, select_findings

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_IN_ORDER = "Замечаний нет"


def junit_report(checked: CheckReport) -> str:
    """Return a check as JUnit XML, ending with a line end."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring  # noqa: PLC0415 - only this format needs it

    by_path: dict[str, list[Finding]] = {path: [] for path in checked.paths}
    selected = select_findings(checked.findings, MOST_LISTED)
    for finding in selected.shown:
        by_path.setdefault(finding.path, []).append(finding)
    cases = sum(map(_cases, by_path.values()))
    suites = Element("testsuites", {"name": "atlas check"} | _counts(selected.shown, cases))
    for path in sorted(by_path):
        _add_suite(suites, path, by_path[path], checked)
    if selected.rest:
        SubElement(suites[-1], "system-out").text = selected.sentence
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _add_suite(suites: Element, path: str, findings: Sequence[Finding], checked: CheckReport) -> None:
    from xml.etree.ElementTree import SubElement  # noqa: PLC0415

    name = escape_invisible(path)
    suite = SubElement(suites, "testsuite", {"name": name} | _counts(findings, _cases(findings)))
    if not findings:
        SubElement(suite, "testcase", classname=name, name=_IN_ORDER, time="0")
    for finding in findings:
        place = f"строка {finding.line}, столбец {finding.column}: {finding.code}"
        case = SubElement(suite, "testcase", classname=name, name=place, time="0")
        kind = f"{SEVERITY[finding.severity]} {finding.code}"
        failure = SubElement(case, "failure", type=kind, message=escape_invisible(finding.what))
        failure.text = "\n".join(_body(finding, checked.help(finding.code)))


def _cases(findings: Sequence[Finding]) -> int:
    return max(1, len(findings))


def _counts(findings: Sequence[Finding], cases: int) -> dict[str, str]:
    return {"tests": str(cases), "failures": str(len(findings)), "errors": "0", "time": "0"}


def _body(finding: Finding, help_page: str) -> list[str]:
    place = f"{escape_invisible(finding.path)}:{finding.line}:{finding.column}"
    source = [escape_invisible(finding.source_line)] if finding.source_line.strip() else []
    more = [f"Подробнее: {help_page}"] if help_page else []
    return [place, *source, *advice_sentences(finding), *more]
