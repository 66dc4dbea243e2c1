"""Rules about personal data (152-ФЗ): names, phones and mailboxes of persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.check.rules.base import Context, record_rule, text_rule
from generator.check.rules.prefilter import search_for
from generator.model.annotations import EMAIL, PHONE, PROSE, AnnotatedValue
from generator.model.catalogue import Entry
from generator.model.findings import Pointer, Problem
from generator.model.record_fields import Path, values_at
from generator.model.records.common import Person, Record

MOBILE_SIGN = re.compile(r"9\d{2}\W{0,3}\d{3}")
_MOBILE = re.compile(
    r"(?<![\d+])(?:(?:\+\s?7|8|7)[\s(\u2010-\u2015-]*9\d{2}|\(9\d{2}\)|9\d{2}(?=[\s\u2010-\u2015-]))"
    r"[\s)\u2010-\u2015-]*\d{3}[\s\u2010-\u2015-]*\d{2}[\s\u2010-\u2015-]*\d{2}(?!\d)"
)
FREE_MAIL = frozenset({
    "mail.ru", "bk.ru", "list.ru", "inbox.ru", "internet.ru", "xmail.ru",
    "yandex.ru", "yandex.com", "ya.ru", "narod.ru", "yandex.by", "yandex.kz",
    "rambler.ru", "autorambler.ru", "myrambler.ru", "lenta.ru", "ro.ru", "rambler.ua",
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "live.ru", "msn.com",
    "yahoo.com", "icloud.com", "me.com", "proton.me", "protonmail.com", "vk.com", "qip.ru", "pochta.ru",
})  # fmt: skip
"""Services where anybody may have a mailbox."""
NOT_A_MOBILE = "Укажите телефон организации или другой способ связи: почту или страницу организации."
"""What to do about a mobile number: the form says so too."""
FREE_MAILBOX = re.compile(
    rf"@(?:{'|'.join(sorted(map(re.escape, FREE_MAIL)))})(?![\w-]|\.\w)",
    re.IGNORECASE,
)
_LONGEST_NAME = 64
_MAILBOX_NAME = re.compile(r"[\w.+-]+\Z")
_PERSON_NAME = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s*[А-ЯЁ]\.|[А-ЯЁ]\.\s*[А-ЯЁ]\.\s*[А-ЯЁ][а-яё]+"
    r"|[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|чна)(?:ем|у|а|ой|е|ы)?\b"
)
_IN_MEMORY = re.compile(r"(?:имени|им\.)\s+(?:\w+\s+)*$")


@text_rule("personal-phone", texts=PROSE | PHONE, prefilter=search_for(MOBILE_SIGN, letters="9"))
def personal_phone(text: AnnotatedValue) -> Iterator[Problem]:
    """Each mobile number of a text."""
    for number in dict.fromkeys(match[0].strip() for match in _MOBILE.finditer(text.value)):
        yield Problem(
            what=f"Мобильный номер «{number}»: личные телефоны не публикуются",
            allowed="городской телефон организации с кодом, например +7 861 000-00-00, или 8 800",
            action=NOT_A_MOBILE,
            fragment=number,
        )


@text_rule("personal-mailbox", texts=PROSE | EMAIL, prefilter=search_for(FREE_MAILBOX, letters="@"))
def personal_mailbox(text: AnnotatedValue) -> Iterator[Problem]:
    """Each mailbox of a text that stands at a free mail service."""
    for match in FREE_MAILBOX.finditer(text.value):
        before = text.value[max(0, match.start() - _LONGEST_NAME) : match.start()]
        name = _MAILBOX_NAME.search(before)
        mailbox = f"{name[0] if name else ''}{match[0]}"
        yield Problem(
            what=f"Ящик «{mailbox}» на бесплатной почте: личные адреса не публикуются",
            allowed="почта на домене организации или ведомства",
            action="Укажите почту организации, а если её нет — страницу организации в поле `site`.",
            fragment=mailbox,
        )


@record_rule("name-without-consent")
def name_without_consent(entry: Entry[Record], context: Context) -> Iterator[Problem]:
    """Names of people without a dated consent, also those written into a role or a contact."""
    for pointer, person in _people(entry.record, context.record_fields[entry.kind.name].people):
        if person.name and person.consent is None:
            yield _name_without_consent((*pointer, "name"), person.name)
        if person.consent is None:
            yield from _names_without_consent((*pointer, "role"), person.role)
    if entry.record.contact:
        yield from _names_without_consent(("contact", "unit"), entry.record.contact.unit or "")


def _people(record: Record, paths: Iterable[Path]) -> Iterator[tuple[Pointer, Person]]:
    for path in paths:
        for pointer, value in values_at(record, path):
            if isinstance(value, Person):
                yield pointer, value


def _names_without_consent(pointer: Pointer, text: str) -> Iterator[Problem]:
    for found in _PERSON_NAME.finditer(text):
        if not _IN_MEMORY.search(text[: found.start()]):
            yield _name_without_consent(pointer, found[0])


def _name_without_consent(pointer: Pointer, name: str) -> Problem:
    return Problem(
        what=f"Имя «{name}» без согласия: имя человека публикуется только с датированным согласием (152-ФЗ)",
        allowed="роль без имени или имя вместе с полем `consent`, где указана дата согласия",
        action="Уберите имя и оставьте роль — или получите согласие и добавьте рядом "
        "поле `consent` с датой и местом хранения.",
        pointer=pointer,
        fragment=name,
    )
