"""An editor's letter about a proposal, from what `receive` has left in the proposal's folder."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from generator.base.errors import AtlasError
from generator.base.files import write_file
from generator.check.settings_check import sound_settings
from generator.inbox.ledger import REPLY, read_proposal
from generator.inbox.reply import Decision, address_of, decision_reply, write_reply
from generator.source.schema_files import read_schemas

ANSWER = "answer.eml"


def write_decision(root: Path, folder: Path, number: str, decision: str, words: str) -> Path:
    """Write the letter and return its file; an earlier one of the same proposal is replaced.

    `decision` is `accept`, `ask` or `decline`.

    Raises:
        AtlasError: there is no such proposal, its first reply is gone, or the settings are broken.
        OSError: the letter cannot be written.
    """
    proposal = read_proposal(folder, number)
    first = folder / number / REPLY
    if not first.is_file():
        message = f"файла «{first}» нет: по нему видно, кому отвечать"
        raise AtlasError(message, "Удалите папку предложения и разберите письмо снова: atlas inbox ПОЧТА")
    atlas = sound_settings(root, read_schemas(root)).atlas
    reply = decision_reply(proposal, cast("Decision", decision), words)
    file = folder / number / ANSWER
    write_file(file, write_reply(reply, atlas, address_of(first.read_bytes())))
    return file
