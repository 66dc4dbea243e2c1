"""Writes a new atlas, with what is made of its own vocabularies: schemas for editors and issue forms."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from generator.base.errors import AtlasError, explain_os_error
from generator.base.files import write_file
from generator.base.russian import join_words, quote_all
from generator.check.settings_check import load_settings
from generator.intake.issue_forms.issue_form import FOLDER as FORMS
from generator.intake.issue_forms.issue_form import make_issue_forms
from generator.intake.new_atlas.atlas_files import NewAtlas, atlas_files
from generator.source.schema_files import FILLED, read_schemas, schema_text, schemas_for_editors

_PROGRAMS = ".ci/"
_PROGRAM_MODE = 0o755
_NAMED = 5
"""So many files that stand in the way are named."""


def write_atlas(folder: Path, new: NewAtlas) -> int:
    """Write a new atlas into a folder, which may hold other files; return the number of files.

    Raises:
        AtlasError: a file would be written over, or the system refused.
    """
    files = atlas_files(new)
    _refuse_to_overwrite(folder, files)
    try:
        _write(folder, files)
        made = _made_of_settings(folder, new)
        _write(folder, made)
    except OSError as error:
        why = explain_os_error(error)
        message = f"не удалось записать атлас в «{folder}»: {why.what}"
        raise AtlasError(message, why.action) from error
    return len(files) + len(made)


def _refuse_to_overwrite(folder: Path, files: Mapping[str, str]) -> None:
    there = [path for path in (*files, FILLED, FORMS) if os.path.lexists(folder / path)]
    if there:
        more = f" и ещё {len(there) - _NAMED}" if len(there) > _NAMED else ""
        message = (
            f"в папке «{folder}» уже есть {join_words(quote_all(there[:_NAMED]))}{more}: ничего не записано"
        )
        raise AtlasError(message, "Укажите новую папку или уберите эти файлы")


def _made_of_settings(folder: Path, new: NewAtlas) -> Mapping[str, str]:
    schemas = read_schemas(folder)
    loaded = load_settings(folder, schemas)
    wanted = schemas_for_editors(folder, schemas, loaded.vocabularies)
    made = {f"{FILLED}/{name}": schema_text(schema) for name, schema in wanted.items()}
    if new.forge == "github" and loaded.settings is not None:
        forms = make_issue_forms(schemas, loaded.settings)
        made |= {f"{FORMS}/{name}": text for name, text in forms.items()}
    return made


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        write_file(folder / path, text.encode())
        if path.startswith(_PROGRAMS):
            (folder / path).chmod(_PROGRAM_MODE)
