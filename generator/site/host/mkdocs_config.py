"""Loads mkdocs.yml, and reports its errors in Russian before MkDocs reads it."""

import os
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.base.errors import AtlasError, NotAnAtlasError
from generator.site.assets import OVERRIDES

CONFIG_FILE = "mkdocs.yml"
PLUGIN = "atlas"
"""The name of our plugin in a run of MkDocs, and in the settings of a region."""
_HOOK_FILE = "mkdocs_hook.py"
_INCLUDING = {"pymdownx.snippets", "snippets"}
"""Markdown extensions that read other files."""
_RESTORE = f"Исправьте файл или верните прежний из хранилища: git checkout -- {CONFIG_FILE}"


def load(root: Path, site_dir: Path) -> MkDocsConfig:
    """Return the settings of mkdocs.yml without our own hook and plugin: the plugin is added directly.

    Raises:
        NotAnAtlasError: the root has no mkdocs.yml.
        AtlasError: the file is not YAML, or not a mapping.
        OSError: it cannot be read.
    """
    file = str((root / CONFIG_FILE).absolute())
    # given twice, because MkDocs fails to find out the name if its standard input is closed
    return load_config(file, config_file_path=file, site_dir=str(site_dir), **_read_others(root))


def list_sources(config: MkDocsConfig, root: Path) -> tuple[str, ...]:
    """Return the files and folders that MkDocs reads; () if something besides our plugin may read more."""
    if len(config.plugins) > 1 or config.hooks or _INCLUDING & set(config.markdown_extensions):
        return ()
    read = dict.fromkeys((CONFIG_FILE, config.docs_dir, config.theme.custom_dir, OVERRIDES))
    inside = [Path(os.path.relpath(root / path, root)) for path in read if path]
    if any(os.pardir in path.parts for path in inside):
        return ()
    return tuple(path.as_posix() for path in inside)


def _read_others(root: Path) -> dict[str, Any]:
    """Return the hooks and plugins of mkdocs.yml without our own; MkDocs validates them.

    Plugins with settings are left to MkDocs, which knows their types: among them our own stays idle.
    """
    settings = _read(root)
    hooks, plugins = settings.get("hooks") or [], settings.get("plugins")
    if isinstance(hooks, list):
        hooks = [hook for hook in hooks if Path(str(hook)).name != _HOOK_FILE]
    if isinstance(plugins, list) and all(isinstance(one, str) for one in plugins):
        return {"hooks": hooks, "plugins": [one for one in plugins if one != PLUGIN]}
    return {"hooks": hooks}


def _read(root: Path) -> dict[str, Any]:
    file = root / CONFIG_FILE
    if not file.is_file():
        message = f"нет файла {CONFIG_FILE}: без него не нарисовать страницы"
        raise NotAnAtlasError(message, f"Верните его: git checkout -- {CONFIG_FILE}")
    try:
        found = yaml.load(file.read_bytes(), yaml.BaseLoader)  # noqa: S506 - strings, lists, mappings only
    except (yaml.YAMLError, RecursionError) as error:
        message = f"файл {CONFIG_FILE} не читается: ошибка YAML{_format_position(error)}"
        raise AtlasError(message, _RESTORE) from error
    if not isinstance(found, dict):
        message = f"файл {CONFIG_FILE} не читается: нужны ключи со значениями"
        raise AtlasError(message, _RESTORE)
    return found


def _format_position(error: yaml.YAMLError | RecursionError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" в строке {mark.line + 1}, столбце {mark.column + 1}" if mark else ""
