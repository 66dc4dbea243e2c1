"""Finds personal contacts in a text: mobile numbers, mailboxes of free mail services, personal pages."""

import re
from collections.abc import Iterator
from string import digits

from generator.base.late_patterns import compile_late
from generator.base.logins import is_person_login
from generator.base.outlines import Outline, make_classes

MOBILE_SIGN = compile_late(r"9\d{2}\W{0,3}\d{3}")
_MOBILE = compile_late(
    r"(?<![\d+])(?:(?:\+\s?7|8|7)[\s(\u2010-\u2015-]*9\d{2}|\(9\d{2}\)|9\d{2}(?=[\s\u2010-\u2015-]))"
    r"[\s)\u2010-\u2015-]*\d{3}[\s\u2010-\u2015-]*\d{2}[\s\u2010-\u2015-]*\d{2}(?!\d)"
)
PHONE_SIGN = compile_late(r"\d[-\u2010-\u2015 ]?\d\d[-\u2010-\u2015 ]\d\d")
_FIGURES = make_classes(**{"9": digits, "-": "-\u2013\u2014 "})
_SHORT_PHONE = compile_late(
    r"\b(?:тел|телефон\w{0,3}|(?:по)?звони\w{0,4}|факс\w{0,2})\b\.?(?:\s[а-яё]{1,20}){0,2}[\s:—–№-]{0,4}"
    r"(?:(?:по|на)\s(?:(?:телефону|номеру|телефон|номер)\b[\s:№—–]{0,3})?)?"
    r"(?P<number>\d{0,2}\d[-\u2010-\u2015 ]?\d\d[-\u2010-\u2015 ]\d\d)(?![-\u2010-\u2015 ]?\d)",
    re.IGNORECASE,
)
"""A number of five to seven digits after a word that says it is a telephone: «тел. 2-34-56»."""
FREE_MAIL = frozenset({
    "mail.ru", "bk.ru", "list.ru", "inbox.ru", "internet.ru", "xmail.ru",
    "yandex.ru", "yandex.com", "ya.ru", "narod.ru", "yandex.by", "yandex.kz",
    "rambler.ru", "autorambler.ru", "myrambler.ru", "lenta.ru", "ro.ru", "rambler.ua",
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "live.ru", "msn.com",
    "yahoo.com", "icloud.com", "me.com", "proton.me", "protonmail.com", "vk.com", "qip.ru", "pochta.ru",
})  # fmt: skip
"""Services where anybody may have a mailbox."""
FREE_MAILBOX = compile_late(
    rf"@(?:{'|'.join(sorted(map(re.escape, FREE_MAIL)))})(?![\w-]|\.\w)",
    re.IGNORECASE,
)
_LONGEST_NAME = 64
_MAILBOX_NAME = compile_late(r"[\w.+-]+\Z")
_TEACHERS_SITES = (
    "nsportal|infourok|multiurok|proshkolu|maam|znanio|uchportal|videouroki|kopilkaurokov|pedportal|urok"
)
"""Sites where teachers have personal pages, besides pages with their publications."""
_PERSONS_PAGE = compile_late(
    r"\b(?:(?:m\.|www\.)?vk\.(?:com|ru)/(?:id\d+|write\d+)|(?:m\.|www\.)?ok\.ru/profile/\w+|wa\.me/\w+"
    r"|(?:api|web)\.whatsapp\.com/send\S*|t(?:elegram)?\.me/\+7\d{10}\b|(?:www\.)?instagram\.com/(?!p/|reel/)[\w.]+"
    r"|(?:m\.|www\.)?facebook\.com/(?:profile\.php|people/)\S*|my\.mail\.ru/\w+/[\w.-]+|max\.ru/u/\w+"
    r"|(?:www\.)?tiktok\.com/@[\w.]+|(?:www\.)?linkedin\.com/in/[\w-]+|(?:x|twitter)\.com/\w+"
    r"|(?:www\.)?threads\.net/@[\w.]+|(?:m\.|www\.)?vk\.(?:com|ru)/(?:wall|albums?)\d+\w*"
    rf"|(?:www\.)?(?:{_TEACHERS_SITES})\.(?:ru|net)/(?:(?:users?|profile|people|avtor|author)/[\w.-]+|id\d+)"
    r"|(?:www\.)?multiurok\.ru/(?!(?:files|blog|index|goods|news|about|all|olimp|conf|kurs|page)\b)[a-z][\w-]+/?(?![\w/.]))"
    r"|урок\.рф/(?:user|blog)/[\w.-]+",
    re.IGNORECASE,
)
"""Pages whose form of address marks them as personal."""
_BEFORE_HANDLE = r"""(?:^|[\s(,;:«"])"""
_MAYBE_PERSONS = compile_late(
    r"(?:\b(?:(?:m\.|www\.)?vk\.(?:com|ru)|t(?:elegram)?\.me|(?:m\.|www\.)?ok\.ru|(?:m\.|www\.)?facebook\.com"
    rf"|(?:m\.|www\.)?(?:youtube|dzen|rutube)\.(?:com|ru)|(?:www\.)?(?:{_TEACHERS_SITES})\.ru)"
    rf"/@?|{_BEFORE_HANDLE}@)(?P<login>[A-Za-z][\w.-]*)/?(?![\w/])",
    re.IGNORECASE,
)
"""Addresses of personal and group pages look alike, and so do handles (@name): the login tells them apart."""
HANDLE_SIGN = compile_late(r"""@(?<![^\s(,;:«"]@)[A-Za-z]""")
_GROUP_LOGIN = compile_late(r"(?:club|public|event)\d+\Z|group|groups\Z|joinchat\Z", re.IGNORECASE)
_SERVICES = (
    "vk", "ok", "t", "telegram", "wa", "whatsapp", "instagram", "facebook", "mail", "max", "tiktok",
    "linkedin", "x", "twitter", "threads", "youtube", "dzen", "rutube", "урок",
    *_TEACHERS_SITES.split("|"),
)  # fmt: skip
PAGE_SIGN = compile_late(
    r"\.(?=(?:com|ru|me|net|рф)/)(?:" + "|".join(rf"(?<=\b{name}\.)" for name in _SERVICES) + ")",
    re.IGNORECASE,
)
"""Begins with a full stop, not with the name before it, so that the engine jumps from one to the next."""
PERSONAL_PATTERNS = {
    "mobile": _MOBILE, "shortPhone": _SHORT_PHONE, "freeMailbox": FREE_MAILBOX, "mailboxName": _MAILBOX_NAME,
    "personsPage": _PERSONS_PAGE, "maybePersons": _MAYBE_PERSONS, "groupLogin": _GROUP_LOGIN,
}  # fmt: skip
"""Patterns that the form on the site uses too."""


