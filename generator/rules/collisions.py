"""Catalogue rules about what must be the atlas's only one: titles, addresses, tags."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from generator.addresses import RESERVED_FOLDERS, is_sheet, of_settings
from generator.findings import Problem, Severity
from generator.rules.base import AnyEntry, CatalogueRule, Collection, Context
from generator.wording import count, joined

PATHS_SHOWN = 3
"""Other records that a message names, at most."""
_SIGNS = re.compile(r"[«»„“”\"'‘’\-\u2010-\u2015]")


def duplicate_title(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Records of a kind whose titles differ at most in case, ё, spaces, quotes or dashes."""
    for entry, others in _twins(
        (entry.kind.name, folded(entry.title), entry) for entry in collection.entries
    ):
        yield (
            entry.path,
            Problem(
                what=f"Такое же название уже есть: {others}",
                allowed="у записей одного вида названия разные",
                action="Если это одна запись, оставьте одну; если разные — уточните название: "
                "добавьте муниципалитет, предмет или класс.",
                pointer=("title",),
            ),
        )


def address_collision(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Records that would be published at one address, as computers that ignore case see addresses."""
    for entry, others in _twins(
        (entry.kind.name, entry.id.casefold(), entry) for entry in collection.entries
    ):
        yield (
            entry.path,
            Problem(
                what=f"Адрес {entry.address} уже занят: {others}",
                allowed="у каждой записи свой идентификатор",
                action="Смените `id` и имя файла одной из записей.",
                pointer=("id",),
            ),
        )


def redirect_collision(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """Former addresses that another page or another record's former address takes."""
    pages = of_settings(context.settings)
    records = {entry.address: entry.path for entry in collection.entries}
    former: defaultdict[str, list[AnyEntry]] = defaultdict(list)
    for entry in collection.entries:
        for address in entry.record.redirect_from:
            former[address].append(entry)
    for entry in collection.entries:
        for index, address in enumerate(entry.record.redirect_from):
            taken = _taken(address, entry, pages, records, former)
            if taken:
                yield entry.path, _redirect_problem(address, index, taken)


def similar_tags(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Tags that differ from a more usual one only in case, ё, spaces, quotes or dashes."""
    usual = _usual_spellings(tag for entry in collection.entries for tag in entry.record.tags)
    for entry in collection.entries:
        for index, tag in enumerate(entry.record.tags):
            if tag != usual[tag]:
                yield (
                    entry.path,
                    Problem(
                        what=f"Метка «{tag}» отличается от «{usual[tag]}» только написанием",
                        allowed="одно написание во всех записях: самое частое",
                        action="Пишите метку во всех записях одинаково: иначе у неё будет две страницы.",
                        near=(usual[tag],),
                        pointer=("tags", index),
                    ),
                )


def _usual_spellings(tags: Iterable[str]) -> Mapping[str, str]:
    """Return the most usual spelling of each tag."""
    counts = Counter(tags)
    # the rarest first, so that the most usual spelling stays; of equal ones the one in small letters
    ordered = sorted(counts, key=lambda tag: (counts[tag], tag == tag.casefold(), tag))
    usual = {folded(tag): tag for tag in ordered}
    return {tag: usual[folded(tag)] for tag in ordered}


def folded(text: str) -> str:
    """Return a text without what does not tell titles apart: case, ё, spaces, quotes, dashes."""
    plain = _SIGNS.sub(" ", text.casefold().replace("ё", "е"))
    return " ".join(plain.split())


def _twins(named: Iterable[tuple[str, str, AnyEntry]]) -> Iterator[tuple[AnyEntry, str]]:
    groups: defaultdict[tuple[str, str], list[AnyEntry]] = defaultdict(list)
    for kind, name, entry in named:
        groups[kind, name].append(entry)
    for group in groups.values():
        for entry in group if len(group) > 1 else ():
            yield entry, _others(group, entry)


def _others(group: Sequence[AnyEntry], entry: AnyEntry) -> str:
    """Return the paths of the other entries of a group: the first few, and how many more there are."""
    paths = [other.path for other in islice((other for other in group if other is not entry), PATHS_SHOWN)]
    more = len(group) - 1 - len(paths)
    return joined([*paths, f"ещё {count(more, 'запись', 'записи', 'записей')}"] if more else paths)


def _taken(
    address: str,
    entry: AnyEntry,
    pages: frozenset[str],
    records: Mapping[str, str],
    former: Mapping[str, list[AnyEntry]],
) -> str:
    if address == entry.address:
        return "это нынешний адрес самой записи"
    if address in records:
        return f"по нему стоит запись {records[address]}"
    if address in pages or is_sheet(address) or address.split("/", 1)[0] in RESERVED_FOLDERS:
        return "по нему стоит страница самого атласа"
    sharing = former[address]
    return f"с него уже ведёт {_others(sharing, entry)}" if len(sharing) > 1 else ""


def _redirect_problem(address: str, index: int, taken: str) -> Problem:
    return Problem(
        what=f"С адреса {address} сюда перейти нельзя: {taken}",
        allowed="прежний адрес этой записи, который больше ничем не занят",
        action="Уберите этот адрес из `redirect_from` или исправьте опечатку в нём.",
        pointer=("redirect_from", index),
    )


CATALOGUE_RULES = (
    CatalogueRule(
        code="duplicate-title",
        ensures="Ensures that records of a kind have different titles.",
        check=duplicate_title,
    ),
    CatalogueRule(
        code="address-collision",
        ensures="Ensures that every record has an address of its own.",
        check=address_collision,
    ),
    CatalogueRule(
        code="redirect-collision",
        ensures="Ensures that former addresses belong to nothing else.",
        check=redirect_collision,
    ),
    CatalogueRule(
        code="similar-tags",
        severity=Severity.WARNING,
        ensures="Ensures that one tag is spelt one way.",
        check=similar_tags,
    ),
)
