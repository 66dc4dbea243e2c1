"""Words of a table that are read as something else: as is certain, or as people have answered.

A word is asked about once, however many rows have it. Certain ones are listed too, so that people can correct
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.base.russian import fold_text
from generator.intake.tables.columns.loose_names import LooseNames
from generator.model.region_names import names_region
from generator.model.term_names import TermNames

COLUMN, VALUE, CONSTANT, SHEET = "столбец", "значение", "для всех записей", "лист"
"""Subjects of a question: a column, the meaning of a word, a value for all records, a sheet."""
PASSED = "к сведению"
"""For information only: words in place of a number, which the field could not store."""
SKIP = "пропустить"
"""The answer by which people skip a column or a word."""
SKIPPED = ""
"""The meaning of a heading whose column is to be skipped."""
NOT_TAKEN = "не перенесены: имя публикуют только с согласием"
"""What is said of people's names."""
TO_MEND = "Что исправить"
"""The heading of the column in which an answer lists the mistakes: it is not part of a record."""
_SHORTEST, _LONGEST = 2, 120
_MOST_GUESSED = 500
"""Similar names are suggested for this many words: if more are unknown, it is the wrong table."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """An institute's meanings of words, all by normalised words.

    `columns` gives keys of fields, empty for a skipped column; `values` the ids of terms by the name of their
    vocabulary; `constants` the values for records whose rows lack them, by the keys of fields; `sheets` the
    names of kinds.
    """

    columns: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    constants: Mapping[str, str] = {}
    sheets: Mapping[str, str] = {}

    def join(self, later: Answers) -> Answers:
        """Return these answers combined with later ones, which take precedence."""
        names = dict.fromkeys([*self.values, *later.values])
        return Answers(
            columns={**self.columns, **later.columns},
            values={name: {**self.values.get(name, {}), **later.values.get(name, {})} for name in names},
            constants={**self.constants, **later.constants},
            sheets={**self.sheets, **later.sheets},
        )


class Replacement(msgspec.Struct, frozen=True, kw_only=True):
    """A word of a table and its meaning, empty if that is an open question.

    `sort` is one of those above, `where` the key of a field or the name of a vocabulary, `title` its title;
    `meant` and `near` are in people's words.
    """

    sort: str
    where: str
    title: str
    text: str
    meant: str = ""
    near: tuple[str, ...] = ()
    times: int = 1

    @property
    def open(self) -> bool:
        """Whether it is a question."""
        return not self.meant


class ReplacementLog(msgspec.Struct, kw_only=True):
    """Interprets words by answers and stems, and records both results and open questions."""

    answers: Answers = Answers()
    _kept: dict[tuple[str, str, str], Replacement] = {}
    _loose: dict[str, LooseNames] = {}

    def find_terms(self, name: str, terms: TermNames, text: str) -> tuple[str, ...] | None:
        """Return the ids of the terms that a text means; None if unknown."""
        folded = fold_text(text).rstrip(".")
        answered = self.answers.values.get(name, {}).get(folded)
        if answered is not None:
            self._keep_value(name, terms, text, answered)
            return answered
        plain = terms.find_id(text)
        if plain is not None:
            term = terms.vocabulary.by_id[plain]
            own = {fold_text(one) for one in (term.id, term.title, term.short, term.plural) if one}
            if fold_text(text) not in own and not terms.vocabulary.holds_places:
                self._keep_value(name, terms, text, (plain,))
            return (plain,)
        if not _SHORTEST <= len(folded) <= _LONGEST:
            return None
        found = self._find_loosely(name, terms, text)
        self._keep_value(name, terms, text, found)
        return found or None

    def recognise(self, name: str, terms: TermNames, text: str) -> bool:
        """Return whether a text certainly means terms; nothing is recorded."""
        plain = text.strip()
        return terms.find_id(plain) is not None or bool(
            _SHORTEST <= len(plain) <= _LONGEST and self._find_loosely(name, terms, plain)
        )

    def _find_loosely(self, name: str, terms: TermNames, text: str) -> tuple[str, ...]:
        loose = self._loose.setdefault(name, LooseNames([*terms.names()]))
        listed = max((_find_listed(terms, loose, text.split(sign)) for sign in (" и ", "/", ",")), key=len)
        if len(listed) > 1:
            return listed
        found = loose.find(text)
        if found is not None:
            return (found,)
        shortened = terms.find_shortened(text)
        return shortened if len(shortened) == 1 else listed

    def _keep_value(self, name: str, terms: TermNames, text: str, found: Sequence[str]) -> None:
        titles = [terms.vocabulary.by_id[one].title for one in found if one in terms.vocabulary.by_id]
        near: tuple[str, ...] = ()
        answered = fold_text(text).rstrip(".") in self.answers.values.get(name, {})
        new = (VALUE, name, fold_text(text)) not in self._kept
        is_region = terms.vocabulary.holds_places and names_region(text)
        if new and not found and not answered and not is_region and len(self._kept) < _MOST_GUESSED:
            ids = self._loose[name].list_near(text)
            near = tuple(terms.vocabulary.by_id[one].title for one in ids)
        self.keep(
            Replacement(
                sort=VALUE,
                where=name,
                title=terms.vocabulary.title,
                text=" ".join(text.split()),
                meant="; ".join(titles) or (SKIP if answered else ""),
                near=near,
            )
        )

    def skip(self, name: str, terms: TermNames, text: str) -> bool:
        """Record that a text rightly names no term; return False if people have answered otherwise."""
        plain = " ".join(text.split())
        if fold_text(plain) in self.answers.values.get(name, {}):
            return False
        self.keep(Replacement(sort=VALUE, where=name, title=terms.vocabulary.title, text=plain, meant=SKIP))
        return True

    def pass_over(self, text: str, title: str, meant: str = SKIP) -> None:
        """Record that a text was no value of a field, or was changed to `meant`; `title` is the field's."""
        self.keep(Replacement(sort=PASSED, where=title, title=title, text=text, meant=meant))

    def keep(self, one: Replacement) -> None:
        """Record a replacement or question; repeated ones are counted."""
        key = (one.sort, one.where if one.sort == VALUE else "", fold_text(one.text))
        old = self._kept.get(key)
        self._kept[key] = one if old is None else msgspec.structs.replace(old, times=old.times + one.times)

    def list_dropped(self) -> Iterator[str]:
        """Yield what was left out of records."""
        dropped = (one for one in self.sort() if one.sort == PASSED and one.meant in {SKIP, NOT_TAKEN})
        yield from (one.text if one.meant == SKIP else f"{one.text}: {one.meant}" for one in dropped)

    def sort(self) -> Iterator[Replacement]:
        """Yield all replacements: open questions first, then in the order of the table."""
        yield from sorted(self._kept.values(), key=lambda one: not one.open)


def _find_listed(terms: TermNames, loose: LooseNames, parts: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the terms that parts of a text mean; empty unless each part means one."""
    plain = [part.strip() for part in parts if part.strip()]
    listed = [terms.find_id(part) or loose.find(part) for part in plain] if len(plain) > 1 else []
    return tuple(dict.fromkeys(one for one in listed if one)) if all(listed) else ()