def may_be_phone(outline: Outline) -> bool:
    """Return whether a text may contain a match of `PHONE_SIGN`."""
    return outline.may_hold(_FIGURES, b"99-99")


def find_mobiles(text: str) -> Iterator[str]:
    """Yield the mobile numbers in a text, each once, as written."""
    yield from dict.fromkeys(match[0].strip() for match in _MOBILE.finditer(text))


def find_short_phones(text: str) -> Iterator[str]:
    """Yield the telephone numbers without an area code in a text, each once, as written."""
    yield from dict.fromkeys(found["number"] for found in _SHORT_PHONE.finditer(text))


def find_free_mailboxes(text: str) -> Iterator[str]:
    """Yield the mailboxes of free mail services in a text."""
    for match in FREE_MAILBOX.finditer(text):
        name = _MAILBOX_NAME.search(text[max(0, match.start() - _LONGEST_NAME) : match.start()])
        yield f"{name[0] if name else ''}{match[0]}"


def find_person_pages(text: str) -> Iterator[str]:
    """Yield the addresses of personal pages in a text, and handles of people, each once."""
    sure = [found[0] for found in _PERSONS_PAGE.finditer(text)]
    likely = [
        found[0].rstrip("/").lstrip(' \t\n(,;:«"')
        for found in _MAYBE_PERSONS.finditer(text)
        if is_person_login(found["login"]) and not _GROUP_LOGIN.search(found["login"])
    ]
    yield from dict.fromkeys([*sure, *likely])
