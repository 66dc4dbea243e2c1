"""An editor's reply to a proposal, based on what `receive` has stored in the proposal's folder."""

import datetime as dt
from pathlib import Path
from typing import cast

import msgspec

from generator.base.errors import AtlasError
from generator.base.files import write_file
from generator.base.russian import join_words, quote_all
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
from generator.model.settings import Atlas, Settings
from generator.review.affected_pages import is_shown
from generator.source.git.branch import has_branch
from generator.source.git.git import open_repository
from generator.source.git.revision import revision_of
from generator.source.record_files import record_at
from generator.source.schema_files import read_schemas
from generator.source.yaml.reader import read_yaml

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
    settings = sound_settings(root, read_schemas(root))
    text = _read_record(root, proposal)
    link, until = _link(root, proposal, text, settings.atlas), _name_public_stages(proposal, text, settings)
    reply = decision_reply(proposal, link, cast("Decision", decision), words, until)
    file = folder / proposal.number / ANSWER
    write_file(file, write_reply(reply, settings.atlas, address_of(first.read_bytes())))
    decided = msgspec.structs.replace(proposal, decision=decision, decided_on=day)
    ProposalLedger(folder).keep(decided)
    return file


def _read_record(root: Path, proposal: ReceivedProposal) -> str:
    """Return the text of the branch's record; empty if the branch is gone."""
    repository = open_repository(root)
    if not proposal.branch or not has_branch(repository, proposal.branch):
        return ""
    data = revision_of(repository, proposal.branch).read([proposal.path]).get(proposal.path, b"")
    return data.decode(errors="replace")


def _name_public_stages(proposal: ReceivedProposal, text: str, settings: Settings) -> str:
    """Return the stages at which readers see a record that they do not see yet; empty if they do."""
    place, value = record_at(proposal.path), read_yaml(text.encode()).value
    vocabulary = place[0].stage_vocabulary if place else ""
    if not place or not vocabulary or not isinstance(value, dict) or is_shown(place[0], value, settings):
        return ""
    terms = settings.vocabularies[vocabulary].terms
    return join_words(quote_all(term.title for term in terms if term.public), "или")


def _link(root: Path, proposal: ReceivedProposal, text: str, atlas: Atlas) -> FormLink:
    """Return the link to the form filled with a record; an empty form without its text."""
    is_published = proposal.path in revision_of(open_repository(root), "HEAD").files
    return make_form_link(proposal.path, text, atlas, is_published=is_published)
