"""Pages of the atlas that a query may ask for instead of records: the glossary, who helps a young teacher."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.model import addresses
from generator.model.kinds import RESOURCE_CENTRE
from generator.model.needs import Need
from generator.model.settings import Settings, Term
from generator.site.search.words import stems_of, unique

_TASKS: Mapping[tuple[str, str], Sequence[str]] = {
    ("Глоссарий", addresses.GLOSSARY): ("глоссарий", "словарь", "термины", "сокращения"),
    ("Отложенное", addresses.SAVED): ("отложенное", "избранное", "закладки", "сохранённое", "что я смотрел"),
    ("Сравнение", addresses.COMPARISON): ("сравнить", "сравнение"),
    ("Предложить запись", addresses.PROPOSE): (
        *("предложить", "добавить", "разместить", "прислать", "опубликовать"),
        *("поделиться", "поделиться опытом", "поделиться практикой"),
    ),
    ("Все новости", f"{addresses.SEARCH}?sort=date"): ("новое", "новости", "новинки", "новое за месяц"),
    ("Скачать все записи таблицей", addresses.SEARCH): (
        *("скачать", "скачать данные", "скачать таблицу", "скачать excel", "открытые данные", "выгрузка"),
    ),
    ("Муниципалитеты", addresses.MUNICIPALITIES): ("муниципалитеты", "районы", "карта"),
    ("Как получить статус", addresses.STATUSES): ("получить статус",),
    ("Отчёты", addresses.REPORTS): ("отчёты",),
}
"""Words for pages, by their title and address."""
_HELP = "Кто поможет"
_PEOPLE, _SERVICES = "audiences", "service_kinds"


class Destination(msgspec.Struct, frozen=True, kw_only=True):
    """A page and its names as phrases of stems.

    A query asks for it if it names nothing else, or, if the page is named `anywhere`, by any part of it.
    """

    title: str
    address: str
    phrases: Sequence[str]
    anywhere: bool = False


def make_destinations(settings: Settings) -> list[Destination]:
    """Return the pages of an atlas that queries may ask for: needs first."""
    needs = [_of_need(settings, need) for need in settings.needs]
    has_statuses = settings.atlas.kinds[RESOURCE_CENTRE.name].enabled
    whole = [Destination(title=_HELP, address=addresses.HELP, phrases=_phrases([_HELP]))] if needs else []
    tasks = (
        Destination(title=title, address=address, phrases=_phrases(names))
        for (title, address), names in _TASKS.items()
        if address != addresses.STATUSES or has_statuses
    )
    return [*needs, *whole, *tasks]


def _of_need(settings: Settings, need: Need) -> Destination:
    terms = (*_terms(settings, _PEOPLE, need.audience), *_terms(settings, _SERVICES, need.services))
    names = (need.title, *need.tags, *(name for term in terms for name in _names(term)))
    return Destination(
        title=f"{_HELP}: {need.title}",
        address=f"{addresses.HELP}#{need.id}",
        phrases=_phrases(names),
        anywhere=True,
    )


def _terms(settings: Settings, vocabulary: str, ids: Sequence[str]) -> Iterator[Term]:
    if vocabulary in settings.vocabularies:
        yield from (settings.term(vocabulary, one) for one in ids)


def _names(term: Term) -> tuple[str, ...]:
    return tuple(filter(None, (term.title, term.short, term.plural, *term.also)))


def _phrases(names: Sequence[str]) -> Sequence[str]:
    return unique(phrase for name in names if (phrase := " ".join(stems_of(name))))
