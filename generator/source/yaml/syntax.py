"""Turns libyaml's syntax errors into advice: what is wrong at the position and what to do about it."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress

import msgspec
import yaml

from generator.base.late_patterns import compile_late
from generator.source.yaml.events import parse_events, start_of
from generator.source.yaml.problems import FileProblem, file_problem, refused_syntax
from generator.source.yaml.unindented import unindented_text

_KEY_WITHOUT_SPACE = compile_late(r"[ \t]*(?:- )?[\w-]+:(?=[^ \t\r\n:])")
_FOREIGN_SPACE = compile_late(r"[ \t]*(?=[^\S \t\r\n])")
_CONFLICT = compile_late(r"^(?:<{7}|>{7}) .*$", re.MULTILINE)
"""Conflict markers that git leaves where two changes of one place met."""
_KEY_LINE = compile_late(r"\n[ -]*[\w-]+:(?=[ \n])")
_REMARK = compile_late(r"(?<=[ \t,\[\]{}])#")
_IN_BRACKETS = "while parsing a flow"
_QUOTES = frozenset("'\"")
_GLUED_DASH = compile_late(r"[ \t]*-(?=[a-z_]+:[ \n])")
_KEY_WITHOUT_COLON = compile_late(r"[ \t]*- +[a-z_]+ [^:\n]*\Z")
_ONE_KEY = re.compile(r"[ \t]*(?:- +)*[a-z_]+[ \t]*:")
_KEY_WITH_VALUE = compile_late(r"[ \t]*(?:- +)*[\w-]+:[ \t]+\S")


class _Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A syntax error of libyaml; `start` is where the unfinished part began, else the same as `index`."""

    text: str
    index: int
    start: int

    @property
    def line_start(self) -> int:
        return self.text.rfind("\n", 0, self.index) + 1

    @property
    def line(self) -> str:
        return self.text[self.line_start :].split("\n", 1)[0]

    @property
    def line_before(self) -> tuple[int, str]:
        """The nearest non-blank line above, with its start."""
        above = self.text[: self.line_start].rstrip()
        start = above.rfind("\n") + 1
        return start, above[start:]


def explain_syntax_error(text: str, error: yaml.YAMLError) -> FileProblem:
    """Return the problem of a text that libyaml could not read."""
    if isinstance(error, yaml.reader.ReaderError):
        return _control_character(text, error)
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return file_problem("yaml-syntax:other")
    index = min(error.problem_mark.index, len(text))
    start = index if error.context_mark is None else error.context_mark.index
    fault = _Fault(text=text, index=index, start=start)
    if conflict := _CONFLICT.search(text):
        return refused_syntax("conflict-marks", text, conflict.start(), conflict[0])
    if "\t" in _indent_of(fault.line):
        return file_problem("yaml-tab", fault.line_start + fault.line.index("\t"))
    for line_start, line in ((fault.line_start, fault.line), fault.line_before):
        if found := _FOREIGN_SPACE.match(line):
            return refused_syntax("foreign-space", text, line_start + found.end())
    return _explain_fault(fault, error)


def _explain_fault(fault: _Fault, error: yaml.MarkedYAMLError) -> FileProblem:
    """Return the problem of a fault: its origin if that can be found, else what is at its position."""
    opened = _runaway_quote(fault.text)
    if opened is not None:
        return file_problem("yaml-quote:open", opened)
    if (block := unindented_text(fault.text, fault.index)) is not None:
        return file_problem("yaml-indent:block-text", block)
    remark = _find_remark(fault, in_brackets=(error.context or "").startswith(_IN_BRACKETS))
    if remark is not None:
        return refused_syntax("lost-text", fault.text, remark, fault.text[remark:].partition("\n")[0])
    return _BY_PROBLEM.get(error.problem or "", _at_place("yaml-syntax:other"))(fault)


def _find_remark(fault: _Fault, *, in_brackets: bool) -> int | None:
    """Return the index of the «#» that cut off a bracket, or a value continued on the line of a fault."""
    start, above = fault.line_before
    if in_brackets:
        begun = min(start, fault.start)
        hashes = (one.start() for one in _REMARK.finditer(fault.text, begun, fault.index))
        behind = (one for one in hashes if fault.text[fault.text.rfind("\n", 0, one) + 1 : one].strip())
        return next(behind, None)
    found = _REMARK.search(above)
    goes_on = len(_indent_of(fault.line)) > len(_indent_of(above)) or not _KEY_WITH_VALUE.match(above)
    return start + found.start() if found and goes_on and above[: found.start()].strip() else None


def _runaway_quote(text: str) -> int | None:
    """Return the start of the last quoted value before an error if it runs over lines that look like keys."""
    opened = None
    with suppress(yaml.YAMLError):
        for event in parse_events(text):
            if isinstance(event, yaml.ScalarEvent) and event.style in _QUOTES:
                start, end = start_of(event), start_of(event) + len(event.value)
                opened = start if _KEY_LINE.search(text, start, end) else None
        return None
    return opened


