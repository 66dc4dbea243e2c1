"""Areas of the repository that a proposal changes besides records, and who answers for them."""

from collections.abc import Sequence

import msgspec

from generator.base.russian import join_words
from generator.source.git.difference import PathChange


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Files of one purpose: those whose paths begin with one of `starts` and that no area before it has.

    `accusative` is the title as the object of «отвечает за»; `decides` says whether records are checked by
    these files.
    """

    title: str
    accusative: str
    starts: tuple[str, ...]
    decides: bool = False


SCHEMAS = Area(title="схемы записей", accusative="схемы записей", starts=("schemas/",), decides=True)
SETTINGS = Area(title="настройки", accusative="настройки", starts=("site_config/",), decides=True)
VOCABULARIES = Area(
    title="словари", accusative="словари", starts=("site_config/vocabularies/",), decides=True
)
_PAGES = Area(
    title="страницы и оформление сайта",
    accusative="страницы и оформление сайта",
    starts=("site_config/pages/", "site_config/theme/"),
)
_REST = Area(title="программа и файлы вне атласа", accusative="программу и файлы вне атласа", starts=("",))
_AREAS = (SCHEMAS, VOCABULARIES, _PAGES, SETTINGS, _REST)


def group_by_area(changes: Sequence[PathChange]) -> Sequence[tuple[Area, Sequence[PathChange]]]:
    """Return the changed paths by area, without empty areas."""
    left, groups = list(changes), []
    for area in _AREAS:
        found = [one for one in left if one.path.startswith(area.starts)]
        left = [one for one in left if not one.path.startswith(area.starts)]
        groups += [(area, found)] if found else []
    return groups


def name_owner(changes: Sequence[PathChange]) -> str:
    """Return who looks at changed files: «смотрит тот, кто отвечает за схемы записей и словари»."""
    areas = [area.accusative for area, _ in group_by_area(changes)]
    return f"смотрит тот, кто отвечает за {join_words(areas)}"
