"""Limits of a report: whoever breaks ten thousand records sees the first findings and the number of the rest.

GitHub rejects a SARIF log of more than 25,000 results or 10 MB compressed and shows 5,000 of its results
(«SARIF support for code scanning»); other readers only become slow, as people do.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from generator.base.russian import count, join_words
from generator.model.findings import Finding, Severity

MOST_TEXT, MOST_LISTED = 500, 5_000
"""Most findings in a report for people, and in one for programs."""
_CODES_NAMED = 12


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """The findings that a report shows, in their order, and those that it only counts."""

    shown: Sequence[Finding]
    rest: Sequence[Finding] = ()

    @property
    def sentence(self) -> str:
        """The sentence about the findings that are not shown; empty if all are."""
        return describe_rest([finding.code for finding in self.rest])


def rank_findings(findings: Sequence[Finding]) -> list[Finding]:
    """Return errors before warnings, and of each the first of every file before the second of any."""
    seen: Counter[tuple[Severity, str]] = Counter()
    ranked = []
    for finding in findings:
        file = (finding.severity, finding.path)
        ranked.append((finding.severity is not Severity.ERROR, seen[file], finding))
        seen[file] += 1
    return [finding for *_, finding in sorted(ranked, key=lambda rank: rank[:2])]


def select_findings(findings: Sequence[Finding], most: int) -> Selection:
    """Select the findings that fit: the first of `rank_findings`."""
    if len(findings) <= most:
        return Selection(shown=findings)
    kept = set(map(id, rank_findings(findings)[:most]))
    return Selection(
        shown=[finding for finding in findings if id(finding) in kept],
        rest=[finding for finding in findings if id(finding) not in kept],
    )


def describe_rest(codes: Sequence[str]) -> str:
    """Return in words how many findings are not shown, by their codes; empty if there are none."""
    if not codes:
        return ""
    usual = Counter(codes).most_common()
    named = [f"[{code}] — {number}" for code, number in usual[:_CODES_NAMED]]
    more = len(usual) - len(named)
    named += [f"ещё {count(more, 'вид', 'вида', 'видов')}"] if more else []
    left = count(len(codes), "замечание", "замечания", "замечаний")
    return f"Не показано {left}: {join_words(named)}. Исправьте показанные и проверьте снова."


def shorten_text(text: str, most: int) -> str:
    """Return a text of at most `most` characters, with «…» in place of its end."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
