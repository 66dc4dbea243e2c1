"""Russian prose for made-up records: whole sentences from the repository's own records, field by field.

Sentences are not split, so that words keep their real forms and frequencies; their two-digit numbers change,
and organisations are in villages with made-up names, so that the number of different words grows with the
number of records as in real ones.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Raw = Mapping[str, Any]
"""A record as in its file."""

FIELDS = ("summary", "problem", "goal", "steps", "results", "expertise", "replications", "joining")
SHORTEST, LONGEST = 30, 220
"""Lengths of the sentences in use."""

_END = re.compile(r"(?<=[.!?…])\s+(?=[А-ЯЁ«])")
_WHOLE = re.compile(r"[А-ЯЁ«][^|*#`\[\]]+[.!?…»]")
_NUMBER = re.compile(r"(?<![\d.,:–№-])[2-9](\d)(?![\d.,:–-])")
_PLACES = ("станица", "хутор", "посёлок", "село")
_FIRST = (
    "ново", "старо", "верхне", "нижне", "красно", "бело", "мало", "велико", "сухо", "черно", "средне",
    "долго", "тихо", "ясно", "зелено", "крутово", "благо", "перво", "озёрно", "солнечно",
)  # fmt: skip
_MIDDLE = (
    "дмитри", "леушков", "титаров", "мышастов", "величков", "щербинов", "джерели", "павлов", "кубан",
    "горск", "полян", "камыш", "балк", "лиман", "степн", "вишн", "тополь", "орехов", "родник", "курган",
    "рощин", "мостов", "бугаз", "крутояр", "садов", "ключ", "берез", "терновск", "черемш", "лугов", "ивнян",
    "калинов", "ковыль", "пшенич", "медвед", "журавл", "соколов", "лебяж", "бобров", "гончар", "кузнец",
    "плотник", "пасеч", "рыбач", "пристан", "маяч", "песчан", "глинян", "каменн", "туманн",
)  # fmt: skip
_LAST = ("евская", "инская", "овская", "енская", "анская", "ецкая", "овка", "ово", "ино", "ицкое")
_SCHOOLS = ("Средняя школа № {}", "Основная школа № {}", "Гимназия № {}", "Лицей № {}", "Детский сад № {}")


@dataclass(frozen=True, kw_only=True)
class Prose:
    """The material for made-up records."""

    sentences: Mapping[str, Sequence[str]]
    """Sentences by field."""
    step_titles: Sequence[str]
    tags: Sequence[str]
    chance: random.Random

    def text(self, field: str, number: int) -> str:
        """Return `number` different sentences of a field as one text."""
        return " ".join(map(self.vary_numbers, self.chance.sample(self.sentences[field], number)))

    def pick_sentences(self, field: str, shortest: int, longest: int) -> str:
        """Return sentences of a field whose total length is between two bounds."""
        text = ""
        while len(text) < shortest:
            longer = f"{text} {self.text(field, 1)}".strip()
            text = longer if len(longer) <= longest else text
        return text

    def vary_numbers(self, text: str) -> str:
        """Return a text with other two-digit numbers; the last digit is kept, so that nouns still agree."""
        return _NUMBER.sub(lambda match: f"{self.chance.randint(2, 9)}{match[1]}", text)

    def organisation(self) -> str:
        """Return the name of an organisation in a made-up place."""
        school = self.chance.choice(_SCHOOLS).format(self.chance.randint(1, 99))
        name = "".join(map(self.chance.choice, (_FIRST, _MIDDLE, _LAST))).capitalize()
        return f"{school}, {self.chance.choice(_PLACES)} {name}"

    def title(self, ending: str = "") -> str:
        """Return a title like «Назвать трёх учеников: графики движения»."""
        parts = [self.chance.choice(self.step_titles), self.chance.choice(self.tags)]
        return ": ".join(parts) + (f", {ending}" if ending else "")

    def some_tags(self, number: int) -> list[str]:
        """Return different tags; those at the beginning of the list are more frequent, as in real records."""
        places = {min(int(self.chance.expovariate(4) * len(self.tags)), len(self.tags) - 1)}
        while len(places) < number:
            places.add(self.chance.randrange(len(self.tags)))
        return [self.tags[place] for place in sorted(places)]


def prose_of(records: Sequence[Raw], chance: random.Random) -> Prose:
    """Return the prose of records."""
    steps = (step["title"] for record in records for step in record.get("steps", ()))
    tags = (tag for record in records for tag in record.get("tags", ()))
    return Prose(
        sentences={field: tuple(dict.fromkeys(_sentences(records, field))) for field in FIELDS},
        step_titles=tuple(dict.fromkeys(steps)),
        tags=tuple(dict.fromkeys(tags)),
        chance=chance,
    )


def _sentences(records: Sequence[Raw], field: str) -> Iterator[str]:
    for record in records:
        for text in _texts(record.get(field, "")):
            for sentence in _END.split(" ".join(text.split())):
                if SHORTEST <= len(sentence) <= LONGEST and _WHOLE.fullmatch(sentence):
                    yield sentence


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a field: itself, or all texts in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, Sequence):
        for part in value:
            yield from _texts(part)
