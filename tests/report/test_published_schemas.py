"""Formats for other programs follow the schemas published by their makers."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
from hypothesis import given
from jsonschema import Draft4Validator
from lxml import etree
from msgspec.structs import replace
from support.atlases import REPOSITORY
from support.findings import SAMPLE, SITE, hostile_checks, make_check

from generator.model.findings import Severity
from generator.report import FORMATS, CheckReport
from generator.report.base import escape_invisible

SCHEMAS = REPOSITORY / "tests" / "schemas"
GITLAB_SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


@cache
def gitlab_schema() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.loads((SCHEMAS / "gitlab-codeclimate.json").read_text()))


@cache
def sarif_schema() -> Draft4Validator:
    # The other validator refuses a pattern of the published schema, which browsers take.
    return Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text()))


@cache
def junit_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "jenkins-junit-10.xsd"))


def gitlab(told: CheckReport) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(FORMATS["gitlab"](told))
    for issue in issues:
        gitlab_schema().validate(issue)
        # GitLab's schema leaves open what its documentation asks for.
        assert issue["severity"] in GITLAB_SEVERITIES
        assert issue["location"]["path"]
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["check_name"]
    return issues


def sarif(told: CheckReport) -> dict[str, Any]:
    log = json.loads(FORMATS["sarif"](told))
    sarif_schema().validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def junit(told: CheckReport) -> etree._Element:
    suites = etree.fromstring(FORMATS["junit"](told).encode("utf-8"))
    junit_schema().assertValid(suites)
    return suites


def test_gitlab_shows_a_finding_at_its_line() -> None:
    (issue,) = gitlab(make_check(SAMPLE))
    assert issue["description"] == (
        "Поле «Название»: текст слишком короткий — 4 знака. "
        "Допустимо: 5–140 знаков. Что сделать: Допишите текст."
    )
    assert issue["content"]["body"].endswith("\nПодробнее: https://atlas-regiona.ru/findings/too-short/")
    assert (issue["check_name"], issue["severity"]) == ("too-short", "major")
    assert issue["location"] == {"path": "content/practices/a.yaml", "lines": {"begin": 3}}
    assert gitlab(make_check(replace(SAMPLE, severity=Severity.WARNING)))[0]["severity"] == "minor"
    assert gitlab(make_check()) == []


def test_a_fingerprint_stays_when_lines_move_and_differs_for_every_finding() -> None:
    same = [SAMPLE, replace(SAMPLE, line=9), replace(SAMPLE, what="Другое"), replace(SAMPLE, code="alias")]
    before = [issue["fingerprint"] for issue in gitlab(make_check(*same))]
    moved = [replace(one, line=one.line + 40, column=1, source_line="") for one in same]
    assert [issue["fingerprint"] for issue in gitlab(make_check(*moved))] == before
    assert len(set(before)) == len(same)
    run = sarif(make_check(*same))
    assert [result["partialFingerprints"]["atlasFinding/v1"] for result in run["results"]] == before


def test_sarif_names_rules_and_regions() -> None:
    path = "content/practices/опыт №1.yaml"
    warning = replace(SAMPLE, code="alias", path=path, severity=Severity.WARNING)
    run = sarif(make_check(SAMPLE, warning, SAMPLE))
    rules = run["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in rules] == [
        ("alias", "warning"),
        ("too-short", "error"),
    ]
    assert rules[0]["helpUri"] == f"{SITE}findings/alias/"
    assert rules[1]["shortDescription"] == {"text": "Текст слишком короткий"}
    assert rules[1]["fullDescription"]["text"].startswith("По одному-двум словам")
    assert [result["ruleIndex"] for result in run["results"]] == [1, 0, 1]
    assert run["columnKind"] == "unicodeCodePoints"
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == path
    assert re.fullmatch(r"[A-Za-z0-9/%._-]+", place["artifactLocation"]["uri"])
    assert place["region"] == {
        "startLine": 3,
        "startColumn": 8,
        "endColumn": 12,
        "snippet": {"text": "title: Урок"},
    }
    assert sarif(make_check())["results"] == []


def test_junit_has_a_suite_a_file_and_a_case_a_finding() -> None:
    suites = junit(make_check(SAMPLE, replace(SAMPLE, line=9, code="alias")))
    assert (suites.get("tests"), suites.get("failures")) == ("8", "2")
    first, second = suites[0], suites[1]
    assert (first.get("name"), first.get("tests"), first.get("failures")) == (SAMPLE.path, "2", "2")
    assert first[0].get("name") == "строка 3, столбец 8: too-short"
    assert first[0][0].get("message") == SAMPLE.what
    assert str(first[0][0].text).splitlines() == [
        "content/practices/a.yaml:3:8",
        "title: Урок",
        "Допустимо: 5–140 знаков.",
        "Что сделать: Допишите текст.",
        "Подробнее: https://atlas-regiona.ru/findings/too-short/",
    ]
    assert [case.get("name") for case in second] == ["Замечаний нет"]
    assert len(second[0]) == 0


@given(hostile_checks)
def test_gitlab_takes_any_text(told: CheckReport) -> None:
    issues = gitlab(told)
    assert len(issues) == len(told.findings)
    marks = [issue["fingerprint"] for issue in issues]
    assert len(set(marks)) == len(marks)
    for issue in issues:
        for text in (
            issue["description"],
            issue["content"]["body"].replace("\n", ""),
            issue["location"]["path"],
        ):
            assert text == escape_invisible(text)


@given(hostile_checks)
def test_sarif_takes_any_text(told: CheckReport) -> None:
    run = sarif(told)
    assert len(run["results"]) == len(told.findings)
    for result, finding in zip(run["results"], told.findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert uri.isascii()
        assert ":" not in uri
        assert unquote(uri, errors="surrogatepass") == finding.path
        assert result["message"]["text"].splitlines()[0].startswith(escape_invisible(finding.what))


@given(hostile_checks)
def test_junit_takes_any_text(told: CheckReport) -> None:
    suites = junit(told)
    failures = suites.findall(".//failure")
    assert len(failures) == len(told.findings)
    assert int(suites.get("tests", "0")) == len(suites.findall(".//testcase"))
    assert {failure.get("message") for failure in failures} == {
        escape_invisible(one.what) for one in told.findings
    }
