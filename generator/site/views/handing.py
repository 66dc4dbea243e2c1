"""What a reader saves or shares of a record: its name, three facts, its address as a QR code."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.base.russian import DOT, cut_between_words
from generator.model import addresses
from generator.model.kinds import PRACTICE
from generator.model.records.practice import Practice, Step
from generator.model.tally import MARK
from generator.site.qr import QrCode, qr_code
from generator.site.views.items import Fact, Item
from generator.site.views.site import AnyEntry, Site

_FACTS = 3
_SENTENCE_ENDS = re.compile(r"(?<=[а-яё0-9%»)]{3}[.!?…]) +(?=[А-ЯЁA-Z«0-9])")
"""Not after «г.» or «т. е.»: the last word of a sentence has at least three characters."""
_LONGEST = 90
"""Maximum length of a fact: one line of a message on a phone, two on a preview image."""


class Trying(msgspec.Struct, frozen=True, kw_only=True):
    """How to begin with a practice: its first step as lines; `tell` is the address of a form for results."""

    step: Step
    lines: Sequence[str]
    tell: str


class Handing(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it appears in a reader's own list, in a message and on paper.

    `note` describes it, `facts` are labels and values, `address` is its full address.
    """

    title: str
    note: str
    facts: Sequence[tuple[str, str]]
    address: str
    code: QrCode


def handing_of(site: Site, entry: AnyEntry, facts: Sequence[Fact]) -> Handing:
    """Return what readers can share of a record whose page shows these facts."""
    card, address = site.card(entry), site.absolute(entry.address)
    parts = (site.noun(entry.kind), card.place.title, MARK if entry.sample else "")
    return Handing(
        title=entry.title,
        note=DOT.join(filter(None, parts)),
        facts=tuple(_list_facts(facts))[:_FACTS],
        address=address,
        code=qr_code(address),
    )


def begin_with(practice: Practice) -> Trying:
    """Return how to begin with a practice: what to prepare, then each sentence of its first step."""
    first = practice.steps[0]
    materials = practice.resources.materials if practice.resources else ()
    sentences = (one for line in first.text.split("\n") for one in _SENTENCE_ENDS.split(line.strip()) if one)
    return Trying(
        step=first,
        lines=tuple(dict.fromkeys((*(f"Понадобится: {one}" for one in materials), *sentences))),
        tell=addresses.addition_form(PRACTICE, practice.id, "replications"),
    )


def _list_facts(facts: Sequence[Fact]) -> Iterator[tuple[str, str]]:
    for fact in facts:
        yield fact.label, cut_between_words(_words(fact.rows[0]), _LONGEST)


def _words(row: Sequence[Item]) -> str:
    return ", ".join(item.title for item in row)
