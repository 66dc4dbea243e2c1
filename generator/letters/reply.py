"""Replies, ready to send: what was received, what to fix, a link that opens the filled-in form."""

import base64
import json
import zlib
from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Literal

import msgspec

from generator.letters.ledger import ReceivedProposal
from generator.letters.letter import ProposalLetter
from generator.model.addresses import PROPOSE, correction_form, form
from generator.model.findings import Finding, Severity
from generator.model.settings import Atlas
from generator.report.base import message
from generator.report.render import render_report
from generator.source.record_files import record_at
from generator.source.yaml.reader import Json, read_yaml

_SAFE = 2_000
"""Characters of an address that every mail program opens: Outlook accepts 2,083."""
_LONGEST = 6_000
"""Longer addresses are cut on the way or by the browser, so no letter contains any."""
Decision = Literal["accept", "ask", "decline"]
_RECEIVED = {
    "obstacle": "Атлас: письмо получено — записи в нём нет",
    "note": "Атлас: письмо к предложению {about} получено",
    "table": "Атлас: таблица получена",
}
_SUBJECTS = {"accept": "принято", "ask": "вопрос редактора", "decline": "не принято"}


class FormLink(msgspec.Struct, frozen=True, kw_only=True):
    """How authors return to what they sent.

    `address` opens the form, filled in if `is_filled`; `file` is the record, attached to the letter if the
    address may be cut, `name` the file's name.
    """

    address: str
    is_filled: bool = False
    file: bytes = b""
    name: str = ""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of a reply. Its template is `report/templates/inbox_reply.*`."""

    proposal: ReceivedProposal
    link: FormLink
    subject: str
    findings: Sequence[Finding] = ()
    """In the words of a form, without personal data: letters are stored along their way."""
    how: str
    """The kind of reply: `taken`, `known`, `same`, `obstacle`, `note`, `table`, or the decision."""
    words: str = ""
    """The editor's own words."""
    hidden_until: str = ""
    """The stages at which readers see an accepted record, in words; empty if they see it as it is."""
    read_as: str = ""
    """The kind of records as which the words of the letter were read; empty for a ready record."""
    left: Sequence[str] = ()
    """Lines of the letter that are in none of the record's fields."""
    unread: Sequence[str] = ()
    """Names of attachments that only a person can read."""
    questions: Sequence[str] = ()
    """What a letter without a record may answer."""

    @property
    def errors(self) -> list[str]:
        """What keeps the record out of the atlas, in words."""
        return [_describe(one) for one in self.findings if one.severity is Severity.ERROR]

    @property
    def advice(self) -> list[str]:
        """Warnings, in words."""
        return [_describe(one) for one in self.findings if one.severity is not Severity.ERROR]

    @property
    def offers_form(self) -> bool:
        """Whether the author may want to change the record."""
        return bool(self.proposal.digest) and self.how in {"taken", "known", "ask", "decline"}


def write_reply(reply: Reply, atlas: Atlas, letter: ProposalLetter) -> bytes:
    """Return the reply to a letter as a file that a mail program opens as a draft.

    Without a sender's address «To» is empty, for the editor to fill in.
    """
    site = f"{atlas.site_address.rstrip('/')}/"
    values = {"reply": reply, "proposal": reply.proposal, "atlas": atlas, "site": site}
    values |= {"forms": f"{site}{PROPOSE}", "page": _page(reply.proposal.path, site)}
    made = EmailMessage(policy=SMTP)
    if atlas.operator.email:
        made["From"] = atlas.operator.email
    if letter.sender:
        made["To"] = letter.sender
    made["Subject"] = reply.subject
    if letter.message_id:
        made["In-Reply-To"] = made["References"] = letter.message_id
    made["X-Unsent"] = "1"
    made.set_content(render_report("inbox_reply.txt.j2", **values))
    made.add_alternative(render_report("inbox_reply.html.j2", **values), subtype="html")
    if reply.offers_form and reply.link.file:
        made.add_attachment(reply.link.file, "application", "yaml", filename=reply.link.name)
    return made.as_bytes()


def first_reply(
    proposal: ReceivedProposal, link: FormLink, how: str, findings: Sequence[Finding] = ()
) -> Reply:
    """Return the immediate reply; `how` is `taken`, `known`, `same`, `obstacle`, `note` or `table`."""
    errors = proposal.obstacle or any(one.severity is Severity.ERROR for one in findings)
    result = "нужно исправить" if errors else "получено"
    subject = f"Атлас: предложение {proposal.number} — {result}" if proposal.digest else _RECEIVED[how]
    subject = subject.format(about=proposal.about)
    return Reply(proposal=proposal, link=link, subject=subject, findings=findings, how=how)


def decision_reply(
    proposal: ReceivedProposal, link: FormLink, decision: Decision, words: str, hidden_until: str = ""
) -> Reply:
    """Return the reply with an editor's decision and words; `hidden_until` as in `Reply`."""
    about = (
        f"предложение {proposal.number} — {_SUBJECTS[decision]}"
        if proposal.digest
        else "ответ на ваше письмо"
    )
    subject = f"Атлас: {about}"
    return Reply(
        proposal=proposal, link=link, subject=subject, how=decision, words=words, hidden_until=hidden_until
    )


def address_of(reply: bytes) -> ProposalLetter:
    """Return a letter with the address of an earlier reply, so that it can be answered again."""
    made = message_from_bytes(reply, policy=SMTP)
    return ProposalLetter(sender=str(made["To"] or ""), message_id=str(made["In-Reply-To"] or "").strip())


def make_form_link(path: str, text: str, atlas: Atlas, *, is_published: bool) -> FormLink:
    """Return the link to the form for a record; without a readable text the form is empty."""
    parsed = read_yaml(data := text.encode(errors="replace"))
    value = parsed.value  # of a broken text, what could be read
    filled = form_address(path, value, atlas, is_published=is_published)
    is_filled = isinstance(value, dict) and len(filled) <= _LONGEST
    return FormLink(
        address=filled if is_filled else form_address(path, None, atlas, is_published=is_published),
        is_filled=is_filled,
        file=b"" if is_filled and len(filled) <= _SAFE else data,
        name=path.rpartition("/")[2],
    )


def form_address(path: str, value: Json, atlas: Atlas, *, is_published: bool) -> str:
    """Return the address that opens the form with a record filled in; without a value the form is empty.

    What follows «#» stays in the browser: no server sees the record.
    """
    site = f"{atlas.site_address.rstrip('/')}/"
    known = record_at(path)
    if known is None:
        return f"{site}{PROPOSE}"
    kind, record_id = known
    address = site + (correction_form(kind, record_id) if is_published else form(kind))
    if not isinstance(value, dict):
        return address
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    plain = f"{address}#record={_encode(data)}"
    return plain if len(plain) <= _SAFE else f"{address}#packed={_encode(_pack(data))}"


def _pack(data: bytes) -> bytes:
    """Return bytes as browsers unpack them by «deflate-raw» (RFC 1951), a third of the size for a record."""
    packer = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _page(path: str, site: str) -> str:
    known = record_at(path)
    return f"{site}{known[0].address(known[1])}" if known else ""


def _describe(finding: Finding) -> str:
    return message(finding).replace("\n", " ")
