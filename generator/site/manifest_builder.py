"""Standing: the pages of a new site, as they come from whoever wrote them, known for the next build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.site.manifest import KnownPage, Memory
from generator.site.write_pages import PageFile


class Standing:
    """Gathers pages. A page that was taken over is known already; of one made anew, keys become numbers.

    Keys of the old site that no page reads any more stay: they are few, and gone with the next version.
    """

    def __init__(self, old: Memory) -> None:
        """Begin with the keys of the old site, so that what is known of its pages holds."""
        self._old = old.pages
        self._numbers = {key: number for number, key in enumerate(old.keys)}
        self._pages: dict[str, KnownPage] = {}

    @property
    def pages(self) -> Mapping[str, KnownPage]:
        """The pages by address."""
        return self._pages

    @property
    def keys(self) -> Sequence[str]:
        """What the numbers in `reads` of the pages stand for."""
        return list(self._numbers)

    def add(self, pages: Iterable[PageFile]) -> None:
        """Add pages of the new site."""
        for page in pages:
            self._pages[page.address] = self._known(page)

    def _known(self, page: PageFile) -> KnownPage:
        made, numbers = page.made, self._numbers
        if made is None:
            known = self._old[page.address]
            return known if known.trace == page.trace else msgspec.structs.replace(known, trace=page.trace)
        return KnownPage(
            basis=made.basis,
            reads=[numbers.setdefault(key, len(numbers)) for key in made.reads],
            trace=page.trace,
            updated=made.updated,
            listed=made.listed,
            searched=made.searched,
            document=made.document,
        )
