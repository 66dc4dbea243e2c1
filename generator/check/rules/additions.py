"""Rules for new records: they raise the standard without breaking existing records.

`check` does not apply them; the check of a proposal runs them over the records that it adds. A warning is
advice to the author, an error sends the record back.
"""

from collections.abc import Iterator

from generator.check.rules.base import Context, new_record_rule
from generator.check.rules.summary import normalise
from generator.model.catalogue import Entry
from generator.model.findings import Problem, Severity
from generator.model.records.common import Record

_SAME = 90
"""Similarity, of 100, at which the beginning of a summary only repeats the title."""


@new_record_rule("summary-repeats-title")
def summary_repeats_title(entry: Entry[Record], _context: Context) -> Iterator[Problem]:
    """A summary that begins with the title."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - a check does without these rules

    title, summary = normalise(entry.title), normalise(entry.record.summary or "")
    if fuzz.ratio(title, summary[: len(title)]) >= _SAME:
        yield Problem(
            what="Краткое описание начинается с названия: читатель прочтёт одно и то же дважды",
            allowed="кто, что делает и что это даёт — сразу, без названия",
            action="Уберите название из начала поля и скажите, для кого запись и что она даёт.",
            pointer=("summary",),
        )


@new_record_rule("new-sample", severity=Severity.WARNING)
def new_sample(entry: Entry[Record], _context: Context) -> Iterator[Problem]:
    """A made-up record."""
    if entry.record.sample:
        yield Problem(
            what="Новая запись помечена как учебный пример",
            allowed="настоящая запись, у которой в поле `source` сказано, откуда сведения",
            action="Если запись настоящая, уберите `sample` и заполните поле `source`; "
            "придуманную не добавляйте.",
            pointer=("sample",),
            on_key=True,
        )


@new_record_rule("untraceable-source", severity=Severity.WARNING)
def untraceable_source(entry: Entry[Record], _context: Context) -> Iterator[Problem]:
    """A source that says neither where in the document nor where the document is."""
    source = entry.record.source
    if source is not None and not source.place and not source.address:
        yield Problem(
            what="По источнику не найти сведений: не сказано ни место в документе, ни его адрес",
            allowed="поле `place` — страница или пункт — или `address` — адрес документа в сети",
            action="Добавьте в раздел `source` хотя бы одно из двух.",
            pointer=("source",),
            on_key=True,
        )


@new_record_rule("no-tags", severity=Severity.WARNING)
def no_tags(entry: Entry[Record], _context: Context) -> Iterator[Problem]:
    """A record without tags."""
    if not entry.record.tags:
        yield Problem(
            what="У записи нет меток: её найдут только по словам из текста",
            allowed="от одной до двенадцати меток строчными буквами",
            action="Добавьте в поле `tags` слова, по которым запись будут искать.",
            pointer=("title",),
            on_key=True,
        )
