"""Rules about Markdown syntax: where it has no effect, and where it is wrong."""

import re
from collections.abc import Iterator

from generator.base.late_patterns import compile_late
from generator.base.russian import shorten
from generator.check.rules.base import text_rule
from generator.check.rules.markdown_links import blocks
from generator.check.rules.prefilter import Prefilter, Texts, holds_any
from generator.model.annotations import MARKDOWN, UNFORMATTED, AnnotatedValue
from generator.model.findings import Problem, Severity

_MARKS = compile_late(
    r"(?<![*\w])\*\*(?=[^\s*])[^*\n]+?(?<=\S)\*\*(?!\*)|(?<![_\w])__(?=[^\s_])[^_\n]+?__(?![_\w])"
    r"|(?<![*\w])\*(?=[^\s*])[^*\n]*?[^\s*]\*(?![*\w])"
    r"|(?<![\w_/.])_(?=[^\s_])[^_\n]*?[^\s_]_(?![\w_/.@])"
    r"|==(?=[^\s=])[^=\n]+==|^ {0,3}> ?(?=[^\W\d_])[^\n]*"
    r"|~~(?=\S)[^~\n]+?~~|(?<!`)(`{1,3})(?!`)[^`\n]+?\1(?!`)"
    r"|!?\[[^\]\n]{1,200}\]\([^)\s]+\)"
    r"|\[[^\[\]\n]{1,200}\] *[\[(] *(?:https?://|www\.)[^)\]\s]+ *[)\]]"
    r"|\([^()\n]{1,200}\) *\[ *(?:https?://|www\.)[^\]\s]+ *\]"
    r"|^ {0,3}#{1,6} +\S|^ {0,3}\|[^\n]+\|\s*$|^ {0,3}```",
    re.MULTILINE,
)
_SIGNS = "*_`[#|~=>"
_MARK = compile_late(r"\*+|~~|`+|==|(?<!\w)_{1,2}|_{1,2}(?!\w)|^[#>]+ *")
_ADDRESS = compile_late(r"\]\(|://|www\.")
_ELSEWHERE = ", а адрес перенесите в поле для адреса или в подробное описание."
_BARE = compile_late(r"\*\*|(?<!\w)__|__(?!\w)|~~|`+")
_LINK_ODD = compile_late(
    r"\[(?P<words>[^\[\]\n]{1,80})\]\s+\(\s*(?P<address>(?:https?://|www\.)[^\s)]+)\s*\)"
    r"|\((?P<words2>[^()\n]{1,80})\)\s?\[\s*(?P<address2>(?:https?://|www\.|mailto:)[^\s\]]+)\s*\]"
    r"|\[(?P<words3>[^\[\]\n]{1,80})\]\s?\[\s*(?P<address3>(?:https?://|www\.)[^\s\]]+)\s*\]"
    r"|\[(?P<words4>[^\[\]\n]{1,80})\]\(\s*(?P<address4>https?://[^\s)]+)(?=\s*$|\n)"
    r"|\[(?P<words5>[^\[\]\n]{1,80})\]\((?P<address5>)\s*\)",
    re.MULTILINE,
)
_HEADING = compile_late(r"^ {0,3}#{1,6}(?=[А-ЯЁ])[^\n]*", re.MULTILINE)
_ROW = compile_late(r"^ {0,3}\|[^\n|]+\|[^\n]*$|^[^\n|]+\|[^\n|]+\|[^\n]*$", re.MULTILINE)
_TABLE = compile_late(
    r"(?:\A|(?<=\n\n))(?P<heads>\|[^\n|\\`]*\|[^\n\\`]*\|) *\n(?P<line>\|(?: *:?-+:? *\|)+) *(?:\n\|[^\n]*)*"
    r"(?=\n\n|\n?\Z)"
)
"""A table is right if its header and delimiter row have the same number of columns."""
_CODE = compile_late(r"(?<!`)(`{1,3})(?!`)[^`]+?\1(?!`)")
_BOLD = compile_late(
    r"\*\*(?=[^\s*])(?:[^*\n]|\n(?!\s*\n)|\*(?!\*))*?(?<=[^\s*])\*\*"
    r"|(?<!\w)__(?=\S)[^_\n]+?(?<=\S)__(?!\w)"
)
_STRUCK = compile_late(r"~~(?=\S)[^~\n]+?(?<=\S)~~")
_FIGURE = compile_late(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")


MARKUP_PATTERNS = {
    "marks": _MARKS, "mark": _MARK, "bare": _BARE, "oddLink": _LINK_ODD, "oddHeading": _HEADING, "row": _ROW,
    "markedCode": _CODE, "bold": _BOLD, "struck": _STRUCK, "figure": _FIGURE,
}  # fmt: skip
"""Patterns that the form on the site uses too."""


_HAS_SIGNS = holds_any(_SIGNS)


def has_marks(texts: Texts) -> bool:
    """Return whether some text has Markdown syntax."""
    return _HAS_SIGNS(texts) and _MARKS.search(texts.whole) is not None


@text_rule(
    "markdown-in-plain",
    severity=Severity.WARNING,
    texts=UNFORMATTED,
    prefilter=Prefilter(has_marks, _HAS_SIGNS),
)
def markdown_in_plain(text: AnnotatedValue) -> Iterator[Problem]:
    """The first Markdown syntax in a text that is shown literally."""
    found = _MARKS.search(text.value)
    if found:
        bare = _MARK.sub("", text.value)
        line = text.kind == "line" and "[" not in found[0] and "|" not in found[0]
        yield Problem(
            what=f"В поле без разметки стоят её знаки: {shorten(found[0])}; читатели увидят их как есть",
            allowed="обычный текст; разметка действует только в подробном описании",
            action="Уберите знаки разметки" + (_ELSEWHERE if _ADDRESS.search(found[0]) else "."),
            suggestions=(bare,) if line and bare != text.value else (),
            fragment=found[0],
        )


def may_be_broken(texts: Texts) -> bool:
    """Return whether some text may contain broken Markdown."""
    return any(_looks_broken(one.value) for one in texts.values)


@text_rule(
    "broken-markdown",
    severity=Severity.WARNING,
    texts=MARKDOWN,
    prefilter=Prefilter(may_be_broken, holds_any("*_`[#|~")),
)
def broken_markdown(text: AnnotatedValue) -> Iterator[Problem]:
    """Markdown without effect: a link with a space in it, a table without delimiter row, unclosed markers."""
    value = text.value
    if not _looks_broken(value):
        return
    for inline, lines in _paragraphs(value):
        yield from _broken_links(inline)
        if lines > 1:
            yield from _broken_table(inline)
        found = _HEADING.search(inline)
        if found:
            fixed = re.sub("^( *#+)", r"\1 ", found[0])
            yield _broken(found[0], "после «#» у заголовка нет пробела", f"Поставьте пробел: {fixed}")
        left = _BARE.search(_left_of(inline))
        if left:
            action = f"Поставьте «{left[0]}» вплотную к словам с обеих сторон или уберите."
            yield _broken(left[0], f"знаки «{left[0]}» не закрыты или стоят отдельно от слов", action)


def _looks_broken(value: str) -> bool:
    """Return whether a text may be broken Markdown once the correct parts are removed: parsing is slow."""
    left = _left_of(value)
    odd = ("[" in left and _LINK_ODD.search(left)) or ("#" in left and _HEADING.search(left))
    if odd or (any(sign in left for sign in "*_~`") and _BARE.search(left)):
        return True
    return "|" in left and _ROW.search(left) is not None and _ROW.search(_without_tables(value)) is not None


def _without_tables(value: str) -> str:
    """Return a text without the tables that are certainly right."""

    def take_out(table: re.Match[str]) -> str:
        return "" if _count_columns(table["heads"]) == _count_columns(table["line"]) else table[0]

    return _TABLE.sub(take_out, value)


def _left_of(value: str) -> str:
    """Return a text without correct code, bold and struck-through spans."""
    return _STRUCK.sub("", _BOLD.sub("", _CODE.sub("", value)))


def _paragraphs(value: str) -> Iterator[tuple[str, int]]:
    """Yield paragraphs of Markdown with their numbers of lines, without code blocks and tables."""
    inside = False
    for token in blocks(value):
        inside = token.type == "table_open" or (inside and token.type != "table_close")
        if token.type == "inline" and not inside:
            yield token.content, token.content.count("\n") + 1


def _broken_links(inline: str) -> Iterator[Problem]:
    plain = _CODE.sub(lambda code: " " * len(code[0]), inline)
    for found in _LINK_ODD.finditer(plain):
        parts = found.groupdict()
        words = next(part for name, part in parts.items() if name.startswith("words") and part)
        address = next((part for name, part in parts.items() if name.startswith("address") and part), "")
        way = f"[{words}]({address or 'https://…'})"
        why = "ссылка собрана не так" if address else "у ссылки нет адреса"
        yield _broken(found[0].strip(), why, f"Запишите ссылку слитно: {way}")


def _broken_table(inline: str) -> Iterator[Problem]:
    """Yield what is wrong with lines of text that look like the rows of a table."""
    rows = [line for line in inline.split("\n") if line.count("|") > 1 or line.strip().startswith("|")]
    if len(rows) > 1:
        columns, is_figure = _count_columns(rows[0]), _FIGURE.match(rows[1]) is not None
        if not is_figure:
            yield _no_table(
                rows[0],
                "нет строки с чёрточками",
                f"Добавьте под первой строкой таблицы: {'|---' * columns}|",
            )
        elif _count_columns(rows[1]) != columns:
            why = "в строке с чёрточками не столько столбцов, сколько в ней"
            yield _no_table(rows[0], why, f"Замените строку с чёрточками: {'|---' * columns}|")


def _count_columns(row: str) -> int:
    return max(1, row.strip().strip("|").count("|") + 1)


def _no_table(first: str, why: str, action: str) -> Problem:
    return Problem(
        what=f"Таблица не получится: под строкой «{shorten(first.strip())}» {why}",
        allowed="под заголовками таблицы — строка вида |---|---|",
        action=action,
        fragment=first.strip(),
    )


def _broken(fragment: str, why: str, action: str) -> Problem:
    return Problem(
        what=f"Разметка не сработает: {why} — {shorten(fragment)}",
        allowed="**выделение**, `код`, [слова](https://адрес), подзаголовки «## …» и таблицы",
        action=action if action.endswith(".") else f"{action}.",
        fragment=fragment,
    )
