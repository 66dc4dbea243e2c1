"""mkdocs.yml: looked at before MkDocs reads it, so that what is wrong with it is told in Russian."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.base.errors import AtlasError, NotAnAtlasError

CONFIG_FILE = "mkdocs.yml"
_HOOK_FILE = "mkdocs_hook.py"
_RESTORE = f"Исправьте файл или верните прежний из хранилища: git checkout -- {CONFIG_FILE}"


def other_hooks(root: Path) -> Any:  # noqa: ANN401 - what stands there is for MkDocs to judge
    """Return the hooks that mkdocs.yml names, without our own.

    Raises:
        NotAnAtlasError: the root has no mkdocs.yml.
        AtlasError: the file is no YAML, or not of keys and values.
        OSError: it cannot be read.
    """
    hooks = _settings(root).get("hooks") or []
    if not isinstance(hooks, list):
        return hooks
    return [hook for hook in hooks if Path(str(hook)).name != _HOOK_FILE]


def _settings(root: Path) -> dict[str, Any]:
    file = root / CONFIG_FILE
    if not file.is_file():
        message = f"нет файла {CONFIG_FILE} — без него не нарисовать страницы: {root}"
        raise NotAnAtlasError(message)
    try:
        found = yaml.load(file.read_bytes(), yaml.BaseLoader)  # noqa: S506 - makes only texts, lists, mappings
    except (yaml.YAMLError, RecursionError) as error:
        message = f"файл {CONFIG_FILE} не читается: ошибка YAML{_place(error)}"
        raise AtlasError(message, _RESTORE) from error
    if not isinstance(found, dict):
        message = f"файл {CONFIG_FILE} не читается: нужны ключи со значениями"
        raise AtlasError(message, _RESTORE)
    return found


def _place(error: yaml.YAMLError | RecursionError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" в строке {mark.line + 1}, столбце {mark.column + 1}" if mark else ""
