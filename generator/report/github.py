"""Findings for GitHub Actions: workflow commands, shown as annotations of their lines, and the step summary.

GitHub shows the first ten errors and ten warnings of a step and silently drops the rest. So the first
finding of each file comes before the second of any. The step summary has all of them, in one Markdown table.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.base.russian import count
from generator.model.findings import Finding
from generator.report.base import SEVERITY, CheckReport, advice_sentences, escape_invisible, message
from generator.report.limits import MOST_TEXT, rank_findings, select_findings
from generator.report.markdown import escape_markdown, markdown_link
from generator.report.mask import mask_findings
from generator.report.text import summary_sentence

_DATA: Mapping[int, str] = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Mapping[int, str] = {**_DATA, ord(":"): "%3A", ord(","): "%2C"}
LIMIT = 1024 * 1024
"""GitHub's limit for a step summary, in bytes."""
_HEADING = "## Проверка атласа\n\n"
_TABLE = "| Вид | Место | Замечание | Что сделать |\n| --- | --- | --- | --- |\n"
_RESERVE = 400
"""Bytes reserved for the count of findings left out."""


def github_report(checked: CheckReport) -> str:
    """Return a check as workflow commands, in the order of `rank_findings`, and the count in words."""
    selected = select_findings(checked.findings, MOST_TEXT)
    commands = [_command(finding, checked.help(finding.code)) for finding in rank_findings(selected.shown)]
    rest = [selected.sentence] if selected.rest else []
    return "\n".join([*commands, *rest, summary_sentence(checked), ""])


def _command(finding: Finding, help_page: str) -> str:
    properties = {
        "file": finding.path,
        "line": finding.line,
        "col": finding.column,
        "endColumn": finding.column + finding.width,
        "title": f"{SEVERITY[finding.severity].capitalize()} {finding.code}",
    }
    # Escaped: no control character may end the line or the property.
    listed = ",".join(
        f"{key}={escape_invisible(str(value)).translate(_PROPERTY)}" for key, value in properties.items()
    )
    return f"::{finding.severity} {listed}::{message(finding, help_page).translate(_DATA)}"


def step_summary(checked: CheckReport, room: int = LIMIT) -> str:
    """Return a check as Markdown of at most `room` bytes: the count in words and a table of findings.

    The last line counts the findings left out. Contributors' text is escaped.
    """
    head = f"{_HEADING}{summary_sentence(checked)}\n"
    if not checked.findings:
        return head
    ordered = rank_findings(mask_findings(checked.findings))
    rows = list(_rows_within(ordered, checked, room - _size(head) - _size(_TABLE) - _RESERVE))
    left = len(ordered) - len(rows)
    more = (
        f"\nИ ещё {count(left, 'замечание', 'замечания', 'замечаний')}: всё сюда не вошло.\n" if left else ""
    )
    return f"{head}\n{_TABLE}{''.join(rows)}{more}"


def _rows_within(findings: Sequence[Finding], checked: CheckReport, room: int) -> Iterator[str]:
    for finding in findings:
        row = _row(finding, checked.help(finding.code))
        room -= _size(row)
        if room < 0:
            return
        yield row


def _row(finding: Finding, help_page: str) -> str:
    kind = f"{SEVERITY[finding.severity]} {markdown_link(finding.code, help_page)}"
    place = f"{escape_markdown(finding.path)}, строка {finding.line}, столбец {finding.column}"
    advice = escape_markdown(" ".join(advice_sentences(finding)))
    return f"| {kind} | {place} | {escape_markdown(finding.what)} | {advice} |\n"


def _size(text: str) -> int:
    return len(text.encode())
