"""Rules about stray characters around a text and its parts: brackets, bullets, typed numbers."""

import re
from collections.abc import Iterator

from generator.base.late_patterns import compile_late
from generator.base.russian import shorten
from generator.check.rules.base import text_rule
from generator.check.rules.markdown_links import blocks
from generator.check.rules.placeholders import UNFILLED
from generator.check.rules.prefilter import Prefilter, Texts, holds_any
from generator.model.annotations import MARKDOWN, PROSE, UNFORMATTED, AnnotatedValue
from generator.model.findings import Problem, Severity

_BULLETS = "•▪▫●○◦‣⁃∙■□►▶➢➤✓✔☑→·"
_OF_TEXT = r"(?!(?:и|или|либо)\s+[^\w\s])(?![^\w\s«(\"„“]+(?:\s|$))"
"""What follows a character that the text itself is about: «+ и −», «+ − ×»."""
_MARK = compile_late(
    rf"\s*(?P<mark>(?:[{_BULLETS}*\u2010-\u2015-]\s+|\+\s+(?!\d)){_OF_TEXT}"
    rf"|[{_BULLETS}](?=\w)|\d{{1,2}}[.)]\s+)(?=\S)"
)
_NUMBERED = frozenset({"number", "place", "note"})
"""Fields where a leading number with a full stop may be right: the item of a document."""
_PAIRS = ("[]", "{}", "//", "\\\\", "^^", "$$", "**", "##", "@@")
_TWICE = compile_late(r"\(\((?P<inside>[^()]+)\)\)\Z")
_ENTITY = compile_late(r"&#?\w{2,8};\Z")
_TAIL = compile_late(r"\s*[;,]\s*\Z")
_BULLET_LINE = compile_late(rf"^[^\S\n]*([{_BULLETS}])\s*(?=\w)[^\n]*", re.MULTILINE)
_DASHED = compile_late(r"^[^\S\n]*(?:[\u2010-\u2015]|-)\s+(?:[а-яёa-z][^\n]*|[^\n]*;\s*)$", re.MULTILINE)
_NUMBERED_LINE = compile_late(r"^[^\S\n]*\d{1,2}[.)]\s+\S[^\n]*", re.MULTILINE)
_BETWEEN = compile_late(rf"(?<=\S)\s*[{_BULLETS.replace('→', '').replace('·', '')}]\s*(?=\w)")
_EDGE = compile_late(rf"[{_BULLETS}*+\u2010-\u2015\[{{/\\^$#@(-]|\d{{1,2}}[.)]|\s")
_SEPARATORS = ";,"
_ANY_BULLET, _HAS_BULLET = compile_late(f"[{_BULLETS}]"), holds_any(_BULLETS)
_NEXT_LINE = compile_late(r"\n[^\S\n]*(?:[\u2010-\u2015-]|\d{1,2}[.)])\s")
"""A list has a second line; a pattern that begins with a line end is fast."""
_DASHED_NEXT = compile_late(r"[\n\r][\s>]*[\u2010-\u2015]\s")


STRAY_PATTERNS = {
    "listMark": _MARK, "twice": _TWICE, "lastEntity": _ENTITY, "tail": _TAIL, "bulletLine": _BULLET_LINE,
    "dashed": _DASHED, "numberedLine": _NUMBERED_LINE, "between": _BETWEEN, "unfilledPlace": UNFILLED,
}  # fmt: skip
STRAY_WORDS = {"pairs": _PAIRS, "numbered": sorted(_NUMBERED)}
"""Used by the form on the site too."""


def may_have_stray_signs(texts: Texts) -> bool:
    """Return whether some text may begin or end with a stray character."""
    for one in texts.values:  # without a call for each: most are words from the first letter to a full stop
        text = one.value
        last = text[-1:]
        is_plain = text[:1].isalpha() and last not in _SEPARATORS and not last.isspace()
        if not is_plain and _has_sign_at_edge(text):
            return True
    return False


def _has_sign_at_edge(text: str) -> bool:
    """Return whether a text begins with a stray character or ends with a separator or spaces."""
    last = text[-1:]
    if last in _SEPARATORS or last.isspace():
        return True
    return not text[0].isalpha() and _EDGE.match(text) is not None


