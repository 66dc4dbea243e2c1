"""What is read in place of what a table says: surely, as people have answered, or not until they answer.

A word is asked about once, however many rows hold it. What is sure is listed too: whoever knows better may
answer otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.base.russian import fold_text
from generator.intake.tables.loose_names import LooseNames
from generator.model.region_names import names_region
from generator.model.term_names import TermNames

COLUMN, VALUE, CONSTANT, SHEET = "столбец", "значение", "для всех записей", "лист"
"""What is asked: what a column holds, what a word means, what all records have in common, what a sheet is."""
PASSED = "к сведению"
"""What is told and not asked: where a number belongs a word says nothing that the field could hold."""
SKIP = "пропустить"
"""How people say that a column or a word is to be left aside."""
TO_MEND = "Что исправить"
"""The heading of the column in which an answer says what is to be mended: it holds nothing of a record."""
_SHORTEST, _LONGEST = 2, 120
_MOST_GUESSED = 500
"""For so many words what they are like is looked for: where more are unknown, it is another table."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What an institute says that its words mean, all by folded words.

    `columns` gives keys of fields, or nothing for a column that is left aside; `values` the ids of terms by
    the name of their vocabulary; `constants` what stands for records whose row does not say it, by the keys
    of fields; `sheets` the names of kinds.
    """

    columns: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    constants: Mapping[str, str] = {}
    sheets: Mapping[str, str] = {}

    def join(self, later: Answers) -> Answers:
        """Return these answers with later ones, which go before."""
        names = dict.fromkeys([*self.values, *later.values])
        return Answers(
            columns={**self.columns, **later.columns},
            values={name: {**self.values.get(name, {}), **later.values.get(name, {})} for name in names},
            constants={**self.constants, **later.constants},
            sheets={**self.sheets, **later.sheets},
        )


class Replacement(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a table, and what is read for it: nothing yet if it is a question.

    `sort` is one of those above, `where` the key of a field or the name of a vocabulary, `title` what people
    call that; `meant` and `near` are in people's words.
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
    """Reads words by answers and by their stems, and keeps what it has read and what it could not."""

    answers: Answers = Answers()
    _kept: dict[tuple[str, str, str], Replacement] = {}
    _loose: dict[str, LooseNames] = {}

    def find_terms(self, name: str, terms: TermNames, text: str) -> tuple[str, ...] | None:
        """Return the ids of the terms that a text means; None if that is not known."""
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

    def _find_loosely(self, name: str, terms: TermNames, text: str) -> tuple[str, ...]:
        loose = self._loose.setdefault(name, LooseNames([*terms.names()]))
        found = loose.find(text)
        if found is not None:
            return (found,)
        shortened = terms.find_shortened(text)
        if len(shortened) == 1:
            return shortened
        for separator in (" и ", "/", ","):
            parts = [part.strip() for part in text.split(separator)]
            listed = [terms.find_id(part) or loose.find(part) for part in parts if part]
            if len(listed) > 1 and all(listed):
                return tuple(dict.fromkeys(one for one in listed if one))
        return ()

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
        """Keep that a text names no term, and that it is right so; return False if people say otherwise."""
        plain = " ".join(text.split())
        if fold_text(plain) in self.answers.values.get(name, {}):
            return False
        self.keep(Replacement(sort=VALUE, where=name, title=terms.vocabulary.title, text=plain, meant=SKIP))
        return True

    def pass_over(self, text: str, title: str, meant: str = SKIP) -> None:
        """Keep that a text was no value of a field, or what was made of it; `title` is that of the field."""
        self.keep(Replacement(sort=PASSED, where=title, title=title, text=text, meant=meant))

    def keep(self, one: Replacement) -> None:
        """Keep what was read or asked; the same once more is counted."""
        key = (one.sort, one.where if one.sort == VALUE else "", fold_text(one.text))
        old = self._kept.get(key)
        self._kept[key] = one if old is None else msgspec.structs.replace(old, times=old.times + one.times)

    def sort(self) -> Iterator[Replacement]:
        """Yield what was read and asked: first what is asked, then in the order of the table."""
        yield from sorted(self._kept.values(), key=lambda one: not one.open)
