"""The files that a proposal changes besides records: grouped by purpose, with who answers for them."""

from collections.abc import Sequence
from functools import cached_property

import msgspec

from generator.base.russian import join_words
from generator.source.git.difference import PathChange


class FilePurpose(msgspec.Struct, frozen=True, kw_only=True):
    """The purpose of files whose paths begin with one of `starts`, if no purpose before it has them.

    `accusative` is the title as the object of «отвечает за».
    """

    title: str
    accusative: str
    starts: tuple[str, ...]


_SCHEMAS = FilePurpose(title="схемы записей", accusative="схемы записей", starts=("schemas/",))
_VOCABULARIES = FilePurpose(title="словари", accusative="словари", starts=("site_config/vocabularies/",))
_PAGES = FilePurpose(
    title="страницы и оформление сайта",
    accusative="страницы и оформление сайта",
    starts=("site_config/pages/", "site_config/theme/"),
)
_SETTINGS = FilePurpose(title="настройки", accusative="настройки", starts=("site_config/",))
_REST = FilePurpose(
    title="программа и файлы вне атласа", accusative="программу и файлы вне атласа", starts=("",)
)
_PURPOSES = (_SCHEMAS, _VOCABULARIES, _PAGES, _SETTINGS, _REST)


class ChangedFiles(msgspec.Struct, frozen=True, dict=True):
    """The changed files of a proposal that are not records."""

    changes: Sequence[PathChange]

    @cached_property
    def groups(self) -> Sequence[tuple[FilePurpose, Sequence[PathChange]]]:
        """The files by purpose, without empty groups."""
        left, groups = list(self.changes), []
        for purpose in _PURPOSES:
            found = [one for one in left if one.path.startswith(purpose.starts)]
            left = [one for one in left if not one.path.startswith(purpose.starts)]
            groups += [(purpose, found)] if found else []
        return groups

    @property
    def titles(self) -> Sequence[str]:
        """The titles of their purposes."""
        return [purpose.title for purpose, _ in self.groups]

    @property
    def owner(self) -> str:
        """Who looks at them: «смотрит тот, кто отвечает за схемы записей и словари»."""
        return f"смотрит тот, кто отвечает за {join_words([one.accusative for one, _ in self.groups])}"

    @property
    def has_schemas(self) -> bool:
        """Whether schemas of records are among them."""
        return _SCHEMAS.title in self.titles

    @property
    def has_settings(self) -> bool:
        """Whether settings or vocabularies are among them."""
        return _SETTINGS.title in self.titles or _VOCABULARIES.title in self.titles
