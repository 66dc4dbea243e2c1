"""The card of a record: each field in a few lines of words."""

from __future__ import annotations

from support.atlases import REFERENCE

from generator.changes.words import ValueFormatter
from generator.check.settings_check import load_ruleset
from generator.model.kinds import PRACTICE
from generator.review.record_card import CardRow, RecordCard
from generator.source.fields import Fields
from generator.source.schema_files import read_schemas, vocabularies_of


def test_a_long_text_stands_in_one_line_and_its_headings_are_sentences() -> None:
    schemas = read_schemas(REFERENCE)
    settings = load_ruleset(REFERENCE, schemas).settings
    assert settings is not None
    fields = Fields(schemas=schemas, file=PRACTICE.schema_file)
    card = RecordCard(
        speaker=ValueFormatter(fields=fields, vocabularies=vocabularies_of(settings)), letters=500
    )
    text = "### Как устроено\n\nТри вопроса.\n\n- первый\n- второй\n\n---\n\n## Что дальше?\n\nНичего."
    (row,) = card.other_rows({"description": text})
    said = "Как устроено. Три вопроса. - первый - второй Что дальше? Ничего."
    assert row == CardRow(title="Подробное описание", lines=[said])
