"""Examples for the guide to findings, made from the fixtures that violate the rules.

Beside each such fixture is `right/`: the same records without the mistake. Settings have none: there the
fixtures' own base is right.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

import msgspec
from support.additions import addition_fixtures, found_in
from support.atlases import assemble, rule_fixtures
from support.reading import check_fixture, fixtures

from generator.model.findings import Finding
from generator.report.base import escape_invisible
from generator.report.guide import Example, ExampleLine, Excerpt
from generator.report.text import finding_text

RIGHT = "right"
CONTEXT = 2
"""Number of lines shown around those that differ."""
MOST_LINES = 16
WIDEST = 120
_SHOWN = frozenset({".yaml", ".md"})
"""Suffixes of files that examples are made from."""
_UNTOLD = ("# yaml-language-server:", "sample: true")
"""Lines that differ because they are in fixtures, not because of the mistake."""


def example_fixtures() -> Mapping[str, Path]:
    """Return the fixture that shows each code: the folder of its name."""
    folders = (*fixtures(), *rule_fixtures(), *addition_fixtures())
    return {folder.name: folder for folder in sorted(folders, key=lambda folder: folder.name)}


def findings_in(root: Path) -> tuple[Finding, ...]:
    """Return all findings about an atlas whose records are all new."""
    result = check_fixture(root)
    return (*result.findings, *found_in(root, result.ruleset))


def right_part(fixture: Path) -> list[Path]:
    """Return the files that correct an atlas where a fixture makes it wrong."""
    right = fixture / RIGHT
    return [right] if right.is_dir() else []


def examples(of: Mapping[str, Path]) -> dict[str, Example]:
    """Return an example for each code with a fixture, given as by `example_fixtures`."""
    found = ((code, _example(code, fixture)) for code, fixture in of.items())
    return {code: example for code, example in found if example is not None}


def as_json(made: Mapping[str, Example]) -> str:
    """Return examples as the text of the generator's file: a line per code, for readable diffs."""
    lines = (f'"{code}": {msgspec.json.encode(example).decode()}' for code, example in made.items())
    return "{{\n{}\n}}\n".format(",\n".join(lines))


def _example(code: str, fixture: Path) -> Example | None:
    with tempfile.TemporaryDirectory() as folder:
        pair = _Pair(wrong=Path(folder, "wrong"), right=Path(folder, "right"))
        assemble(pair.wrong, fixture)
        assemble(pair.right, *right_part(fixture))
        found = [one for one in findings_in(pair.wrong) if one.code == code]
        mended = [one for one in found if pair.mends(one.path)]
        return _show_lines((mended or found)[0], pair) if found else None


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """An atlas with a mistake and the same one without it."""

    wrong: Path
    right: Path

    def mends(self, path: str) -> bool:
        """Whether the right atlas has the file and it differs from the wrong one."""
        wrong, right = self.wrong / path, self.right / path
        return wrong.is_file() and right.is_file() and read_lines(wrong) != read_lines(right)

    def find_counterpart(self, path: str) -> str:
        """Return the file of the right atlas that corrects a file of the wrong one: the same or another."""
        if self.mends(path):
            return path
        files = sorted(
            file.relative_to(self.right).as_posix() for file in self.right.rglob("*") if file.suffix in _SHOWN
        )
        return next(file for file in files if self.mends(file) or not (self.wrong / file).exists())


def _show_lines(finding: Finding, pair: _Pair) -> Example:
    if not (pair.wrong / finding.path).exists():
        return _example_of_missing_file(finding, pair)
    wrong_path = _file_of(finding.path, pair.wrong)
    right_path = pair.find_counterpart(wrong_path)
    before, after = read_lines(pair.wrong / wrong_path), read_lines(pair.right / right_path)
    if right_path == wrong_path or not (pair.wrong / right_path).is_file():
        ranges = _differing_lines(before, after)
        wrong_parts = [one for one, _ in ranges]
    else:  # the mistake is corrected in another file
        ranges = _differing_lines(read_lines(pair.wrong / right_path), after)
        here = next(place for place, line in enumerate(before) if line.number == finding.line)
        wrong_parts = [range(here, here + 1)]
    return Example(
        severity=finding.severity,
        said=finding_text(finding),
        wrong=Excerpt(path=wrong_path, lines=_excerpt(before, wrong_parts)),
        right=Excerpt(path=right_path, lines=_excerpt(after, [other for _, other in ranges])),
    )


def _example_of_missing_file(finding: Finding, pair: _Pair) -> Example:
    """Return the example of a finding about a missing file: the wrong part has no lines."""
    there = read_lines(pair.right / finding.path)
    return Example(
        severity=finding.severity,
        said=finding_text(finding),
        wrong=Excerpt(path=finding.path, lines=()),
        right=Excerpt(path=finding.path, lines=_excerpt(there, [range(len(there))])),
    )


def _file_of(path: str, root: Path) -> str:
    """Return the path itself, or the first file in it if it is a folder."""
    found = root / path
    file = found if found.is_file() else min(one for one in found.rglob("*") if one.is_file())
    return file.relative_to(root).as_posix()


def read_lines(file: Path) -> list[ExampleLine]:
    """Return the lines of a file as examples show them, none of them marked."""
    text = file.read_bytes().decode("utf-8", errors="replace")
    numbered = enumerate(text.removesuffix("\n").split("\n"), start=1)
    return [
        ExampleLine(number, _cut(escape_invisible(line.removesuffix("\r"))), marked=False)
        for number, line in numbered
        if line.strip() and not line.startswith(_UNTOLD)
    ]


def _cut(line: str) -> str:
    return line if len(line) <= WIDEST else f"{line[:WIDEST]}…"


def _differing_lines(one: Sequence[ExampleLine], other: Sequence[ExampleLine]) -> list[tuple[range, range]]:
    """Return where two files differ: the indices of lines in both."""
    matcher = SequenceMatcher(a=[line.text for line in one], b=[line.text for line in other], autojunk=False)
    codes = matcher.get_opcodes()
    return [(range(a, b), range(c, d)) for tag, a, b, c, d in codes if tag != "equal"]


def _excerpt(lines: Sequence[ExampleLine], parts: Sequence[range]) -> tuple[ExampleLine, ...]:
    """Return parts of a file with a line of context; the beginning of a file if there are none."""
    marked = {place for part in parts for place in part}
    wanted = {place for part in parts for place in range(part.start - CONTEXT, part.stop + CONTEXT)}
    chosen = wanted or range(2 * CONTEXT)
    shown_lines = (
        ExampleLine(line.number, line.text, marked=place in marked)
        for place, line in enumerate(lines)
        if place in chosen
    )
    return tuple(islice(shown_lines, MOST_LINES))
