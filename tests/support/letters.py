"""Letters made in tests, with what mail programs do to a record on its way."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from support.reviews import PROPOSALS

PATH = "content/practices/izmereniya-na-shkolnom-dvore.yaml"
GOOD = (PROPOSALS / "good-record/head" / PATH).read_text(encoding="utf-8")
SENDER = "uchitel@example.org"


def number_of(text: str, day: str = "20260904") -> str:
    """Return the number that the form gives to a record."""
    return f"P-{day}-{hashlib.sha256(text.encode()).hexdigest()[:4].upper()}"


def body_with(text: str = GOOD, path: str = PATH) -> str:
    """Return the text of a letter as written by the form."""
    return f"Здравствуйте! Вот запись.\n\n----- запись атласа: {path} -----\n{text}----- конец записи -----\n"


def letter(
    body: str, *, subject: str = "", files: Mapping[str, bytes] | None = None, **headers: str
) -> EmailMessage:
    """Return a letter with a text and attached files; the header names have «_» for «-»."""
    made = EmailMessage()
    base = {"From": f"Учитель <{SENDER}>", "Message_ID": "<1@example.org>"}
    base |= {"Date": "Fri, 04 Sep 2026 10:00:00 +0300"}
    base |= {
        "Subject": subject or f"Атлас: предложение {number_of(GOOD)}",
    }
    for name, value in {**base, **headers}.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    for name, data in (files or {}).items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made


def raw(body: bytes, kind: str) -> bytes:
    """Return a letter with exactly these bytes as its body."""
    head = f"From: {SENDER}\nMessage-ID: <raw@example.org>\nSubject: {number_of(GOOD)}\nMIME-Version: 1.0\n"
    return f"{head}Content-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n".encode() + body


def quote(text: str, sign: str = "> ") -> str:
    """Return a text as quoted in a reply."""
    return "".join(f"{sign}{line}\n" for line in text.removesuffix("\n").split("\n"))


def wrap(text: str, width: int = 72) -> str:
    """Return a text whose long lines are wrapped at the margin, as old mail programs do."""
    lines = (
        textwrap.wrap(
            line,
            width,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
            replace_whitespace=False,
        )
        if len(line) > width
        else [line]
        for line in text.removesuffix("\n").split("\n")
    )
    return "".join(f"{one}\n" for parts in lines for one in parts)


def flow(text: str, width: int = 72) -> str:
    """Return a text in the format «flowed» (RFC 3676)."""
    made = []
    for line in text.removesuffix("\n").split("\n"):
        stuffed = f" {line}" if line.startswith((" ", ">", "From ")) else line
        while len(stuffed) > width and (cut := stuffed.rfind(" ", 30, width)) > 0:
            made.append(stuffed[: cut + 1])
            rest = stuffed[cut + 1 :]
            stuffed = f" {rest}" if rest.startswith((" ", ">", "From ")) else rest
        made.append(stuffed)
    return "".join(f"{one}\n" for one in made)


def space(text: str) -> str:
    """Return a text whose indentation is non-breaking spaces."""
    return "".join(
        "\xa0" * (len(line) - len(line.lstrip(" "))) + line.lstrip(" ")
        for line in text.splitlines(keepends=True)
    )


def as_html(text: str) -> str:
    """Return a text as HTML like a mail program's, with an element for each line."""
    lines = (escape(line).replace("  ", "&nbsp;&nbsp;") for line in text.split("\n"))
    return "<html><style>p {color: red}</style><body>" + "".join(
        f"<div>{one or '<br>'}</div>\n" for one in lines
    )


def _html_letter(page: str) -> bytes:
    return raw(page.encode(), "text/html; charset=utf-8")


def _forward() -> bytes:
    outer = letter("Пересылаю письмо коллеги.")
    outer.add_attachment(letter(body_with()))
    return outer.as_bytes()


WAYS: Mapping[str, Callable[[], bytes]] = {
    "plain": lambda: letter(body_with()).as_bytes(),
    "crlf": lambda: letter(body_with()).as_bytes(policy=SMTP),
    "quoted": lambda: letter(quote(body_with())).as_bytes(),
    "quoted-twice": lambda: letter(quote(quote(body_with()), ">")).as_bytes(),
    "wrapped": lambda: letter(wrap(body_with())).as_bytes(),
    "quoted-and-wrapped": lambda: letter(quote(wrap(body_with(), 60))).as_bytes(),
    "non-breaking": lambda: letter(space(body_with())).as_bytes(),
    "dashes": lambda: letter(body_with().replace("-----", "—–")).as_bytes(),
    "flowed": lambda: raw(flow(body_with()).encode(), 'text/plain; charset=utf-8; format="flowed"'),
    "koi8-r": lambda: raw(_narrow("koi8-r"), "text/plain; charset=koi8-r"),
    "windows-1251": lambda: raw(_narrow("windows-1251"), "text/plain; charset=windows-1251"),
    "undeclared-1251": lambda: raw(_narrow("windows-1251"), "text/plain"),
    "called-latin": lambda: raw(_narrow("koi8-r"), "text/plain; charset=iso-8859-1"),
    "html": lambda: _html_letter(as_html(body_with())),
    "html-pre": lambda: _html_letter(f"<pre>{escape(body_with())}</pre>"),
    "html-breaks": lambda: _html_letter(escape(body_with()).replace("  ", "&nbsp; ").replace("\n", "<br>\n")),
    "forwarded": _forward,
    "attached": lambda: letter("Файл приложен.", files={"запись.yaml": GOOD.encode()}).as_bytes(),
    "attached-and-cut": lambda: letter(
        body_with()[:900], files={"a.YAML": GOOD.encode("utf-8-sig")}
    ).as_bytes(),
    "undeclared-866": lambda: raw(_narrow("cp866"), "text/plain"),
    "text-attached": lambda: letter("Файл.", files={"запись.yaml.txt": GOOD.encode("utf-16")}).as_bytes(),
    "nameless-attached": lambda: letter("Файл.", files={"zapis": GOOD.encode()}).as_bytes(),
    "letter-attached": lambda: letter("Вот.", files={"a.eml": letter(body_with()).as_bytes()}).as_bytes(),
    "bare": lambda: letter(f"Вот:\n\n{GOOD}\n-- \nУчитель\n").as_bytes(),
    "bare-quoted": lambda: letter(f"> Вот:\n>\n{quote(GOOD)}\nСпасибо!\n").as_bytes(),
    "bare-without-modeline": lambda: letter(GOOD.partition("\n")[2], subject="Запись").as_bytes(),
}
"""The ways in which the same valid record may arrive."""


def _narrow(encoding: str) -> bytes:
    return body_with().encode(encoding, errors="strict")
