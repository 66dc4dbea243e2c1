"""Rules about personal data (152-ФЗ): names, phones and mailboxes of people."""

from collections.abc import Iterable, Iterator, Mapping

from generator.base.logins import is_person_login
from generator.base.person_names import find_names, may_name
from generator.base.personal_data import (
    FREE_MAILBOX,
    HANDLE_SIGN,
    MOBILE_SIGN,
    PAGE_SIGN,
    PHONE_SIGN,
    find_free_mailboxes,
    find_mobiles,
    find_person_pages,
    find_short_phones,
    may_be_phone,
)
from generator.base.placeholders import find_placeholder
from generator.base.russian import shorten
from generator.check.rules.base import Context, apart, record_rule, text_rule
from generator.check.rules.prefilter import Texts, any_of, search_for
from generator.model.annotations import ADDRESS, EMAIL, PHONE, PROSE, AnnotatedValue
from generator.model.catalogue import Entry
from generator.model.findings import Pointer, Problem, Severity
from generator.model.record_fields import Path, values_at
from generator.model.records.common import Person, Record
from generator.model.unreadable import read_part

NOT_A_MOBILE = "Укажите телефон организации или другой способ связи: почту или страницу организации."
"""What to do about a mobile number; the form shows it too."""
NOT_A_MAILBOX = "Укажите почту организации, а если её нет — страницу организации."
"""What to do about a personal mailbox; the form shows it too."""
_HERE = (
    "Уберите имя и оставьте роль — или получите согласие и добавьте рядом "
    "поле `consent` с датой и местом хранения."
)
_ELSEWHERE = "Уберите имя: назовите роль, должность или отдел."
_SHORTEST_WORD = 4
_HAS_MOBILE = search_for(MOBILE_SIGN, signs="9")
_HAS_PHONE = search_for(PHONE_SIGN, shape=may_be_phone)
_HAS_MAILBOX = search_for(FREE_MAILBOX, signs="@")


@text_rule("personal-phone", texts=PROSE | PHONE | ADDRESS, prefilter=_HAS_MOBILE, personal=True)
def personal_phone(text: AnnotatedValue) -> Iterator[Problem]:
    """Each mobile number in a text; valid addresses are skipped."""
    is_address = text.kind in ADDRESS and text.value.split() == [text.value]
    for number in () if is_address else find_mobiles(text.value):
        yield Problem(
            what=f"Мобильный номер «{number}»: личные телефоны не публикуются",
            allowed="городской телефон организации с кодом, например +7 861 000-00-00, или 8 800",
            action=NOT_A_MOBILE,
            fragment=number,
        )


@text_rule("phone-without-code", severity=Severity.WARNING, texts=PROSE, prefilter=_HAS_PHONE)
def phone_without_code(text: AnnotatedValue) -> Iterator[Problem]:
    """Each phone number without its area code: people from other towns cannot call it."""
    for number in find_short_phones(text.value):
        yield Problem(
            what=f"Телефон «{number}» без кода города: из другого района по нему не позвонить",
            allowed="номер с кодом, например +7 861 000-00-00",
            action="Допишите код города или перенесите номер в раздел «Контакт».",
            fragment=number,
        )


@text_rule("personal-mailbox", texts=PROSE | EMAIL, prefilter=_HAS_MAILBOX, personal=True)
def personal_mailbox(text: AnnotatedValue) -> Iterator[Problem]:
    """Each mailbox of a free mail service that is named after a person."""
    for mailbox in find_free_mailboxes(text.value):
        if is_person_login(mailbox.partition("@")[0]):
            yield Problem(
                what=f"Ящик «{mailbox}» назван по человеку: личные адреса не публикуются",
                allowed="почта организации; на бесплатной почте — ящик, названный по организации",
                action=NOT_A_MAILBOX,
                fragment=mailbox,
            )


