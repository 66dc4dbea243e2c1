"""Templates that draw the frame: those of the atlas win over the generator's, and these over Material's.

Material brings 14,000 files, nearly all of them icons, which MkDocs would look through for what to publish,
and large templates. To list nothing of it and to keep templates compiled saves 0.1 s of processor a build:
frames take 0.2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig

from generator.base.template_cache import TEMPLATE_CACHE
from generator.site.assets import OVERRIDES, TEMPLATES


class _Templates(FileSystemLoader):
    """Finds a template in every folder, but lists the atlas's own files only: no others are published."""

    def __init__(self, folders: Sequence[str], own: Sequence[str]) -> None:
        super().__init__(folders)
        self._own = own

    def list_templates(self) -> list[str]:
        return FileSystemLoader(self._own).list_templates()


def add_theme(config: MkDocsConfig, root: Path, *, as_it_is: bool) -> None:
    """Put the folders of templates in order.

    A palette in the settings would give <body> colours, and those that the reader chose stand on <html>.

    Args:
        config: the settings, which change.
        root: folder of the atlas.
        as_it_is: whether no plugin or hook changes how templates are compiled.
    """
    theme = config.theme
    own = theme.dirs[:1] if theme.custom_dir else [str(root / OVERRIDES)]
    theme.dirs = [*own, str(TEMPLATES), *theme.dirs[len(own) if theme.custom_dir else 0 :]]
    theme["palette"] = None
    theme.get_env = _environment(theme.get_env, theme.dirs, own, as_it_is=as_it_is)  # type: ignore[method-assign]


def _environment(
    make: Callable[[], Environment], folders: Sequence[str], own: Sequence[str], *, as_it_is: bool
) -> Callable[[], Environment]:
    def make_quick() -> Environment:
        environment = make()
        environment.loader = _Templates(folders, own)
        environment.bytecode_cache = TEMPLATE_CACHE if as_it_is else None
        return environment

    return make_quick
