"""Rewords advice for proposers who use a form or a letter and see no file."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from generator.model.findings import Finding

_ACTIONS: Mapping[str, str] = {
    "missing-key": "Ответьте на этот вопрос формы.",
    "missing-one-of": "Заполните в форме хотя бы одно из этих полей.",
    "reserved-id": "Дайте записи другое название.",
}
_WORDS = (
    ("удалите поле вместе с ключом", "оставьте это поле формы пустым"),
    ("Удалите поле вместе с ключом", "Оставьте это поле формы пустым"),
    ("удалите пункт", "уберите эту строку ответа"),
    (" своим пунктом", " на своей строке ответа"),
    (", в файле после «- »", ""),
    ("; длинную строку в файле переносит знак «>-» после ключа", ""),
)
"""Wording of an action for a file, and for a form."""


def use_form_words(finding: Finding) -> Finding:
    """Return a finding whose advice speaks of questions and answers instead of keys and lines of a file."""
    action = _ACTIONS.get(finding.code, finding.action)
    for words, others in _WORDS:
        action = action.replace(words, others)
    return replace(finding, action=action)
