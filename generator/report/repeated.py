"""Findings of many files that have one cause: a term that a vocabulary lost, a record that was removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from generator.base.russian import count
from generator.model.findings import Finding

_CODES = frozenset({"not-in-vocabulary", "unknown-reference"})
"""Codes whose words after the colon name what is missing, wherever it is named."""
_FEWEST = 4
"""In fewer files each has a mistake of its own."""


def fold_repeated(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings with one in place of those that name the same missing value in many files.

    It stands in the first of the files and says how many others there are.
    """
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.code in _CODES:
            groups[_name_missing(finding)].append(finding)
    files = {key: len({one.path for one in group}) for key, group in groups.items()}
    if all(number < _FEWEST for number in files.values()):
        return findings
    told = []
    for finding in findings:
        key = _name_missing(finding)
        if files.get(key, 0) < _FEWEST:
            told.append(finding)
        elif finding is groups[key][0]:
            told.append(_of_many(finding, files[key] - 1))
    return told


def _name_missing(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.what.partition(": ")[2]


def _of_many(finding: Finding, others: int) -> Finding:
    also = count(others, "файле", "файлах", "файлах")
    return replace(
        finding,
        what=f"{finding.what}. То же ещё в {also}: наверное, причина одна",
        action="Если имя изменили или удалили, верните прежнее: в словаре — поле `id`, у записи — имя файла. "
        f"Если прежнее было неверным, исправьте его всюду. {finding.action}",
    )
