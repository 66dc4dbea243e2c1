"""Words and signs that people write where they have no value: «нет», «-», «TODO», «уточнить»."""

from __future__ import annotations

import re

from generator.base.russian import fold_text

_NONE = frozenset({
    "нет", "нету", "не нужно", "не нужны", "не требуется", "не требуются", "отсутствует", "отсутствуют",
    "none", "no",
})  # fmt: skip
"""Words that are an answer where one may need, or fear, nothing."""
_PLACEHOLDERS = _NONE | {
    "нет данных", "нет информации", "нет сведений", "данных нет", "не указано", "не указан", "не указана",
    "не указаны", "не заполнено", "не определено", "не известно", "неизвестно", "н/д", "нд", "н.д", "н. д",
    "н/у", "прочерк", "пусто", "n/a", "na", "null", "nil", "undefined", "nan", "tbd", "tba", "todo", "fixme",
    "to do", "placeholder", "уточнить", "уточняется", "уточняются", "уточню", "будет уточнено",
    "будут уточнены", "требует уточнения", "нужно уточнить", "заполнить", "заполню", "заполнить позже",
    "заполню позже",
    "заполнить потом", "будет заполнено", "дописать", "допишу", "дописать позже", "допишу позже", "дополнить",
    "доделать", "вписать", "вставить", "вставить текст", "впишите", "указать", "добавить", "добавить позже",
    "добавлю позже", "будет позже", "текст", "ваш текст", "текст здесь", "здесь текст", "здесь будет текст",
    "введите текст", "какой-то текст", "пример", "пример текста", "заглушка", "lorem", "lorem ipsum",
    "asdf", "asd", "qwerty", "qwe", "йцукен", "йцу", "фыва", "фыв", "ячс", "бла", "бла-бла", "бла-бла-бла",
    "как у всех", "см. выше", "то же", "то же самое", "тоже", "text", "example", "sample", "string", "value",
}  # fmt: skip
_NO_LETTERS = re.compile(r"[\s\-\u2010-\u2015\u2212.\u2026_*?!/\\|+=~,:;()\[\]<>{}\"'«»„“”#@^·•]+\Z")
_ONE_LETTER = re.compile(r"([xхzйъыqaа])\1{2,9}\Z")
_EDGES = " \t\r\n.,;:!?…-–—_*()[]{}<>«»„“”\"'"
_STARTS = frozenset({word[:2] for word in _PLACEHOLDERS} | {letter * 2 for letter in "xхzйъыqaа"})
"""The first two signs of all of them: nearly every text is told by these."""


def is_placeholder(text: str) -> bool:
    """Return whether a whole text says nothing: signs alone, or words that stand for a value to come."""
    start = text.lstrip(_EDGES)[:2]
    if start[:1].isalpha() and fold_text(start) not in _STARTS:
        return False
    if not text.strip():
        return False  # an empty text is told by other rules
    if _NO_LETTERS.match(text):
        return True
    bare = _bare(text)
    if bare in _PLACEHOLDERS or _ONE_LETTER.match(bare):
        return True
    words = set(re.split(r"[\s,;/]+", bare))
    return len(words) == 1 and words <= _PLACEHOLDERS


def holds_no_answer(text: str) -> bool:
    """Return whether a placeholder is a word like «нет», which may also be an answer."""
    return _bare(text) in _NONE


def _bare(text: str) -> str:
    return fold_text(text).strip(_EDGES)
