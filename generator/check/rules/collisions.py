"""Catalogue rules about what must be the atlas's only one: titles, addresses, tags."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import attrgetter

from generator.base.russian import count, join_words
from generator.check.rules.base import CatalogueRule, Collection, Context
from generator.check.rules.normalise import folded
from generator.check.rules.page_addresses import page_addresses
from generator.check.rules.summary import Gist
from generator.model.addresses import RESERVED_FOLDERS, is_sheet
from generator.model.findings import Problem, Severity

PATHS_SHOWN = 3
"""Other records that a message names, at most."""


def duplicate_title(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Records of a kind whose titles differ at most in case, ё, spaces, quotes or dashes."""
    for gist, others in _twins(collection.gists, attrgetter("kind_name", "folded")):
        yield (
            gist.path,
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
    for gist, others in _twins(collection.gists, lambda gist: (gist.kind_name, gist.id.casefold())):
        yield (
            gist.path,
            Problem(
                what=f"Адрес {gist.address} уже занят: {others}",
                allowed="у каждой записи свой идентификатор",
                action="Смените `id` и имя файла одной из записей.",
                pointer=("id",),
            ),
        )


def redirect_collision(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """Former addresses that another page or another record's former address takes."""
    moved = [gist for gist in collection.gists if gist.redirect_from]
    if not moved:
        return
    pages = page_addresses(context.settings)
    records = {gist.address: gist.path for gist in collection.gists}
    former: defaultdict[str, list[Gist]] = defaultdict(list)
    for gist in moved:
        for address in gist.redirect_from:
            former[address].append(gist)
    for gist in moved:
        for index, address in enumerate(gist.redirect_from):
            taken = _taken(address, gist, pages, records, former)
            if taken:
                yield gist.path, _redirect_problem(address, index, taken)


def similar_tags(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Tags that differ from a more usual one only in case, ё, spaces, quotes or dashes."""
    usual = _usual_spellings(chain.from_iterable(gist.tags for gist in collection.gists))
    odd = {tag for tag, spelling in usual.items() if tag != spelling}
    for gist in collection.gists if odd else ():
        for index, tag in enumerate(gist.tags):
            if tag in odd:
                yield (
                    gist.path,
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


def _twins(gists: Sequence[Gist], name: Callable[[Gist], tuple[str, str]]) -> Iterator[tuple[Gist, str]]:
    names = list(map(name, gists))
    if len(set(names)) == len(names):  # as it should be
        return
    groups: defaultdict[tuple[str, str], list[Gist]] = defaultdict(list)
    for own, gist in zip(names, gists, strict=True):
        groups[own].append(gist)
    for group in groups.values():
        for gist in group if len(group) > 1 else ():
            yield gist, _others(group, gist)


def _others(group: Sequence[Gist], gist: Gist) -> str:
    """Return the paths of the other records of a group: the first few, and how many more there are."""
    paths = [other.path for other in islice((other for other in group if other is not gist), PATHS_SHOWN)]
    more = len(group) - 1 - len(paths)
    return join_words([*paths, f"ещё {count(more, 'запись', 'записи', 'записей')}"] if more else paths)


def _taken(
    address: str,
    gist: Gist,
    pages: frozenset[str],
    records: Mapping[str, str],
    former: Mapping[str, list[Gist]],
) -> str:
    if address == gist.address:
        return "это нынешний адрес самой записи"
    if address in records:
        return f"по нему стоит запись {records[address]}"
    if address in pages or is_sheet(address) or address.split("/", 1)[0] in RESERVED_FOLDERS:
        return "по нему стоит страница самого атласа"
    sharing = former[address]
    if len(sharing) == 1:
        return ""
    return f"с него уже {'ведёт' if len(sharing) == 2 else 'ведут'} {_others(sharing, gist)}"  # noqa: PLR2004 - one other


def _redirect_problem(address: str, index: int, taken: str) -> Problem:
    return Problem(
        what=f"С адреса {address} сюда перейти нельзя: {taken}",
        allowed="прежний адрес этой записи, который больше ничем не занят",
        action="Уберите этот адрес из поля `redirect_from` или исправьте опечатку в нём.",
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