def _indent_of(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _control_character(text: str, error: yaml.reader.ReaderError) -> FileProblem:
    position = error.position if isinstance(error.position, int) else 0
    index = len(text.encode()[:position].decode(errors="ignore"))
    code_point = error.character if isinstance(error.character, int) else 0
    return file_problem("control-character", index, code_point=code_point)


def _at_place(case: str) -> Callable[[_Fault], FileProblem]:
    return lambda fault: file_problem(case, fault.index)


def _at_start(case: str) -> Callable[[_Fault], FileProblem]:
    """Explain an unfinished part at the place where it began."""
    return lambda fault: file_problem(case, fault.start, character=fault.text[fault.start : fault.start + 1])


def _first_character(fault: _Fault) -> FileProblem:
    begun = fault.text[fault.start : fault.start + 2]
    above = fault.text[: fault.start].rpartition("\n")[2]
    is_item = begun in {"* ", "*\t"} and not above.strip(" -")
    return _at_start("yaml-syntax:bullet" if is_item else "yaml-syntax:first-character")(fault)


def _colon(fault: _Fault) -> FileProblem:
    start, above = fault.line_before
    glued = _KEY_WITHOUT_SPACE.match(above)
    deeper = len(_indent_of(fault.line)) > len(_indent_of(above)) and bool(above)
    goes_on = deeper and _KEY_WITH_VALUE.match(above) and not _ONE_KEY.match(fault.line)
    if goes_on or _KEY_WITH_VALUE.match(fault.line[: fault.index - fault.line_start + 1].rstrip(":") + "x"):
        return file_problem("yaml-colon:in-value", fault.index)
    if glued and above[glued.end()].isspace():
        return file_problem("yaml-colon:special-space", start + glued.end())
    if glued:
        return file_problem("yaml-colon:no-space", start + glued.end() - 1)
    if _KEY_WITHOUT_COLON.match(above):
        return file_problem("yaml-colon:missing", start + len(_indent_of(above)))
    if deeper:
        return _wrong_indent(fault)
    return file_problem("yaml-colon:missing", start if above else fault.index)


def _key_expected(fault: _Fault) -> FileProblem:
    in_line = fault.index - fault.line_start > len(_indent_of(fault.line))
    return file_problem("yaml-quote:text-after", fault.index) if in_line else _wrong_indent(fault)


def _wrong_indent(fault: _Fault) -> FileProblem:
    for start, line in ((fault.line_start, fault.line), fault.line_before):
        if found := _GLUED_DASH.match(line):
            return file_problem("yaml-indent:dash", start + found.end() - 1)
    return file_problem("yaml-indent", fault.line_start + len(_indent_of(fault.line)))


def _misplaced_character(fault: _Fault) -> FileProblem:
    opened = max(map(fault.text[: fault.index].rfind, "[{"))
    if opened >= 0 and not fault.text[fault.index :].strip():  # the file ends inside a bracket
        return file_problem("yaml-bracket", opened)
    character = fault.text[fault.index : fault.index + 1]
    case = "yaml-syntax:misplaced-character" if character.strip() else "yaml-syntax:no-value"
    return file_problem(case, fault.index, character=character)


_BY_PROBLEM: Mapping[str, Callable[[_Fault], FileProblem]] = {
    "mapping values are not allowed in this context": _colon,
    "mapping keys are not allowed in this context": _wrong_indent,
    "could not find expected ':'": _colon,
    "found unexpected end of stream": _at_start("yaml-quote:open"),
    "found unexpected document indicator": _at_start("yaml-quote:open"),
    "found unknown escape character": _at_place("yaml-quote:backslash"),
    "did not find expected hexdecimal number": _at_place("yaml-quote:backslash"),
    "found invalid Unicode character escape code": _at_place("yaml-quote:backslash"),
    "did not find expected ',' or ']'": _at_start("yaml-bracket"),
    "did not find expected ',' or '}'": _at_start("yaml-bracket"),
    "did not find expected '-' indicator": _key_expected,
    "did not find expected key": _key_expected,
    "did not find expected <document start>": _key_expected,
    "did not find expected node content": _misplaced_character,
    "found character that cannot start any token": _misplaced_character,
    "did not find expected alphabetic or numeric character": _first_character,
    "did not find expected whitespace or line break": _first_character,
    "found undefined tag handle": _at_start("yaml-syntax:first-character"),
    "did not find expected the expected '>'": _at_start("yaml-syntax:first-character"),
    "did not find the expected '>'": _at_start("yaml-syntax:first-character"),
    "did not find expected tag URI": _at_start("yaml-syntax:first-character"),
    "found unknown directive name": _misplaced_character,
    "block sequence entries are not allowed in this context": _at_place("yaml-syntax:list-on-line"),
    "did not find expected comment or line break": _at_place("yaml-syntax:block-text"),
    "found invalid leading space": _wrong_indent,
}
