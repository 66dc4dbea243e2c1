"""Text rules: what no text may contain, wherever it is."""

import re
import unicodedata
from collections.abc import Iterator
from string import ascii_letters

from generator.base.alphabets import has_more_russian, latin_twin, name_rarer_letters, russian_twin
from generator.base.garbled import GARBLED, GARBLED_CHARACTERS, name_misreading, ungarble
from generator.base.late_patterns import compile_late
from generator.base.outlines import Outline, classes_of, make_classes
from generator.check.rules.base import text_rule
from generator.check.rules.prefilter import UNTIDY, search_for
from generator.model.annotations import EVERYTHING, LINES, PROSE, AnnotatedValue
from generator.model.findings import Problem, Severity

_UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\uffff"
)
_UNSEEN_ABOVE = (
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U0001fffe\U0001ffff"
    "\U0002fffe\U0002ffff\U0003fffe-\U0010ffff"
)
INVISIBLE = compile_late(f"[{_UNSEEN}{_UNSEEN_ABOVE}]")
"""Invisible characters, and those beyond the planes of writing. Two that select the look of emoji are
allowed."""
_EMOJI = compile_late(
    "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
    "|(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f"
)
"""Joins the characters of one emoji: «👩‍🔬» consists of three, the flag of a country's part of seven."""
_NAMES = {
    "\u00ad": "мягкий перенос",
    "\u200b": "пробел нулевой ширины",
    "\u200c": "разделитель нулевой ширины",
    "\u200d": "соединитель нулевой ширины",
    "\u200e": "знак направления письма",
    "\u200f": "знак направления письма",
    "\u2028": "разделитель строк",
    "\u2029": "разделитель абзацев",
    "\u2060": "соединитель слов",
    "\ufeff": "метка порядка байтов",
    "\ufffd": "знак испорченной кодировки",
}
_CATEGORY_NAMES = {"Cc": "управляющий знак", "Co": "знак особого шрифта, например маркер списка из Word"}
_BIDI = frozenset("\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

BOTH_ALPHABETS = compile_late(r"[A-Za-z\u00c0-\u024f](?:(?=[\u0400-\u04ff])|(?<=[\u0400-\u04ff].))")
"""A Latin letter next to a Cyrillic one: Latin letters are rare, so little text is examined."""
COMBINING = compile_late(r"[\u0300-\u036f]")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
HEAPED = compile_late(f"[{_MARKS}]{{3,}}")
UNUSUAL_SIGN = compile_late(f"[{_UNSEEN}{_MARKS}\U00010000-\U0010ffff]")
_UNUSUAL = classes_of(UNUSUAL_SIGN.pattern)


def may_be_unusual(outline: Outline) -> bool:
    """Return whether a text may contain a match of `UNUSUAL_SIGN`."""
    return outline.may_hold(_UNUSUAL, b"x")


UNUSUAL = search_for(UNUSUAL_SIGN, shape=may_be_unusual)
"""Invisible characters, combining marks, and whatever is rare: one search instead of several long ones."""
MARKUP = compile_late(r"[<&]")
_SHOWN = 40
_SUGGESTED = 300
"""Longer texts are not repeated in a message."""
_EDGES = ".,:;!?…«»()\"'"
_WORD = compile_late(r"[^\W\d_]+")

_TAG = compile_late(
    r"</?[A-Za-z][A-Za-z0-9]*+(?:[\s/]++[A-Za-z:-]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>\"'`]++))?+)*+[\s/]*+>"
)
_ENTITY = compile_late(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,6});")
_CODE = compile_late(r"(?<!`)(`{1,3})(?!`).+?(?<!`)\1(?!`)", re.DOTALL)


HYGIENE_PATTERNS = {
    "mixed": BOTH_ALPHABETS, "word": _WORD, "heaped": HEAPED, "garbled": GARBLED,
    "tag": _TAG, "entity": _ENTITY, "code": _CODE,
}  # fmt: skip
"""Patterns that the form on the site uses too."""


@text_rule("invisible-characters", texts=EVERYTHING, prefilter=UNUSUAL)
def invisible_characters(text: AnnotatedValue) -> Iterator[Problem]:
    """Each kind of invisible, control or private-use character, once per text. No-break spaces are fine."""
    value = _EMOJI.sub("", text.value)
    for character in dict.fromkeys(INVISIBLE.findall(value)):
        before, _, after = value.partition(character)
        yield Problem(
            what=f"В тексте знак, которого читатели не увидят, {_neighbours(before, after)}: "
            f"{_character_name(character)} (U+{ord(character):04X})",
            allowed="буквы, цифры, знаки препинания, пробелы, в том числе неразрывные",
            action="Удалите знак или наберите это место заново: при копировании он остаётся.",
            fragment=character,
        )


_ALPHABETS = make_classes(l=ascii_letters, r="".join(map(chr, range(0x400, 0x500))))
_TOUCHING = re.compile(rb"l(?:(?<=rl)|(?=r))")


def may_mix_alphabets(outline: Outline) -> bool:
    """Return whether a text may contain a match of `BOTH_ALPHABETS`."""
    return outline.may_match(_ALPHABETS, _TOUCHING)


@text_rule("mixed-alphabet", texts=EVERYTHING, prefilter=search_for(BOTH_ALPHABETS, shape=may_mix_alphabets))
def mixed_alphabet(text: AnnotatedValue) -> Iterator[Problem]:
    """Each word that mixes Latin and Cyrillic letters, once; the parts of a hyphenated word are words."""
    for word in dict.fromkeys(_WORD.findall(text.value)):
        if BOTH_ALPHABETS.search(word):
            fixed = russian_twin(word) if has_more_russian(word) else latin_twin(word)
            yield Problem(
                what=f"В слове «{word}» смешаны русские и латинские буквы: {name_rarer_letters(word)}",
                allowed="в слове буквы одного алфавита; разные алфавиты разделяет дефис: «IT-куб»",
                action="Наберите слово заново в одной раскладке: поиск не найдёт его, пока буквы смешаны.",
                suggestions=() if not fixed or BOTH_ALPHABETS.search(fixed) else (fixed,),
                fragment=word,
            )


