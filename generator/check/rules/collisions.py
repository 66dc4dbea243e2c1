"""Catalogue rules about what must be unique in the atlas: titles, addresses, tags."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from generator.base.russian import count, join_words
from generator.check.rules.base import Collection, Context, catalogue_rule
from generator.check.rules.page_addresses import page_addresses
from generator.check.rules.summary import RecordSummary, normalise
from generator.model.addresses import RESERVED_FOLDERS, TAGS, is_sheet, slug
from generator.model.findings import Problem, Severity

_LAST_DAY = "9999-12-31"
_NEVER = "9999"
"""Sorts after every day."""
PATHS_SHOWN = 3
"""Most other records that a message names."""


@catalogue_rule("id-not-file-name", with_copies=True)
def id_not_file_name(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """A record whose id is not the name of its file."""
    for summary in collection.summaries:
        if summary.stated_id not in {"", summary.id}:
            yield summary.path, _strange_id(summary, collection)


@catalogue_rule("duplicate-title", reads=frozenset({"title"}))
def duplicate_title(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Titles that differ from an older record's of the kind at most in case, ё, spaces, quotes or dashes."""
    for summary, others in _twins(collection.summaries):
        problem = Problem(
            what=f"Такое же название уже есть: {others}",
            allowed="у записей одного вида названия разные",
            action="Если это одна запись, оставьте одну; если разные — уточните название: "
            "добавьте муниципалитет, предмет или класс.",
            pointer=("title",),
        )
        yield summary.path, problem


