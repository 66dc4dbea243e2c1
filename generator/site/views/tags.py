"""The index of tags, and a page for each tag."""

from collections.abc import Iterator, Sequence
from functools import partial

from generator.model import addresses
from generator.site.pages import Draft, Link, Page
from generator.site.views.items import Counted, CountedGroup, Item
from generator.site.views.lists import IndexView, ListView, PageOfList, letter, list_linked, paginate
from generator.site.views.site import Site

HEADING = "Метки"
SECTION = "subjects"
_LINK = Link(HEADING, addresses.TAGS)
LEAD = "Слова, которыми авторы сами отметили свои записи."
ON_PAGE = 600
"""Tags per page of the index."""


def tag_drafts(site: Site) -> Iterator[Draft]:
    """Yield the drafts of the index of tags and of the pages of all tags of public records."""
    tags = site.names("by_tag")
    for page in paginate(addresses.TAGS, len(tags), ON_PAGE):
        view = partial(_index, number=page.number)
        yield Draft(page.address, SECTION, view)
    for tag, item in zip(tags, site.tags(tags), strict=True):
        for page in list_linked(site, item.address, "by_tag", tag).pages:
            view = partial(_tag_page, tag=tag, number=page.number)
            yield Draft(page.address, SECTION, view, page.place)


def _index(site: Site, number: int) -> Page:
    tags = site.names("by_tag")
    page = paginate(addresses.TAGS, len(tags), ON_PAGE)[number - 1]
    title = page.title_of(HEADING)
    return Page(
        address=page.address,
        section=SECTION,
        title=title,
        description=f"{title}. {LEAD}",
        template="index.html.j2",
        view=IndexView(
            heading=title,
            lead=LEAD,
            letters=_letters(tags, page) if page.last > 1 else (),
            groups=_groups(site, page.slice_of(tags)),
            page=page,
        ),
        breadcrumbs=page.breadcrumbs(site.home(), _LINK),
    )


def _groups(site: Site, tags: Sequence[str]) -> tuple[CountedGroup, ...]:
    letters: dict[str, list[Counted]] = {}
    for tag, item in zip(tags, site.tags(tags), strict=True):
        tally = site.find_linked("by_tag", tag).tally
        letters.setdefault(letter(tag), []).append(Counted(item, tally))
    return tuple(CountedGroup(title, tuple(items), _anchor(title)) for title, items in letters.items())


def _letters(tags: Sequence[str], page: PageOfList) -> tuple[Item, ...]:
    """Return links to where each letter begins, on any page of the index."""
    first: dict[str, int] = {}
    for place, tag in enumerate(tags):
        first.setdefault(letter(tag), place // page.size + 1)
    return tuple(
        Item(title, f"{addresses.sheet(page.start, number)}#{_anchor(title)}")
        for title, number in first.items()
    )


def _anchor(title: str) -> str:
    return f"letter-{ord(title[0])}"


def _tag_page(site: Site, tag: str, number: int) -> Page:
    (item,) = site.tags([tag])
    tagged = list_linked(site, item.address, "by_tag", tag)
    page = tagged.page(number)
    shown = tagged.show(site, page)
    title = page.title_of(f"Метка «{item.title}»")
    return Page(
        address=page.address,
        section=SECTION,
        title=title,
        description=f"{title}: {shown.total} в атласе.",
        template="list.html.j2",
        view=ListView(heading=title, search=site.search_item(q=item.title), shown=shown),
        breadcrumbs=page.breadcrumbs(site.home(), _LINK, Link(item.title, page.start)),
        contents=shown.headings if len(shown.sections) > 1 else (),
    )