@text_rule("free-mailbox", severity=Severity.WARNING, texts=PROSE | EMAIL, prefilter=_HAS_MAILBOX)
def free_mailbox(text: AnnotatedValue) -> Iterator[Problem]:
    """Each mailbox of a free mail service that may belong to an organisation."""
    for mailbox in find_free_mailboxes(text.value):
        if not is_person_login(mailbox.partition("@")[0]):
            yield Problem(
                what=f"Ящик «{mailbox}» на бесплатной почте: по нему не видно, чей он",
                allowed="почта на домене организации; ящик организации на бесплатной почте тоже подойдёт",
                action="Если это ящик человека, замените его почтой или страницей организации; "
                "если организации — оставьте.",
                fragment=mailbox,
            )


@text_rule(
    "personal-page",
    texts=PROSE | ADDRESS,
    prefilter=any_of(search_for(PAGE_SIGN, signs="/"), search_for(HANDLE_SIGN, signs="@")),
    personal=True,
)
def personal_page(text: AnnotatedValue) -> Iterator[Problem]:
    """Each address of a person's page, handle of a person, or way to write to one."""
    for page in find_person_pages(text.value):
        yield Problem(
            what=f"Страница «{shorten(page)}» принадлежит человеку: личные страницы не публикуются",
            allowed="сайт организации, страница сообщества или группы, например https://vk.com/club1",
            action="Дайте адрес организации или группы; если это и есть группа, возьмите её постоянный адрес "
            "(club… или public…).",
            fragment=page,
        )


@record_rule("name-without-consent", personal=True)
def name_without_consent(entry: Entry[Record], context: Context) -> Iterator[Problem]:
    """Names of people without a dated consent, wherever in the record they are."""
    people = dict(_people(entry.record, context.record_fields[entry.kind.name].people))
    yield from apart(_unconsented_name, people.items())
    texts = context.texts_of(entry)
    if may_name(texts.whole, texts.outline):
        yield from _names_among(people, texts.only(PROSE).values)


def names_in_broken(
    entry: Entry[Record], texts: Iterable[AnnotatedValue], context: Context
) -> Iterator[Problem]:
    """Yield names without consent in unusable texts of a record."""
    people = dict(_people(entry.record, context.record_fields[entry.kind.name].people))
    yield from _names_among(people, texts)


def names_in_settings(texts: Texts) -> Iterator[Problem]:
    """Yield personal names in texts of settings, where nobody can give consent."""
    if may_name(texts.whole, texts.outline):
        yield from apart(_names_written, ((text, None, set()) for text in texts.values))


def _names_among(people: Mapping[Pointer, Person], texts: Iterable[AnnotatedValue]) -> Iterator[Problem]:
    consented = (person for person in people.values() if read_part(person, "consent"))
    known = {stem for person in consented for stem in _stems(read_part(person, "name") or "")}
    yield from apart(_names_written, ((text, people.get(text.pointer[:-1]), known) for text in texts))


def _unconsented_name(pointer: Pointer, person: Person) -> Iterator[Problem]:
    if person.name and person.consent is None and find_placeholder(person.name) is None:
        yield _name_without_consent((*pointer, "name"), person.name, _HERE)


def _names_written(text: AnnotatedValue, beside: Person | None, known: set[str]) -> Iterator[Problem]:
    if beside and (beside.consent or text.pointer[-1] == "name"):
        return
    for name in dict.fromkeys(find_names(text.value)):
        if not known.intersection(_stems(name)):
            yield _name_without_consent(text.pointer, name, _HERE if beside else _ELSEWHERE)


def _people(record: Record, paths: Iterable[Path]) -> Iterator[tuple[Pointer, Person]]:
    for path in paths:
        for pointer, value in values_at(record, path):
            if isinstance(value, Person):
                yield pointer, value


def _stems(name: str) -> frozenset[str]:
    """Return the stems of a name's longer words, which are the same in every case."""
    return frozenset(word[:-2].casefold() for word in name.split() if len(word) > _SHORTEST_WORD)


def _name_without_consent(pointer: Pointer, name: str, action: str) -> Problem:
    return Problem(
        what=f"Имя «{name}» без согласия: имя человека публикуется только с датированным согласием (152-ФЗ)",
        allowed="роль или должность без имени"
        + ("; имя — вместе с полем `consent`, где указана дата согласия" if action == _HERE else ""),
        action=action,
        pointer=pointer,
        fragment=name,
    )
