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
_HOOK_FILE = "mkdocs_hook.py"
_INCLUDING = {"pymdownx.snippets", "snippets"}
"""Markdown extensions that read other files."""
_RESTORE = f"Исправьте файл или верните прежний из хранилища: git checkout -- {CONFIG_FILE}"


def load(root: Path, site_dir: Path) -> MkDocsConfig:
    """Return the settings of mkdocs.yml without our own hook: the plugin is added directly.

    Raises:
        NotAnAtlasError: the root has no mkdocs.yml.
        AtlasError: the file is not YAML, or not a mapping.
        OSError: it cannot be read.
    """
    file = str((root / CONFIG_FILE).absolute())
    # given twice, because MkDocs fails to find out the name if its standard input is closed
    return load_config(file, config_file_path=file, site_dir=str(site_dir), hooks=_read_other_hooks(root))


def list_sources(config: MkDocsConfig, root: Path) -> tuple[str, ...]:
    """Return the files and folders that MkDocs reads; () if something besides our plugin may read more."""
    if len(config.plugins) > 1 or config.hooks or _INCLUDING & set(config.markdown_extensions):
        return ()
    read = dict.fromkeys((CONFIG_FILE, config.docs_dir, config.theme.custom_dir, OVERRIDES))
    inside = [Path(os.path.relpath(root / path, root)) for path in read if path]
    if any(os.pardir in path.parts for path in inside):
        return ()
    return tuple(path.as_posix() for path in inside)


def _read_other_hooks(root: Path) -> Any:  # noqa: ANN401 - MkDocs validates it
    """Return the hooks of mkdocs.yml without our own."""
    hooks = _read(root).get("hooks") or []
    if not isinstance(hooks, list):
        return hooks
    return [hook for hook in hooks if Path(str(hook)).name != _HOOK_FILE]


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
