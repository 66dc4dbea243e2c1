"""The sheet «Замены»: questions to people about a table, and how its words were read."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.base.russian import fold_text, join_words, quote_all
from generator.intake.tables.cells.values import VocabularyTerms
from generator.intake.tables.columns.column_synonyms import ColumnSynonyms
from generator.intake.tables.files.grids import CellFinding, Grid, GridRow
from generator.intake.tables.questions.replacements import (
    COLUMN,
    CONSTANT,
    SHEET,
    SKIP,
    VALUE,
    Answers,
    Replacement,
)

HEADINGS = ("О чём", "Где", "В таблице", "Сколько раз", "Похоже на", "Заменить на")
ANSWER = len(HEADINGS) - 1
_LIKELY, _YES = 4, "да"
_SORTS, _SKIPS = frozenset({COLUMN, VALUE, CONSTANT, SHEET}), frozenset({SKIP, "-", "—"})
_SHOWN = 12


class ReplacementSheet(msgspec.Struct, frozen=True, kw_only=True):
    """Possible answers: the terms of vocabularies, the columns of each kind, the titles of the kinds."""

    terms: Mapping[str, VocabularyTerms]
    columns: Mapping[str, ColumnSynonyms]
    kinds: Mapping[str, str]
    """The names of the kinds by their titles."""

    def list_choices(self, one: Replacement) -> Sequence[str]:
        """Return the possible answers, likely ones first; none for a value that may be any text."""
        every = self._list_all(one.sort, one.where) if one.sort != CONSTANT else ()
        return [*dict.fromkeys((*one.near, SKIP, *every))] if every else ()

    def _list_all(self, sort: str, where: str = "") -> Sequence[str]:
        """Return the answers to a sort of questions: about a vocabulary, the columns of a kind or of all."""
        if sort == VALUE:
            terms = self.terms.get(where)
            return [term.title for term in terms.vocabulary.terms] if terms else ()
        if sort == COLUMN:
            kinds = [where] if where else self.columns
            return [title for kind in kinds for title in self.columns[kind].choices]
        return [*self.kinds]

    def read(self, grid: Grid) -> tuple[Answers, list[CellFinding]]:
        """Return the answers of people, and findings for those that were not understood."""
        answers, findings = Answers(), list[CellFinding]()
        for row in grid.rows:
            sort, where, text, answer = (_text(row, index) for index in (0, 1, 2, ANSWER))
            if sort not in _SORTS or not answer:
                continue
            if fold_text(answer) == _YES:
                answer = _text(row, _LIKELY).split(";")[0].strip()
            read = self._read_answer(sort, where, text, "" if fold_text(answer) in _SKIPS else answer)
            if read is None:
                findings.append(self._refuse(grid, row, sort, where))
            else:
                answers = answers.join(read)
        return answers, findings

    def _read_answer(self, sort: str, where: str, text: str, answer: str) -> Answers | None:
        """Return one answer, empty for what is to be skipped; None if it was not understood."""
        folded = fold_text(text)
        if sort == CONSTANT:
            key = self._find_column(text)
            return Answers(constants={key: answer} if key and answer else {})
        if sort == VALUE:
            name = self._find_vocabulary(where)
            ids = self._find_terms(name, answer) if answer else ()
            return None if ids is None else Answers(values={name: {folded.rstrip("."): ids}})
        if sort == COLUMN:
            key = self._find_column(answer) if answer else ""
            return None if key is None else Answers(columns={folded: key})
        kinds = {fold_text(title): name for title, name in self.kinds.items()} | {"": ""}
        kind = kinds.get(fold_text(answer))
        return None if kind is None else Answers(sheets={folded: kind})

    def list_constants(self, answers: Answers) -> Iterator[Replacement]:
        """Yield the values that people gave for all records."""
        for key, text in answers.constants.items():
            own = (title for one in self.columns.values() for title, its in one.choices.items() if its == key)
            title = next(own, key)
            yield Replacement(sort=CONSTANT, where="", title=title, text=title, meant=text)

    def _find_vocabulary(self, title: str) -> str:
        return next((name for name, one in self.terms.items() if one.vocabulary.title == title), "")

    def _find_terms(self, name: str, answer: str) -> tuple[str, ...] | None:
        terms = self.terms.get(name)
        parts = [part.strip() for part in answer.replace("\n", ";").split(";")]
        found = [terms.find_id(part) if terms else None for part in parts if part]
        return tuple(one for one in found if one) if all(found) else None

    def _find_column(self, answer: str) -> str | None:
        for one in self.columns.values():
            folded = {fold_text(title): key for title, key in one.choices.items()}
            if fold_text(answer) in folded:
                return folded[fold_text(answer)]
            found = one.find(answer) or one.find_alike(answer)
            if found is not None and not found.mixed and found.column is not None:
                return found.column.key(found.numbers)
        return None

    def _refuse(self, grid: Grid, row: GridRow, sort: str, where: str) -> CellFinding:
        choices = self._list_all(sort, self._find_vocabulary(where) if sort == VALUE else "")
        shown = quote_all(choices[:_SHOWN])
        return grid.place(row.number, ANSWER + 1).report(
            code="not-in-vocabulary",
            what="Ответ на листе «Замены» не понят",
            allowed=f"{join_words([*shown, *([SKIP] if shown else [])], 'или')}.",
            action=f"Выберите значение из списка; несколько разделите знаком «;»; лишнее — «{SKIP}».",
            cell=row.cell(ANSWER),
        )


def _text(row: GridRow, index: int) -> str:
    cell = row.cell(index)
    return "" if cell is None else str(cell).strip()
