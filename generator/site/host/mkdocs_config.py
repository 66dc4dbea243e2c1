"""Reads mkdocs.yml before MkDocs does, so that its errors are told in Russian."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.base.errors import AtlasError, NotAnAtlasError

CONFIG_FILE = "mkdocs.yml"
_HOOK_FILE = "mkdocs_hook.py"
_RESTORE = f"Исправьте файл или верните прежний из хранилища: git checkout -- {CONFIG_FILE}"


def read_other_hooks(root: Path) -> Any:  # noqa: ANN401 - MkDocs validates it
    """Return the hooks of mkdocs.yml without our own.

    Raises:
        NotAnAtlasError: the root has no mkdocs.yml.
        AtlasError: the file is not YAML, or not a mapping.
        OSError: it cannot be read.
    """
    hooks = _read(root).get("hooks") or []
    if not isinstance(hooks, list):
        return hooks
    return [hook for hook in hooks if Path(str(hook)).name != _HOOK_FILE]


def _read(root: Path) -> dict[str, Any]:
    file = root / CONFIG_FILE
    if not file.is_file():
        message = f"нет файла {CONFIG_FILE} — без него не нарисовать страницы: {root}"
        raise NotAnAtlasError(message)
    try:
        found = yaml.load(file.read_bytes(), yaml.BaseLoader)  # noqa: S506 - builds only strings, lists, mappings
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
