"""The pages of a reader's own lists: frames for the scripts in `theme/keep`."""

from generator.base.russian import format_day
from generator.model import addresses
from generator.site.pages import Link, Page
from generator.site.views.site import Site

SAVED, COMPARISON = "Отложенное", "Сравнение"


def saved_page(site: Site) -> Page:
    """Return the page of the records that a reader has saved on this device, or received as a link."""
    return _page(
        site, addresses.SAVED, SAVED, "Записи, которые вы отложили на этом устройстве или получили ссылкой."
    )


def comparison_page(site: Site) -> Page:
    """Return the page that compares two to four records."""
    return _page(
        site,
        addresses.COMPARISON,
        COMPARISON,
        "От двух до четырёх записей атласа рядом: сначала то, чем они различаются.",
    )


def _page(site: Site, address: str, title: str, description: str) -> Page:
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
