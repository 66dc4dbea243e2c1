"""Checks hand-written pages: they are content, though no schema describes them.

Python-Markdown reads a paragraph of brackets in quadratic time and nested quotations recursively; MkDocs
obeys «template» and similar keys of a page's front matter. What is refused here would keep a build from
finishing.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from msgspec.structs import replace

from generator.base.limits import MAX_BYTES, MAX_PAGE_LINE, MAX_PAGE_MARKS, MAX_PAGE_NESTING
from generator.base.russian import format_number, uncapitalise
from generator.base.suggestions import near_misses
from generator.check.rules import page_problems
from generator.model.findings import Finding, Problem, Severity
from generator.source.locations import finding_at, finding_of_file
from generator.source.yaml.reader import Json, Refusal, read_yaml

_KEYS = ("title", "description", "hide")
_HIDDEN = frozenset({"navigation", "toc"})
_HEAD = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LOOSE = re.compile(r"(?: {4}|\t)\s*\S| {0,3}[A-Za-z0-9_-]+:")
"""The other syntax of front matter: a page may simply begin with «template: x» and similar lines."""
_LOST_HEAD = re.compile(r"\A(\s*(?:[-–—_*+=]+|```\w*|~~~)[ \t]*\n)\s*(?:title|description|hide)[ \t]*:")
"""Front matter without its closing line «---», or with another opening line: readers would see it as text."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKS = re.compile(r"[\[*_<&`]")
_NESTED = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]?)*")
_CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")


def page_findings(path: str, data: bytes) -> Iterator[Finding]:
    """Yield what is wrong with the text of a page.

    Args:
        path: how findings name it.
        data: its bytes, at most one more than a page may have; they are UTF-8.
    """
    if len(data) > MAX_BYTES:
        large = Problem(
            code="bad-page",
            what=f"Страница больше {format_number(MAX_BYTES // 1024)} КиБ",
            allowed="Страницы пишут люди: самая длинная страница атласа в десять раз короче.",
            action="Разделите её на несколько страниц.",
        )
        yield finding_of_file(path, large)
        return
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    faults = list(_text_faults(text))
    yield from (finding_at(path, text, problem, index) for index, problem in faults)
    yield from _word_findings(path, text) if not faults else ()
    yield from _head_findings(path, text)
    if not _HEAD.sub("", text, count=1).strip():
        yield replace(finding_of_file(path, _EMPTY), severity=Severity.WARNING)


def _text_faults(text: str) -> Iterator[tuple[int, Problem]]:
    """Yield what Markdown could not handle, with its index: the first of each kind."""
    if found := _CONTROL.search(text):
        yield _fault(found.start(), "Непечатаемый знак", "Удалите его: это, наверное, не текст.")
    place = 0
    for line in text.split("\n"):
        if len(line) > MAX_PAGE_LINE:
            longest = format_number(MAX_PAGE_LINE)
            yield _fault(
                place, f"Строка длиннее {longest} знаков", "Разделите её на абзацы пустыми строками."
            )
            break
        if _count_nesting(line) > MAX_PAGE_NESTING:
            what = f"Цитаты и списки вложены глубже {MAX_PAGE_NESTING} уровней"
            yield _fault(place, what, "Сделайте вложенность меньше.")
            break
        place += len(line) + 1
    place = 0
    for block in _BLANK.split(text):
        if len(_MARKS.findall(block)) > MAX_PAGE_MARKS:
            marks = format_number(MAX_PAGE_MARKS)
            what = f"В одном абзаце больше {marks} знаков разметки [ * _ < & `"
            yield _fault(text.find(block, place), what, "Разделите абзац или таблицу пустыми строками.")
            break
        place += len(block)


def _count_nesting(line: str) -> int:
    """Return the nesting of a line in quotations and lists: each marker and each four spaces are a level."""
    found = _NESTED.match(line)
    start = found[0] if found else ""
    return sum(start.count(character) for character in ">-*+.)") + start.expandtabs(4).count("    ")


def _head_findings(path: str, text: str) -> Iterator[Finding]:
    """Yield what is wrong with the front matter of a page."""
    found = _HEAD.match(text)
    if found is None:
        if lost := _LOST_HEAD.match(text):
            is_open = lost[1].rstrip() == "---"
            yield finding_of_file(path, _bad_head(_UNCLOSED if is_open else _UNOPENED))
        for line in takewhile(_LOOSE.match, text.split("\n")):
            loose = line.partition(":")[0].strip()
            if line[:1] != "\t" and line[:4].strip() and loose.lower() not in _KEYS:
                yield finding_of_file(path, _unknown_key(loose))
        return
    read = read_yaml(found[1].encode())
    if isinstance(read, Refusal):
        for note in read.notes:
            yield finding_of_file(path, _bad_head(note.what))
    elif read.value is not None and not isinstance(read.value, dict):
        yield finding_of_file(path, _bad_head("между строками «---» не ключи со значениями"))
    else:
        for key, value in (read.value or {}).items():
            yield from (finding_of_file(path, problem) for problem in _key_problems(key, value))


def _key_problems(key: str, value: Json) -> Iterator[Problem]:
    if key not in _KEYS:
        yield _unknown_key(key)
    elif key == "hide":
        if not isinstance(value, list) or not all(one in _HIDDEN for one in value if isinstance(one, str)):
            yield _bad_head("свойство `hide` — список из navigation и toc")
    elif not isinstance(value, str) or not value.strip():
        yield _bad_head(f"свойство `{key}` — непустой текст; если в нём двоеточие, возьмите его в кавычки")


def _unknown_key(key: str) -> Problem:
    return Problem(
        code="bad-page",
        what=f"В начале страницы свойство «{key[:40]}», которого у страниц атласа нет",
        allowed="title, description, hide.",
        action="Удалите эту строку. Если это текст, а не свойство, начните страницу с заголовка.",
        suggestions=near_misses(key, [(one, one) for one in _KEYS]),
    )


def _bad_head(what: str) -> Problem:
    return Problem(
        code="bad-page",
        what=f"Свойства в начале страницы написаны неверно: {uncapitalise(what)}",
        allowed="Между строками «---» по строке на свойство: title, description, hide.",
        action="Исправьте свойства или удалите их вместе со строками «---».",
    )


_EMPTY = Problem(
    code="bad-page",
    what="Страница пуста: читатели увидят одно название",
    allowed="Заголовок («# О нас») и текст под ним.",
    action="Напишите текст или удалите файл и его строку в mkdocs.yml.",
)
_UNCLOSED = "после них нет строки «---», и читатели увидят их в тексте"
_UNOPENED = "перед ними первой строкой должно стоять «---», и читатели увидят их в тексте"


def _word_findings(path: str, text: str) -> Iterator[Finding]:
    """Yield personal data and unfinished text; examples in code are not checked."""
    judged = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    for problem in page_problems(judged):
        # only warnings: errors would break the builds of atlases that already have such pages
        warning = replace(problem, severity=Severity.WARNING, suggestions=())
        index = max(judged.find(problem.fragment), 0)
        yield finding_at(path, text, warning, index, len(problem.fragment) or 1)


def _fault(index: int, what: str, action: str) -> tuple[int, Problem]:
    return index, Problem(code="bad-page", what=what, action=action)
