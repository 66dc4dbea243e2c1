"""Merges findings in many files that have one cause: a term removed from a vocabulary, a deleted record."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from generator.base.russian import count
from generator.model.findings import Finding

_CODES = frozenset({"not-in-vocabulary", "unknown-reference"})
"""Codes whose message ends with the missing value, the same in every file."""
_FEWEST = 4
"""In fewer files, each is taken for a mistake of its own."""


def fold_repeated(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings; those about the same missing value in many files are merged into one.

    It is in the first of the files and states the number of the others.
    """
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.code in _CODES:
            groups[_name_missing(finding)].append(finding)
    files = {key: len({one.path for one in group}) for key, group in groups.items()}
    if all(number < _FEWEST for number in files.values()):
        return findings
    merged = []
    for finding in findings:
        key = _name_missing(finding)
        if files.get(key, 0) < _FEWEST:
            merged.append(finding)
        elif finding is groups[key][0]:
            merged.append(_of_many(finding, files[key] - 1))
    return merged


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
