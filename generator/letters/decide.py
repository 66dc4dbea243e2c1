"""An editor's reply to a proposal, based on what `receive` has stored in the proposal's folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import cast

import msgspec

from generator.base.errors import AtlasError
from generator.base.files import write_file
from generator.check.settings_check import sound_settings
from generator.letters.ledger import REPLY, ProposalLedger, ReceivedProposal, read_proposal
from generator.letters.reply import (
    Decision,
    FormLink,
    address_of,
    decision_reply,
    make_form_link,
    write_reply,
)
from generator.model.settings import Atlas
from generator.source.git.branch import has_branch
from generator.source.git.git import open_repository
from generator.source.git.revision import revision_of
from generator.source.schema_files import read_schemas

ANSWER = "answer.eml"


def write_decision(  # noqa: PLR0913 - what was decided, about which proposal, where and when
    root: Path, folder: Path, number: str, decision: str, words: str, *, day: dt.date
) -> Path:
    """Write the letter and return its file; an earlier one about the same proposal is replaced.

    `decision` is `accept`, `ask` or `decline`; it is stored with its `day`.

    Raises:
        AtlasError: there is no such proposal, its first reply is missing, or the settings are broken.
        OSError: the letter cannot be written.
    """
    proposal = read_proposal(folder, number)
    if decision == "accept" and not proposal.digest:
        message = f"в письме {proposal.number} записи нет: принимать нечего"
        raise AtlasError(message, "Ответьте автору словами: --ask ТЕКСТ или --decline ПРИЧИНА")
    first = folder / proposal.number / REPLY
    if not first.is_file():
        message = f"файла «{first}» нет: по нему видно, кому отвечать"
        raise AtlasError(message, "Удалите папку предложения и разберите письмо снова: atlas inbox ПОЧТА")
    atlas = sound_settings(root, read_schemas(root)).atlas
    reply = decision_reply(proposal, _link(root, proposal, atlas), cast("Decision", decision), words)
    file = folder / proposal.number / ANSWER
    write_file(file, write_reply(reply, atlas, address_of(first.read_bytes())))
    decided = msgspec.structs.replace(proposal, decision=decision, decided_on=day)
    ProposalLedger(folder).keep(decided)
    return file


def _link(root: Path, proposal: ReceivedProposal, atlas: Atlas) -> FormLink:
    """Return the link to the form filled with the branch's record; an empty form if the branch is gone."""
    repository, text = open_repository(root), ""
    if proposal.branch and has_branch(repository, proposal.branch):
        data = revision_of(repository, proposal.branch).read([proposal.path]).get(proposal.path, b"")
        text = data.decode(errors="replace")
    is_published = proposal.path in revision_of(repository, "HEAD").files
    return make_form_link(proposal.path, text, atlas, is_published=is_published)
