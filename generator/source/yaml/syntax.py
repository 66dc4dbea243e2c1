"""Turns libyaml's syntax errors into advice: what stands at the place and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec
import yaml

from generator.source.yaml.problems import FileProblem, describe_refusal

_QUOTE_IT = 'Возьмите всё значение в кавычки: ключ: "значение".'
_KEY_WITHOUT_SPACE = re.compile(r"[ \t]*(?:- )?[\w-]+:(?=[^ \t\r\n:])")
_FOREIGN_SPACE = re.compile(r"[ \t]*(?=[^\S \t\r\n])")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) .*$", re.MULTILINE)
"""What git leaves where two changes of one place met."""
_KEY_WITH_VALUE = re.compile(r"[ \t]*(?:- +)*[\w-]+:[ \t]+\S")


class _Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A syntax error of libyaml at its place. `opened` is where the unfinished part began."""

    text: str
    index: int
    opened: int | None
    context: str

    @property
    def line_start(self) -> int:
        return self.text.rfind("\n", 0, self.index) + 1

    @property
    def line(self) -> str:
        return self.text[self.line_start :].split("\n", 1)[0]

    @property
    def line_before(self) -> tuple[int, str]:
        """The nearest line above that is not blank, with its beginning."""
        above = self.text[: self.line_start].rstrip()
        start = above.rfind("\n") + 1
        return start, above[start:]

    @property
    def sign(self) -> str:
        return self.text[self.index : self.index + 1]


def explain_syntax_error(text: str, error: yaml.YAMLError) -> FileProblem:
    """Return the note on a text that libyaml could not read.

    Args:
        text: the text of the file.
        error: what libyaml raised.
    """
    if isinstance(error, yaml.reader.ReaderError):
        return _control_character(text, error)
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return _unreadable(0)
    fault = _Fault(
        text=text,
        index=min(error.problem_mark.index, len(text)),
        opened=None if error.context_mark is None else error.context_mark.index,
        context=error.context or "",
    )
    if conflict := _CONFLICT.search(text):
        return describe_refusal("conflict-marks", text, conflict.start(), conflict[0])
    if "\t" in _indent(fault.line):
        return _tab(fault)
    for start, line in ((fault.line_start, fault.line), fault.line_before):
        if found := _FOREIGN_SPACE.match(line):
            return describe_refusal("foreign-space", text, start + found.end())
    explain = _BY_PROBLEM.get(error.problem or "", _fallback)
    return explain(fault)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _unreadable(index: int) -> FileProblem:
    return FileProblem(
        code="yaml-syntax",
        what="Строка не читается",
        index=index,
        allowed="«ключ: значение»; у ключей одного раздела одинаковый отступ из пробелов.",
        action="Сравните строку и строку над ней с соседними записями. "
        "Значение со знаками препинания возьмите в кавычки.",
    )


def _fallback(fault: _Fault) -> FileProblem:
    return _unreadable(fault.index)


def _control_character(text: str, error: yaml.reader.ReaderError) -> FileProblem:
    position = error.position if isinstance(error.position, int) else 0
    return FileProblem(
        code="control-character",
        what=f"В файле стоит невидимый управляющий знак (U+{_code_point(error.character):04X})",
        index=len(text.encode()[:position].decode(errors="ignore")),
        allowed="Буквы, цифры, знаки препинания, пробелы и переводы строк.",
        action="Удалите знак: сотрите место, на которое указывает стрелка, и наберите его заново.",
    )


def _code_point(character: object) -> int:
    return character if isinstance(character, int) else 0


def _tab(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-tab",
        what="Отступ сделан знаком табуляции",
        index=fault.line_start + fault.line.index("\t"),
        allowed="Отступы только пробелами, по два на уровень.",
        action="Замените табуляцию пробелами.",
    )


def _colon(fault: _Fault) -> FileProblem:
    start, above = fault.line_before
    glued = _KEY_WITHOUT_SPACE.match(above)
    if _KEY_WITH_VALUE.match(fault.line[: fault.index - fault.line_start + 1].rstrip(":") + "x"):
        return _colon_in_value(fault)
    if glued and above[glued.end()].isspace():
        return _special_space(start + glued.end())
    if glued:
        return FileProblem(
            code="yaml-colon",
            what="После двоеточия нет пробела",
            index=start + glued.end() - 1,
            allowed="«ключ: значение» — с пробелом после двоеточия.",
            action="Поставьте пробел после двоеточия.",
        )
    if len(_indent(fault.line)) > len(_indent(above)) and above:
        return _wrong_indent(fault)
    return FileProblem(
        code="yaml-colon",
        what="В строке нет двоеточия после ключа",
        index=start if above else fault.index,
        allowed="«ключ: значение».",
        action="Допишите двоеточие и пробел после ключа. "
        "Если строка продолжает значение, сделайте её отступ больше, чем у ключа.",
    )


