"""The output for GitHub: commands for the lines of the proposal, the most useful first."""

from __future__ import annotations

import re

from hypothesis import given
from msgspec.structs import replace
from support.findings import SAMPLE, hostile_checks, make_check

from generator.model.findings import Severity
from generator.report import FORMATS, CheckReport
from generator.report.base import escape_invisible
from generator.report.limits import rank_findings

COMMAND = re.compile(r"::(error|warning) ([^:\r\n]*)::([^\r\n]*)")
UNESCAPED = {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Return the kind, the properties and the message of a command, as GitHub's runner reads it."""
    found = COMMAND.fullmatch(line)
    assert found, line
    properties = dict(part.split("=", 1) for part in found[2].split(","))
    return found[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(found[3])


def unescaped(text: str) -> str:
    return re.sub("|".join(UNESCAPED), lambda found: UNESCAPED[found[0]], text)


def test_a_finding_is_a_command_at_its_place() -> None:
    line, counted = FORMATS["github"](make_check(replace(SAMPLE, near=("урок",)))).splitlines()
    assert line == (
        "::error file=content/practices/a.yaml,line=3,col=8,endColumn=12,title=Ошибка too-short::"
        "Поле «Название»: текст слишком короткий — 4 знака.%0AДопустимо: 5–140 знаков.%0A"
        "Что сделать: Допишите текст.%0AВозможно, вы имели в виду «урок».%0A"
        "Подробнее: https://atlas-regiona.ru/findings/too-short/"
    )
    assert counted == "Проверено: 7\u00a0записей. Найдено: 1\u00a0ошибка в 1\u00a0файле."


def test_signs_of_commands_are_escaped() -> None:
    finding = replace(SAMPLE, path="a,b:c%.yaml", what="100 %\n::error::чужое", severity=Severity.WARNING)
    kind, properties, message = read(FORMATS["github"](make_check(finding)).splitlines()[0])
    assert (kind, properties["file"]) == ("warning", "a,b:c%.yaml")
    assert message.splitlines()[0] == "100 %\N{REPLACEMENT CHARACTER}::error::чужое."


def test_errors_and_the_first_of_every_file_come_first() -> None:
    warning = replace(SAMPLE, severity=Severity.WARNING, line=1)
    findings = [
        warning,
        *(replace(SAMPLE, line=line) for line in (2, 3)),
        replace(SAMPLE, path="content/practices/b.yaml", line=9),
    ]
    assert [(one.severity.value, one.path[-6], one.line) for one in rank_findings(findings)] == [
        ("error", "a", 2),
        ("error", "b", 9),
        ("error", "a", 3),
        ("warning", "a", 1),
    ]


@given(hostile_checks)
def test_nothing_that_a_contributor_wrote_begins_a_command(told: CheckReport) -> None:
    *lines, _ = FORMATS["github"](told).split("\n")
    *commands, counted = lines
    assert not counted.startswith("::")
    assert len(commands) == len(told.findings)
    for line, finding in zip(commands, rank_findings(told.findings), strict=True):
        kind, properties, message = read(line)
        assert kind == finding.severity
        assert list(properties) == ["file", "line", "col", "endColumn", "title"]
        assert properties["file"] == escape_invisible(finding.path)
        assert (properties["line"], properties["col"]) == (str(finding.line), str(finding.column))
        assert message.startswith(escape_invisible(finding.what))