@catalogue_rule("redirect-collision")
def redirect_collision(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """Former addresses that belong to another page or are another record's former address too."""
    moved = [summary for summary in collection.summaries if summary.redirect_from]
    if not moved:
        return
    pages = page_addresses(context.settings)
    records = {summary.address: summary.path for summary in collection.summaries}
    former: defaultdict[str, list[RecordSummary]] = defaultdict(list)
    for summary in moved:
        for address in summary.redirect_from:
            former[address].append(summary)
    for summary in moved:
        for index, address in enumerate(summary.redirect_from):
            taken = address and _taken_address(address, summary, pages, records, former)
            if taken:
                yield summary.path, _redirect_problem(address, index, taken)


@catalogue_rule("similar-tags", severity=Severity.WARNING)
def similar_tags(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Tags that differ from a more common one only in case, ё, spaces, quotes or dashes."""
    usual = _usual_spellings(chain.from_iterable(summary.tags for summary in collection.summaries))
    odd = {tag for tag, spelling in usual.items() if tag != spelling}
    for summary in collection.summaries if odd else ():
        for index, tag in enumerate(summary.tags):
            if tag in odd:
                problem = Problem(
                    what=f"Метка «{tag}» отличается от «{usual[tag]}» только написанием",
                    allowed="одно написание во всех записях: самое частое",
                    action="Пишите метку во всех записях одинаково: иначе у неё будет две страницы.",
                    suggestions=(usual[tag],),
                    pointer=("tags", index),
                )
                yield summary.path, problem


@catalogue_rule("tag-collision")
def tag_collision(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Tags whose page would have the address of another tag's: «угол» after «уголь».

    A published address keeps its meaning: it belongs to the tag whose record came first, by its day and path.
    """
    tags = {tag for summary in collection.summaries for tag in summary.tags}
    if len(set(map(slug, tags))) == len(tags):  # the usual case
        return
    first: dict[str, tuple[str, str]] = {}
    for summary in collection.summaries:
        for tag in summary.tags:
            came = (summary.added or _LAST_DAY, summary.path)
            first[tag] = min(first.get(tag, came), came)
    owners: dict[str, str] = {}
    for tag in sorted(first, key=first.__getitem__):
        owners.setdefault(slug(tag), tag)
    for summary in collection.summaries:
        for index, tag in enumerate(summary.tags):
            owner = owners[slug(tag)]
            if normalise(owner) != normalise(tag):  # else it is the same tag in another spelling
                address = f"{TAGS}{slug(tag)}/"
                problem = Problem(
                    what=f"У метки «{tag}» был бы тот же адрес страницы, что у метки «{owner}»: {address}",
                    allowed="у каждой метки свой адрес; опубликованный адрес не меняет смысла",
                    action="Возьмите другое слово или допишите к метке ещё одно.",
                    pointer=("tags", index),
                )
                yield summary.path, problem


def _usual_spellings(tags: Iterable[str]) -> Mapping[str, str]:
    """Return the most common spelling of each tag."""
    counts = Counter(tags)
    # the rarest first, so that the most common spelling wins, and lower case among equals
    ordered = sorted(counts, key=lambda tag: (counts[tag], tag == tag.casefold(), tag))
    usual = {normalise(tag): tag for tag in ordered}
    return {tag: usual[normalise(tag)] for tag in ordered}


def _strange_id(summary: RecordSummary, collection: Collection) -> Problem:
    name, stated = summary.id, summary.stated_id
    original = collection.copies.get(summary.path)
    is_taken = stated in collection.ids[summary.kind.folder]
    if original is not None:
        what = f"Это копия записи {original.path}: у неё те же идентификатор и название"
        allowed = f"в файле «{name}.yaml» — id: {name} и своё название"
        action = "Если это новая запись, впишите её `id` и `title`; если копия лишняя, удалите файл."
    else:
        what = f"Идентификатор «{stated}» не совпадает с именем файла «{name}.yaml»"
        allowed = f"id: {name}" if is_taken else f"id: {name} — или файл «{stated}.yaml»"
        action = (
            "Исправьте `id`: такой идентификатор уже есть у другой записи."
            if is_taken
            else "Исправьте `id` или переименуйте файл: по имени файла запись находят и на неё ссылаются."
        )
    return Problem(what=what, allowed=allowed, action=action, pointer=("id",))


def _twins(summaries: Sequence[RecordSummary]) -> Iterator[tuple[RecordSummary, str]]:
    """Yield the records whose title an older one of their kind has, and the paths of the others."""
    names = [(one.kind_name, one.normal_title) for one in summaries]
    if len(set(names)) == len(names):  # the usual case
        return
    groups: defaultdict[tuple[str, str], list[RecordSummary]] = defaultdict(list)
    for own, summary in zip(names, summaries, strict=True):
        groups[own].append(summary)
    for group in groups.values():
        # a mistake is reported once, for the newest records; undated ones count as newest
        for summary in sorted(group, key=lambda one: one.added or _NEVER)[1:]:
            yield summary, _others(group, summary)


def _others(group: Sequence[RecordSummary], summary: RecordSummary) -> str:
    """Return the paths of the other records of a group: the first few, and the number of the rest."""
    paths = [other.path for other in islice((other for other in group if other is not summary), PATHS_SHOWN)]
    more = len(group) - 1 - len(paths)
    return join_words([*paths, f"ещё {count(more, 'запись', 'записи', 'записей')}"] if more else paths)


def _taken_address(
    address: str,
    summary: RecordSummary,
    pages: frozenset[str],
    records: Mapping[str, str],
    former: Mapping[str, list[RecordSummary]],
) -> str:
    if address == summary.address:
        return "это нынешний адрес самой записи"
    if address in records:
        return f"по нему стоит запись {records[address]}"
    if address in pages or is_sheet(address) or address.split("/", 1)[0] in RESERVED_FOLDERS:
        return "по нему стоит страница самого атласа"
    sharing = former[address]
    if len(sharing) == 1:
        return ""
    return f"с него уже {'ведёт' if len(sharing) == 2 else 'ведут'} {_others(sharing, summary)}"  # noqa: PLR2004 - one other


def _redirect_problem(address: str, index: int, taken: str) -> Problem:
    return Problem(
        what=f"С адреса {address} сюда перейти нельзя: {taken}",
        allowed="прежний адрес этой записи, который больше ничем не занят",
        action="Уберите этот адрес из поля `redirect_from` или исправьте опечатку в нём.",
        pointer=("redirect_from", index),
    )
