"""Theme: how the theme's templates are found and compiled.

The theme holds over ten thousand icons, which MkDocs sorts out one by one from the list of files to copy,
and large templates, which change with its version only.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

from generator.base.template_cache import COMPILED


class _Templates(FileSystemLoader):
    """Finds any template by its name, but lists none below hidden folders: MkDocs leaves them out anyway."""

    def list_templates(self) -> list[str]:
        """Return the names of the files that may be copied to the site, sorted."""
        found = (name for folder in self.searchpath for name in _seen(os.fspath(folder)))
        return sorted(set(found))


def hasten(theme: Theme, *, as_it_is: bool) -> None:
    """Let a theme list its files without its icons and, if it is drawn as it is, compile no template twice.

    `as_it_is` says that no plugin or hook changes what templates are compiled with.
    """
    theme.get_env = _environment(theme.get_env, theme, as_it_is=as_it_is)  # type: ignore[method-assign]


def _environment(
    made: Callable[[], Environment], theme: Theme, *, as_it_is: bool
) -> Callable[[], Environment]:
    def make() -> Environment:
        environment = made()
        environment.loader = _Templates(theme.dirs)
        environment.bytecode_cache = COMPILED if as_it_is else None
        return environment

    return make


def _seen(folder: str) -> list[str]:
    names: list[str] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = os.path.relpath(place, folder)
        prefix = "" if below == os.curdir else below.replace(os.sep, "/") + "/"
        names += [prefix + name for name in files]
    return names