@text_rule(
    "stray-signs", severity=Severity.WARNING, texts=UNFORMATTED, prefilter=Prefilter(may_have_stray_signs)
)
def stray_signs(text: AnnotatedValue) -> Iterator[Problem]:
    """A one-line text that begins like a list item, is wrapped in brackets, or ends with a separator."""
    value = text.value.strip()
    if "\n" in value or not value or not _has_sign_at_edge(text.value):
        return
    wrapped = _unwrap(value)
    mark = _MARK.match(value)
    if wrapped and not UNFILLED.match(value):
        signs = f"{value[: value.index(wrapped)]}…{value[value.index(wrapped) + len(wrapped) :]}"
        yield _stray(f"Весь текст стоит между знаками {signs}", signs[0], wrapped, text)
    elif mark and not (mark["mark"][0].isdigit() and _NUMBERED.intersection(text.pointer)):
        said = (
            f"Текст начат как пункт списка: «{mark['mark'].strip()}»; знаки и номера пунктов ставит сам атлас"
        )
        yield _stray(said, mark["mark"].strip(), value[mark.end() :], text)
    elif text.kind == "line" and (tail := _TAIL.search(value)) and not _ENTITY.search(value):
        yield _stray(f"В конце стоит «{tail[0].strip()}»", tail[0].strip(), value[: tail.start()], text)


def _unwrap(value: str) -> str:
    """Return the contents of a text that is wrapped in a pair of characters; «» if it is not."""
    twice = _TWICE.match(value)
    if twice:
        return twice["inside"].strip()
    first = next((pair for pair in _PAIRS if value[0] == pair[0] and value[-1] == pair[1]), "")
    inside = value.strip(first) if first else ""
    alone = not any(sign in inside for sign in first) and re.search(r"[^\W\d_]", inside)
    # asterisks next to the words are Markdown, which another rule reports
    return inside.strip() if alone and (first != "**" or inside[:1].isspace()) else ""


def _stray(what: str, fragment: str, fixed: str, text: AnnotatedValue) -> Problem:
    return Problem(
        what=what,
        allowed="сам текст, без знаков вокруг него",
        action="Уберите лишние знаки.",
        suggestions=(_TAIL.sub("", fixed),) if text.kind == "line" else (),
        fragment=fragment,
    )


def may_list(texts: Texts) -> bool:
    """Return whether some text has a bullet or several lines."""
    return _HAS_BULLET(texts) or texts.has_line_ends or "\r" in texts.whole


def has_list(texts: Texts) -> bool:
    """Return whether some text may contain a list typed by hand."""
    return _ANY_BULLET.search(texts.whole) is not None or _NEXT_LINE.search(texts.whole) is not None


@text_rule("list-in-text", severity=Severity.WARNING, texts=PROSE, prefilter=Prefilter(has_list, may_list))
def list_in_text(text: AnnotatedValue) -> Iterator[Problem]:
    """A list of bullets or dashes that will not be shown as a list: its items run together."""
    if text.kind in MARKDOWN:
        tokens = blocks(text.value) if _may_list_in_markdown(text.value) else ()
        lines = (_bullet_in(token.content) for token in tokens if token.type == "inline")
        found = next(filter(None, lines), "")
        if found:
            yield Problem(
                what=f"Список не получится: строка начата знаком «{found[0]}», а не «- »",
                allowed="пункты списка с дефисом и пробелом «- » или с номером «1. » в начале строки",
                action=f"Замените «{found[0]}» дефисом с пробелом: «- {shorten(found[1:].strip())}».",
                fragment=found,
            )
        return
    if "\n" not in text.value and not _ANY_BULLET.search(text.value):
        return
    found_ = (list(way.finditer(text.value)) for way in (_BULLET_LINE, _DASHED, _NUMBERED_LINE))
    items = next(filter(None, found_), [])
    within = _BETWEEN.search(text.value)
    if len(items) > 1 or within:
        at = 0 if within is None else within.start()
        fragment = items[0][0].strip() if len(items) > 1 else text.value[at:].strip()
        yield Problem(
            what=f"В тексте набран список, а в этом поле пункты сольются: «{shorten(fragment)}»",
            allowed="связный текст; список — отдельными пунктами там, где поле их принимает, "
            "или в подробном описании",
            action=_what_to_do(text),
            fragment=fragment,
        )


def _what_to_do(text: AnnotatedValue) -> str:
    if text.pointer and isinstance(text.pointer[-1], int):
        return "Запишите каждый пункт отдельно: в таблице на своей строке, в файле после «- »."
    if "steps" in text.pointer:
        return "Разделите шаг на несколько или перескажите пункты предложением, через запятую."
    return "Перескажите пункты предложением, через запятую, или перенесите список в подробное описание."


def _may_list_in_markdown(value: str) -> bool:
    """Return whether a text may have list lines that are not Markdown: parsing is slow."""
    return _ANY_BULLET.search(value) is not None or _DASHED_NEXT.search(value) is not None


def _bullet_in(inline: str) -> str:
    """Return the first line of a paragraph that is a list item only by its character; «» if none is."""
    found = _BULLET_LINE.search(inline)
    if found:
        return found[0].strip()
    dashed = [one for one in _DASHED.finditer(inline) if one[0].strip()[0] != "-"]
    return dashed[0][0].strip() if len(dashed) > 1 else ""
