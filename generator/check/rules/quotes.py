"""Rules about quotation marks: «ёлочки» outside, „лапки“ inside, always in pairs."""

import re
from collections.abc import Iterator

from generator.base.garbled import find_garbled
from generator.base.late_patterns import compile_late
from generator.base.outlines import all_but, encode
from generator.check.rules.base import text_rule
from generator.check.rules.placeholders import UNFILLED_WORDS
from generator.check.rules.prefilter import Prefilter, Texts, holds_any
from generator.model.annotations import MARKDOWN, PROSE, AnnotatedValue
from generator.model.findings import Problem, Severity

_CODE = compile_late(r"```.*?```|~~~.*?~~~|(`{1,2})(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LINK_TITLE = compile_late(r"\]\([^()\s]*(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)|<https?://[^>\s]*>")
_ANGLES = "<‹＜《「『"
_RUN, _SOME = "{0,9}", "{1,9}"
"""Bounded: a long run of such characters would be scanned again from each of them."""
_LOOKS_OPEN = (
    rf"«{_RUN}[{_ANGLES[1:]}][«{_ANGLES}]{_RUN}|<[«{_ANGLES}]{_SOME}(?=[^\W_])"
    rf"|«{_SOME}<[«{_ANGLES}]{_RUN}(?=[^\W_])|(?<![^\s(]),,(?=[А-ЯЁа-яё])"
    rf"|<(?!\s*{UNFILLED_WORDS})(?=[А-ЯЁа-яё][^<>\n]*>)"
)
_LOOKS_CLOSED = (
    rf"»{_RUN}[›＞》」』][»›>＞》」』]{_RUN}|(?<=[\w.!?…])>[»›>＞》」』]{_SOME}"
    rf"|»{_SOME}>[»›>＞》」』]{_RUN}|(?<=[А-ЯЁа-яё.!?…])>(?!\w)"
)
"""What people type in place of «ёлочки»: look-alikes of one of them, alone or several together."""
_FOREIGN = compile_late(
    rf"{_LOOKS_OPEN}|{_LOOKS_CLOSED}|[\"“”„‟‘‚‛‹›〝〞＂]|''|(?<![\w'])'(?=\w)|(?<=[\w.!?])'(?![\w'])|(?<!\w)’|’(?!\w)|««|»»"
)
_HAS_FOREIGN_SIGN = holds_any("\"'“”„‟‘’‚‛‹›〝〞＂<>＜＞《》「」『』")
_QUOTES = compile_late(r"''|[\"“”„‟«»‘‚‛’‹›〝〞＂]|(?<!\w)'(?=\w)|(?<=[\w.!?])'(?!\w)")
_MEASURE = compile_late(r"(?<=\d)(?:\"|''|'|’)")
_DOUBLED = compile_late("««([^«»]*)»»|\"\"([^\"]+)\"\"|''([^']+)''")
_OPENING, _CLOSING = _OUTER = "«»"
_INNER = "„“"
_PAIR, _MAY_HIDE = compile_late("[«»]"), compile_late(r"[`<]|~~~|\]\(")
_MAY_HIDE_SIGNS = holds_any("`<~]")
_NO_QUOTES, _A_PAIR = all_but(f"{_OUTER}\n"), encode(_OUTER)
_DOUBLES = (encode("««"), encode("»»"))
_SURELY_OPEN, _SURELY_CLOSED = frozenset("«„‚‹〝‟‛"), frozenset("»›〞")
_BEFORE_OPENING = compile_late(r"[\s(\[{«„“\-–—/*_]\Z")
_SUGGESTED = 300
"""Longer texts are not repeated in a message."""


QUOTE_PATTERNS = {
    "hidden": _CODE, "linkTitle": _LINK_TITLE, "foreign": _FOREIGN,
    "looksOpen": compile_late(_LOOKS_OPEN), "looksClosed": compile_late(_LOOKS_CLOSED),
    "quotes": _QUOTES, "measure": _MEASURE,
    "doubled": _DOUBLED, "beforeOpening": _BEFORE_OPENING,
}  # fmt: skip
"""Patterns that the form on the site uses too."""


def may_have_foreign_quotes(texts: Texts) -> bool:
    """Return whether some text may have quotes other than «ёлочки»."""
    if _HAS_FOREIGN_SIGN(texts):
        return True
    quotes = texts.outline.only(_NO_QUOTES)
    return quotes is None or any(sign in quotes for sign in _DOUBLES) or ",," in texts.whole


def has_foreign_quotes(texts: Texts) -> bool:
    """Return whether some text has what may be a quote other than «ёлочки»."""
    return _FOREIGN.search(texts.whole) is not None


@text_rule(
    "foreign-quotes",
    severity=Severity.WARNING,
    texts=PROSE,
    prefilter=Prefilter(has_foreign_quotes, may_have_foreign_quotes),
)
def foreign_quotes(text: AnnotatedValue) -> Iterator[Problem]:
    """Quotes other than «ёлочки» with „лапки“ inside them, once per text."""
    plain = _hide(text.value, markdown=text.kind in MARKDOWN)
    found = next((one for one in _FOREIGN.finditer(plain) if not _is_right(plain, one)), None)
    if found is None:
        return
    fixed = russian_quotes(text.value, markdown=text.kind in MARKDOWN)
    yield Problem(
        what=f"Кавычки не «ёлочки»: {_around(text.value, found.start())}",
        allowed="«ёлочки», а внутри них — „лапки“",
        action="Замените кавычки: остальные в текстах атласа стоят «ёлочками».",
        suggestions=(fixed,) if fixed not in {"", text.value} and len(fixed) <= _SUGGESTED else (),
        fragment=found[0],
    )


def may_be_unbalanced(texts: Texts) -> bool:
    """Return whether quotes are left in some line when all pairs are taken out, or code may hide some."""
    quotes = texts.outline.only(_NO_QUOTES)
    if quotes is None or _MAY_HIDE_SIGNS(texts):
        return True
    left = quotes.replace(_A_PAIR, b"").replace(_A_PAIR, b"")
    return _A_PAIR[:1] in left or _A_PAIR[1:] in left


def is_unbalanced(texts: Texts) -> bool:
    """Return whether some text may have an unpaired quote, disregarding code and links in Markdown."""
    return any(
        (_OPENING in one.value or _CLOSING in one.value)
        and (_MAY_HIDE.search(one.value) or _lone_place(one.value) is not None)
        for one in texts.values
    )


@text_rule(
    "unbalanced-quotes",
    severity=Severity.WARNING,
    texts=PROSE,
    prefilter=Prefilter(is_unbalanced, may_be_unbalanced),
)
def unbalanced_quotes(text: AnnotatedValue) -> Iterator[Problem]:
    """A quote that is opened and not closed, or closed and not opened."""
    plain = _hide(text.value, markdown=text.kind in MARKDOWN)
    place = _lone_place(plain)
    if place is not None:
        opened = plain[place] == _OPENING
        done, missing = ("открыта", "не закрыта") if opened else ("закрыта", "не открыта")
        around = _around(plain, place)
        yield Problem(
            what=f"Кавычка {done}, но {missing}: {around}",
            allowed="каждой «ёлочке» — её пара",
            action="Поставьте вторую кавычку или уберите лишнюю.",
            fragment=around,
        )


def _lone_place(text: str) -> int | None:
    """Return the position of the first unmatched closing quote, else of the last unmatched opening one."""
    open_at: list[int] = []
    for found in _PAIR.finditer(text):
        if found[0] == _OPENING:
            open_at.append(found.start())
        elif open_at:
            open_at.pop()
        else:
            return found.start()
    return open_at[-1] if open_at else None


def _around(text: str, place: int) -> str:
    line = text[:place].rpartition("\n")[2][-20:] + text[place:].partition("\n")[0][:25]
    return line.strip()


def _hide(text: str, *, markdown: bool) -> str:
    """Blank out code and addresses; a garbled text becomes empty, since its letters look like quotes."""
    if find_garbled(text):
        return ""
    if not markdown:
        return text
    blank = _CODE.sub(lambda found: " " * len(found[0]), text)
    return _LINK_TITLE.sub(lambda found: " " * len(found[0]), blank)


def _is_right(text: str, found: re.Match[str]) -> bool:
    """Return whether quotes are right in context: „лапки“ inside «ёлочки», inches, an apostrophe."""
    before = text[: found.start()]
    if found[0] in {"„", "“"}:
        return before.count(_OPENING) > before.count(_CLOSING)
    is_open = before.count(found[0]) % 2 == 1
    return not is_open and _MEASURE.match(text, found.start()) is not None


def russian_quotes(text: str, *, markdown: bool = False) -> str:
    """Replace quotes by «ёлочки» and „лапки“; empty if it is unclear which ones are pairs."""
    whole = re.sub(_LOOKS_CLOSED, "»", re.sub(_LOOKS_OPEN, "«", text))
    whole = _DOUBLED.sub(lambda found: f"«{found[1] or found[2] or found[3]}»", whole)
    plain = _hide(whole, markdown=markdown)
    parts: list[str] = []
    depth, done = 0, 0
    for found in _QUOTES.finditer(plain):
        before = plain[: found.start()]
        if found[0] not in "„“" and _is_right(plain, found):
            continue
        opens = _opens(found[0], before)
        if depth == 0 and not opens:
            return ""
        depth += 1 if opens else -1
        parts += [whole[done : found.start()], (_OUTER if depth == opens else _INNER)[0 if opens else 1]]
        done = found.end()
    fixed = "".join(parts) + whole[done:]
    return "" if depth or _OUTER in fixed else fixed


def _opens(sign: str, before: str) -> bool:
    """Return whether a quote is an opening one, by itself or by what precedes it."""
    if sign in _SURELY_OPEN or sign in _SURELY_CLOSED:
        return sign in _SURELY_OPEN
    return not before or _BEFORE_OPENING.search(before) is not None
