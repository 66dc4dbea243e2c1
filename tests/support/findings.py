"""Findings for tests: an ordinary one, and those with harmful texts."""

from __future__ import annotations

from hypothesis import strategies as st

from generator.model.findings import Finding, Severity
from generator.report import CheckReport

SITE = "https://atlas-regiona.ru/"
SAMPLE = Finding(
    path="content/practices/a.yaml",
    line=3,
    column=8,
    code="too-short",
    severity=Severity.ERROR,
    what="Поле «Название»: текст слишком короткий — 4 знака",
    allowed="5–140 знаков.",
    action="Допишите текст.",
    source_line="title: Урок",
    width=4,
)

_HARMFUL = (
    "::error::чужая команда",
    "\n::set-output name=a::b",
    "\r\n##[add-mask]a",
    "%0A::warning::",
    "a,line=1,title=b:c",
    "]]>",
    "<script>alert(1)</script>",
    "<!-- ",
    "&lt;b&gt; &#64;",
    "![](https://example.org/a.png)",
    "[текст](javascript:alert(1))",
    "https://example.org www.example.org a@example.org",
    "@everyone #1 GH-1 !2 ~метка %веха $3 :+1:",
    "| столбец | `код` |",
    "\x00\x07\x1b[31m\x9b",
    "\u202eтекст\u2066",
    "\u200b\u2028\u2029",
    "\ufffe\uffff\ud800",
)
hostile_texts = st.lists(
    st.sampled_from(_HARMFUL) | st.text(st.characters(), max_size=20), min_size=1, max_size=4
).map("".join)
"""Texts with a special meaning in some report format."""

hostile_findings = st.builds(
    Finding,
    path=hostile_texts.filter(bool),
    line=st.integers(1, 10**6),
    column=st.integers(1, 10**4),
    width=st.integers(1, 10**4),
    code=st.sampled_from(["too-short", "alias", "bad-link"]),
    severity=st.sampled_from(Severity),
    what=hostile_texts,
    allowed=st.just("") | hostile_texts,
    action=st.just("") | hostile_texts,
    near=st.lists(hostile_texts, max_size=3).map(tuple),
    source_line=st.just("") | hostile_texts,
)
"""Findings in which every text is harmful."""

hostile_checks = st.builds(
    CheckReport,
    findings=st.lists(hostile_findings, max_size=6),
    paths=st.lists(hostile_texts, max_size=3, unique=True),
    site=st.sampled_from(["", SITE]),
)
"""Checks of such findings."""


def make_check(*findings: Finding) -> CheckReport:
    """Return a check of seven files with some findings."""
    return CheckReport(
        findings=findings, paths=[f"content/practices/{one}.yaml" for one in "abcdefg"], site=SITE
    )