@text_rule("not-one-line", texts=LINES, prefilter=UNTIDY)
def not_one_line(text: AnnotatedValue) -> Iterator[Problem]:
    """A line break in a text that must be one line."""
    first, line_break, _ = text.value.strip().partition("\n")
    if line_break:
        yield Problem(
            what=f"Здесь нужна одна строка, а после «{_short(first)}» начинается вторая",
            allowed="одна строка без переводов",
            action="Уберите перевод строки; длинную строку в файле переносит знак «>-» после ключа.",
        )


@text_rule("blank-text", texts=EVERYTHING, prefilter=UNTIDY)
def blank_text(text: AnnotatedValue) -> Iterator[Problem]:
    """A text of nothing but spaces."""
    if not text.value.strip():
        yield Problem(
            what="Вместо текста одни пробелы",
            allowed="слова, которые прочтут читатели",
            action="Впишите текст или удалите поле вместе с ключом.",
        )


@text_rule("stray-spaces", severity=Severity.WARNING, texts=EVERYTHING, prefilter=UNTIDY)
def stray_spaces(text: AnnotatedValue) -> Iterator[Problem]:
    """Spaces at the edges of a text."""
    value = text.value if text.kind in LINES else text.value.rstrip("\n")
    if value.strip() and value != value.strip():
        yield Problem(
            what="Лишние пробелы или переводы строки по краям текста",
            allowed="текст без пробелов в начале и в конце",
            action="Уберите их; если текст начат знаком «|» или «>», замените его на «|-» или «>-».",
        )


@text_rule("decomposed-letters", severity=Severity.WARNING, texts=EVERYTHING, prefilter=UNUSUAL)
def decomposed_letters(text: AnnotatedValue) -> Iterator[Problem]:
    """Letters composed of a letter and a separate mark: search does not find «й» of two characters."""
    if not COMBINING.search(text.value) or unicodedata.is_normalized("NFC", text.value):
        return
    words = (word.strip(_EDGES) for word in text.value.split())
    word = next((word for word in words if not unicodedata.is_normalized("NFC", word)), "")
    yield Problem(
        what=f"В слове «{unicodedata.normalize('NFC', word)}» буква набрана двумя знаками: "
        "поиск такое слово не найдёт",
        allowed="«й» и «ё» одним знаком",
        action="Наберите слово заново с клавиатуры.",
        fragment=word,
    )


@text_rule("heaped-marks", texts=EVERYTHING, prefilter=UNUSUAL)
def heaped_marks(text: AnnotatedValue) -> Iterator[Problem]:
    """The first pile of marks on one letter: it covers the lines around it or distorts the page."""
    found = HEAPED.search(text.value)
    if found:
        place = _neighbours(text.value[: found.start()], "")
        yield Problem(
            what=f"На одну букву наложено знаков: {len(found[0])}, {place}",
            allowed="буквы, над которыми не больше двух знаков, например ударение",
            action="Наберите слово заново с клавиатуры.",
            fragment=found[0],
        )


@text_rule("garbled-text", texts=EVERYTHING, prefilter=search_for(GARBLED, signs=GARBLED_CHARACTERS))
def garbled_text(text: AnnotatedValue) -> Iterator[Problem]:
    """The first place of a text that was decoded with the wrong encoding."""
    found = GARBLED.search(text.value)
    if found:
        fixed = ungarble(text.value)
        yield Problem(
            what=f"Буквы испорчены, {name_misreading(found[0])}: {_short(text.value[found.start() :])}",
            allowed="текст, который можно прочесть",
            action="Впишите текст заново или скопируйте его из файла, сохранённого в кодировке UTF-8.",
            suggestions=(fixed,) if fixed and len(fixed) <= _SUGGESTED else (),
            fragment=found[0],
        )


@text_rule("html-in-text", severity=Severity.WARNING, texts=PROSE, prefilter=search_for(MARKUP, signs="<&"))
def html_in_text(text: AnnotatedValue) -> Iterator[Problem]:
    """The first HTML tag of a text, or HTML entity of a plain one: readers would see it literally."""
    markdown = text.kind == "markdown"
    value = _CODE.sub("", text.value) if markdown else text.value
    found = _TAG.search(value) or (None if markdown else _ENTITY.search(value))
    if found:
        yield Problem(
            what=f"В тексте разметка HTML: «{_short(found[0])}»; читатели увидят её как есть",
            allowed="Markdown: абзацы, списки, **выделение**, ссылки" if markdown else "текст без разметки",
            action="Замените разметку обычным текстом"
            + ("; если речь о самом теге, заключите его в `обратные кавычки`." if markdown else "."),
            fragment=found[0],
        )


def _character_name(character: str) -> str:
    if character in _BIDI:
        return "смена направления письма"
    return _NAMES.get(character) or _CATEGORY_NAMES.get(unicodedata.category(character), "служебный знак")


def _neighbours(before: str, after: str) -> str:
    words_before = INVISIBLE.sub("", before).split()
    words_after = INVISIBLE.sub("", after).split()
    if words_before:
        return f"после «{_short(words_before[-1])}»"
    return f"перед «{_short(words_after[0])}»" if words_after else "и больше ничего"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
