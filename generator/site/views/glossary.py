"""The glossary: all terms of all vocabularies, by letter; terms with the same title share an entry."""

from collections.abc import Sequence

import msgspec

from generator.base.russian import capitalise, collation_key
from generator.model import addresses
from generator.model.settings import Term
from generator.site.pages import Heading, Link, Page
from generator.site.views.items import Item
from generator.site.views.lists import LATIN, NO_LETTER
from generator.site.views.lists import letter as letter_of
from generator.site.views.site import Site, term_item

TITLE = "Глоссарий"


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """What a term means in one vocabulary; `page` is set if the term has a page of its own."""

    term: Term
    vocabulary: str
    anchor: str
    page: Item | None


class GlossaryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A title and its meanings."""

    title: str
    short: str
    meanings: Sequence[Meaning]


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter of the alphabet and the entries that begin with it."""

    title: str
    anchor: str
    entries: Sequence[GlossaryEntry]


def glossary_page(site: Site) -> Page:
    """Return the glossary."""
    letters = _letters(_entries(site))
    return Page(
        address=addresses.GLOSSARY,
        section="about",
        title=TITLE,
        description="Что значат слова, которыми описаны практики, сообщества и ресурсные центры.",
        template="glossary.html.j2",
        view=letters,
        breadcrumbs=(site.home(), Link(TITLE, addresses.GLOSSARY)),
        contents=tuple(Heading(letter.title, letter.anchor) for letter in letters),
    )


def _entries(site: Site) -> list[GlossaryEntry]:
    merged: dict[str, list[Meaning]] = {}
    for name, vocabulary in site.vocabularies.items():
        for term in vocabulary.terms:
            meaning = Meaning(
                term=term,
                vocabulary=vocabulary.title,
                anchor=addresses.glossary_anchor(name, term.id),
                page=term_item(name, term) if name in addresses.TERM_FOLDERS else None,
            )
            merged.setdefault(term.title.casefold(), []).append(meaning)
    entries = [
        GlossaryEntry(
            title=capitalise(same[0].term.title),
            short=next((one.term.short for one in same if one.term.short), ""),
            meanings=same,
        )
        for same in merged.values()
    ]
    return sorted(entries, key=lambda entry: collation_key(entry.title))


def _letters(entries: Sequence[GlossaryEntry]) -> tuple[Letter, ...]:
    letters: dict[str, list[GlossaryEntry]] = {}
    for entry in entries:
        letters.setdefault(letter_of(entry.title), []).append(entry)
    ours_first = sorted(letters.items(), key=lambda one: one[0] in {NO_LETTER, LATIN})
    return tuple(
        Letter(title=title, anchor=f"letter-{place}", entries=tuple(same))
        for place, (title, same) in enumerate(ours_first, start=1)
    )
