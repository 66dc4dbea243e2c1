"""Intake: whether the settings can keep what they promise to people without an account."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.model.findings import Problem
from generator.model.settings import Atlas


def intake_problems(atlas: Atlas) -> Iterator[Problem]:
    """Yield what is wrong with the intake: letters without a mailbox, records sent unencrypted."""
    if atlas.intake.letters and not atlas.operator.email:
        yield Problem(
            code="missing-mailbox",
            what="Обещаны письма (letters: true), а почта редакции не указана",
            pointer=("intake", "letters"),
            allowed="Письма — вместе с полем «Почта» (email) в разделе «Кто ведёт атлас» (operator).",
            action="Впишите в operator почту редакции (email) или поставьте letters: false.",
        )
    address = urlsplit(atlas.intake.address or "")
    if address.scheme == "http":
        yield Problem(
            code="bad-address",
            what="По этому адресу записи и почта тех, кто их прислал, шли бы по сети открытым текстом",
            pointer=("intake", "address"),
            allowed="Адрес, который начинается с https://",
            action="Включите на сервере приёма https и исправьте адрес.",
            suggestions=(f"https://{address.netloc}{address.path}",),
        )
