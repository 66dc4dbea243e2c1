"""The pages of a reader's own lists: frames for the scripts in `theme/keep`."""

from collections.abc import Iterator, Mapping
from functools import partial

from generator.base.russian import format_day
from generator.model import addresses
from generator.site.pages import Draft, Link, Page
from generator.site.views.site import Site

_PAGES: Mapping[str, tuple[str, str]] = {
    addresses.SAVED: (
        "Отложенное",
        "Записи, которые вы отложили на этом устройстве или получили ссылкой.",
    ),
    addresses.COMPARISON: (
        "Сравнение",
        "От двух до четырёх записей атласа рядом: сначала то, чем они различаются.",
    ),
}
"""Titles and descriptions of the pages: records saved or received as a link, and two to four side by side."""


def kept_drafts() -> Iterator[Draft]:
    """Yield the drafts of the pages."""
    return (Draft(address, "about", partial(_page, address=address)) for address in _PAGES)


def _page(site: Site, address: str) -> Page:
    title, description = _PAGES[address]
    return Page(
        address=address,
        section="about",
        title=title,
        description=description,
        template=f"{address.rstrip('/')}.html.j2",
        view=(tuple(map(site.catalogue_link, site.kinds)), format_day(site.as_of)),
        breadcrumbs=(site.home(), Link(title, address)),
        listed=False,
    )
