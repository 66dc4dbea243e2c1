"""A term removed from a vocabulary is reported once, with the number of files that use it."""

from __future__ import annotations

from generator.model.findings import Finding, Severity
from generator.report.repeated import fold_repeated
from generator.report.text import list_findings


def _finding(number: int, value: str = "physics", code: str = "not-in-vocabulary") -> Finding:
    what = f"Пункт {number} поля «Предметы»: значения «{value}» нет в словаре «Предметы»"
    path = f"content/practices/{number}.yaml"
    return Finding(
        path=path, line=1, column=1, code=code, severity=Severity.ERROR, what=what, near=("fizika",)
    )


def test_one_cause_of_many_files_is_told_once() -> None:
    others = [_finding(number, "chemistry") for number in range(3)]
    told = fold_repeated([*(_finding(number) for number in range(6)), *others])
    assert [one.what.partition(": ")[2] for one in told[1:]] == [
        "значения «chemistry» нет в словаре «Предметы»"
    ] * 3
    assert "То же ещё в 5\u00a0файлах" in told[0].what
    assert (told[0].path, told[0].near) == ("content/practices/0.yaml", ("fizika",))


def test_findings_of_each_file_stay_apart() -> None:
    findings = [_finding(number, code="too-short") for number in range(9)]
    assert fold_repeated(findings) == findings
    assert list_findings(findings).count("[too-short]") == 9
