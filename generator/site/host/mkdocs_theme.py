"""Templates of the frame: the atlas's own take precedence over the generator's, and these over Material's.

Material contains 14,000 files, most of them icons, all of which MkDocs would consider for publishing, and
large templates. Not listing them and caching compiled templates saves 0.1 s of CPU time per build; rendering
the frames takes 0.2 s.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig

from generator.base.template_cache import TEMPLATE_CACHE
from generator.site.assets import OVERRIDES, TEMPLATES


class _Templates(FileSystemLoader):
    """Finds templates in all folders, but lists only the atlas's own files: no others are published."""

    def __init__(self, folders: Sequence[str], own: Sequence[str]) -> None:
        super().__init__(folders)
        self._own = own

    def list_templates(self) -> list[str]:
        return FileSystemLoader(self._own).list_templates()


def add_theme(config: MkDocsConfig, root: Path, *, as_it_is: bool) -> None:
    """Set the template folders in their order of precedence.

    The palette is removed: it would set colours on <body>, but those chosen by the reader are set on <html>.

    Args:
        config: the settings, which are modified.
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
