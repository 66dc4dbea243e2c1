"""The input of a report, and the sentences of a finding that all formats show."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from generator.base.russian import count, join_words, quote_all
from generator.base.web_address import is_example
from generator.model.findings import Finding, Severity

SEVERITY: Mapping[Severity, str] = {Severity.ERROR: "ошибка", Severity.WARNING: "предупреждение"}
Paint = Callable[[str, str], str]
"""Colours a part of a text for a terminal by its tone: a severity or one of those below."""
CARET, GOOD, PLACE = "caret", "good", "place"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Cc: terminal escape sequences; Cf: bidi controls and zero-width characters; Zl, Zp: line ends."""
_NO_CHARACTERS = frozenset({"\ufffe", "\uffff"})
"""Code points that XML does not allow."""


def leave_plain(text: str, _tone: str) -> str:
    """Return a text unchanged: the `Paint` for output that no terminal shows."""
    return text


class ChangeScope(msgspec.Struct, frozen=True, kw_only=True):
    """What a change does besides adding and changing records.

    Counts of removed records, of changed schema and settings files, and of all records after the change
    (`whole`): where the first two are not zero, the whole atlas is checked for damage by them.
    """

    removed: int
    settings: int
    whole: int


class CheckReport(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of a check and the record files that it covered.

    `site` is the site's address, where each code has a page, or empty. `change` is set when a change was
    checked; `chosen` says that only certain paths were. `paint` colours terminal output.
    """

    findings: Sequence[Finding]
    paths: Sequence[str]
    site: str = ""
    change: ChangeScope | None = None
    chosen: bool = False
    paint: Paint = leave_plain

    def help(self, code: str) -> str:
        """Return the address of the page that explains a code; empty without a site."""
        return help_address(self.site, code)


def help_address(site: str, code: str) -> str:
    """Return the address of the page that explains a code; empty for no site or an example address."""
    if not site or is_example(site):
        return ""
    from generator.model.addresses import finding  # noqa: PLC0415 - a valid atlas needs no help

    return f"{site.rstrip('/')}/{finding(code)}"


def count_severities(findings: Sequence[Finding]) -> tuple[int, int]:
    """Return the numbers of errors and of warnings."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return errors, len(findings) - errors


def count_findings(findings: Sequence[Finding]) -> str:
    """Return how many findings there are, in words: «2 ошибки и 1 предупреждение»; «» if none."""
    errors, warnings = count_severities(findings)
    errors_told = count(errors, "ошибка", "ошибки", "ошибок")
    warnings_told = count(warnings, "предупреждение", "предупреждения", "предупреждений")
    return join_words([*([errors_told] if errors else []), *([warnings_told] if warnings else [])])


def advice_sentences(finding: Finding) -> Iterator[str]:
    """Yield the sentences that follow what is wrong: what is allowed, what to do, near misses."""
    if finding.allowed:
        yield escape_invisible(f"Допустимо: {_sentence(finding.allowed)}")
    if finding.action:
        yield escape_invisible(f"Что сделать: {_sentence(finding.action)}")
    if finding.near:
        yield escape_invisible(f"Возможно, вы имели в виду {join_words(quote_all(finding.near), 'или')}.")


def message(finding: Finding, help_page: str = "") -> str:
    """Return the whole text of a finding, one sentence per line; `help_page` is an address or empty."""
    more = [f"Подробнее: {help_page}"] if help_page else []
    return "\n".join([escape_invisible(_sentence(finding.what)), *advice_sentences(finding), *more])


def fingerprints(findings: Sequence[Finding]) -> list[str]:
    """Return a fingerprint of each finding that stays the same when lines move.

    It covers file, code, text (which names field and value) and, for identical ones, their order.
    """
    from hashlib import sha256  # noqa: PLC0415 - it loads all of OpenSSL

    seen: Counter[tuple[str, str, str]] = Counter()
    made = []
    for finding in findings:
        alike = (finding.path, finding.code, finding.what)
        seen[alike] += 1
        text = "\n".join([*alike, str(seen[alike])])
        made.append(sha256(text.encode(errors="surrogatepass")).hexdigest())
    return made


def escape_invisible(text: str) -> str:
    """Replace control and invisible characters by visible ones."""
    return "".join(map(_visible, text))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


@cache
def _visible(character: str) -> str:
    if character == "\t":
        return "→"
    hidden = unicodedata.category(character) in _HIDDEN or character in _NO_CHARACTERS
    return "\N{REPLACEMENT CHARACTER}" if hidden else character