def _special_space(index: int) -> FileProblem:
    return FileProblem(
        code="yaml-colon",
        what="После двоеточия стоит неразрывный или другой особый пробел",
        index=index,
        allowed="«ключ: значение» — с обычным пробелом после двоеточия.",
        action="Сотрите пробел и наберите его заново: при копировании из документа он меняется.",
    )


def _colon_in_value(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-colon",
        what="В значении без кавычек стоит двоеточие с пробелом",
        index=fault.index,
        allowed="Двоеточие с пробелом отделяет ключ от значения; внутри значения нужны кавычки.",
        action=_QUOTE_IT,
    )


def _open_quote(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-quote",
        what="Кавычка открыта и не закрыта",
        index=fault.index if fault.opened is None else fault.opened,
        allowed='Значение в кавычках с обеих сторон: "значение".',
        action="Поставьте закрывающую кавычку в конце значения или уберите открывающую.",
    )


def _escape(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-quote",
        what="Обратная косая черта «\\» внутри двойных кавычек",
        index=fault.index,
        allowed="Внутри двойных кавычек «\\» начинает особую запись знака.",
        action="Удвойте черту («\\\\») или возьмите значение в одинарные кавычки.",
    )


def _open_bracket(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-bracket",
        what="Скобка открыта и не закрыта, или между значениями нет запятой",
        index=fault.index if fault.opened is None else fault.opened,
        allowed="[первое, второе] или список с новой строки: «- первое».",
        action=f"Закройте скобку. Если скобка — часть текста: {_QUOTE_IT[0].lower()}{_QUOTE_IT[1:]}",
    )


def _key_expected(fault: _Fault) -> FileProblem:
    in_line = fault.index - fault.line_start > len(_indent(fault.line))
    return _text_after_quote(fault) if in_line else _wrong_indent(fault)


def _wrong_indent(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-indent",
        what="Отступ строки не такой, как у соседних",
        index=fault.line_start + len(_indent(fault.line)),
        allowed="У ключей одного раздела и пунктов одного списка одинаковый отступ.",
        action="Выровняйте строку по соседним; проверьте и строку над ней.",
    )


def _text_after_quote(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-quote",
        what="После закрывающей кавычки или скобки стоит ещё текст",
        index=fault.index,
        allowed="Кавычки и скобки охватывают всё значение.",
        action="Возьмите всё значение в кавычки; если кавычки внутри текста, поставьте «ёлочки».",
    )


def _wrong_sign(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-syntax",
        what=f"Знак «{fault.sign}» стоит не на месте" if fault.sign.strip() else "Здесь не хватает значения",
        index=fault.index,
        allowed="Значение без кавычек начинается с буквы или цифры.",
        action=_QUOTE_IT,
    )


def _first_sign(fault: _Fault) -> FileProblem:
    start = fault.index if fault.opened is None else fault.opened
    sign = fault.text[start : start + 1]
    return FileProblem(
        code="yaml-syntax",
        what=f"Значение без кавычек начинается со знака «{sign}»",
        index=start,
        allowed="Значение без кавычек начинается с буквы или цифры.",
        action=_QUOTE_IT,
    )


def _list_on_line(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-syntax",
        what="Список начинается на той же строке, что и ключ",
        index=fault.index,
        allowed="Каждый пункт списка на своей строке под ключом.",
        action="Перенесите «- …» на новую строку с отступом в два пробела. "
        "Если это тире в тексте, возьмите значение в кавычки.",
    )


def _block_mark(fault: _Fault) -> FileProblem:
    return FileProblem(
        code="yaml-syntax",
        what="После знака «|» или «>» на той же строке стоит текст",
        index=fault.index,
        allowed="Длинный текст начинается со следующей строки, с отступом.",
        action="Перенесите текст на следующую строку или возьмите значение в кавычки.",
    )


_BY_PROBLEM: Mapping[str, Callable[[_Fault], FileProblem]] = MappingProxyType(
    {
        "mapping values are not allowed in this context": _colon,
        "mapping keys are not allowed in this context": _wrong_indent,
        "could not find expected ':'": _colon,
        "found unexpected end of stream": _open_quote,
        "found unexpected document indicator": _open_quote,
        "found unknown escape character": _escape,
        "did not find expected hexdecimal number": _escape,
        "found invalid Unicode character escape code": _escape,
        "did not find expected ',' or ']'": _open_bracket,
        "did not find expected ',' or '}'": _open_bracket,
        "did not find expected '-' indicator": _key_expected,
        "did not find expected key": _key_expected,
        "did not find expected <document start>": _key_expected,
        "did not find expected node content": _wrong_sign,
        "found character that cannot start any token": _wrong_sign,
        "did not find expected alphabetic or numeric character": _first_sign,
        "found undefined tag handle": _first_sign,
        "did not find expected the expected '>'": _first_sign,
        "did not find the expected '>'": _first_sign,
        "did not find expected tag URI": _first_sign,
        "found unknown directive name": _wrong_sign,
        "block sequence entries are not allowed in this context": _list_on_line,
        "did not find expected comment or line break": _block_mark,
        "found invalid leading space": _wrong_indent,
    }
)
