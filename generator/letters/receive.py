"""Processes letters one by one: a branch, a report and a reply per record; failures are independent."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from generator.base.errors import AtlasError
from generator.base.files import write_file
from generator.base.russian import join_words, quote_all
from generator.check.settings_check import sound_settings
from generator.letters.ledger import REPLY, ProposalLedger, ReceivedProposal
from generator.letters.letter import ProposalLetter
from generator.letters.proposals import NO_RECORD, SentProposal, find_proposals
from generator.letters.record_text import NUMBER
from generator.letters.reply import FormLink, first_reply, make_form_link, write_reply
from generator.letters.written_answers import LetterWords
from generator.model.findings import Finding, Severity
from generator.model.kinds import KINDS, PRACTICE
from generator.model.settings import Atlas, Settings
from generator.report.form_words import form_wording
from generator.report.mask import mask_findings, mask_text
from generator.report.plain_text import plain_text
from generator.review import assemble_review, open_proposal, render_markdown
from generator.source.fields import Fields
from generator.source.git.branch import has_branch, read_messages, write_branch
from generator.source.git.git import open_repository
from generator.source.git.revision import Revision, revision_of
from generator.source.schema_files import Schemas, read_schemas

FOLDERS = ("proposal", "letter", "inbox")
"""Folders for branches; the first one that is not itself a branch is used, since git cannot have both."""
REPORT, READABLE, PREVIEW = "review.md", "review.txt", "preview.zip"
How = Literal["taken", "known", "same", "repeated", "obstacle", "note", "table", "automatic", "failed"]
_MESSAGE = "Propose {path}\n\nReceived by letter as {number}.\n\nRecord: {digest}\n"
_MOST_MENTIONED = 20
_DIGITS = (4, 8, 16)


class LetterOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """The result for one record of a letter, or for a letter without any; `why` says what was wrong."""

    how: How
    name: str = ""
    number: str = ""
    path: str = ""
    errors: int = 0
    why: str = ""
    has_sender: bool = True


class Inbox(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The destination of letters: the atlas at `root`, the revision `base`, the folder of replies."""

    root: Path
    base: str
    folder: Path
    as_of: dt.date
    jobs: int = 1
    with_preview: bool = True

    def take(self, name: str, received: ProposalLetter) -> Iterator[LetterOutcome]:
        """Process a letter as far as that is still to be done, and yield the results.

        Raises:
            AtlasError: the atlas itself is broken, or git refuses.
            OSError: a file cannot be written.
        """
        for letter, done in self._take_parts(received):
            yield replace(done, name=name, has_sender=bool(letter.sender))

    def _take_parts(self, letter: ProposalLetter) -> Iterator[tuple[ProposalLetter, LetterOutcome]]:
        """Yield the result for each part, with the letter as it can be answered."""
        if letter.is_automatic:
            yield letter, LetterOutcome(how="automatic")
            return
        for sent in find_proposals(letter, self._schemas, self._words.find):
            if sent.text:
                addressed = replace(letter, sender=letter.sender or sent.contact)
                yield addressed, self._take_record(addressed, sent)
            elif not letter.tables or letter.obstacle:
                yield letter, self._refuse(letter, sent)
        if letter.tables and not letter.obstacle:
            yield letter, self._keep_tables(letter)

    def _keep_tables(self, letter: ProposalLetter) -> LetterOutcome:
        """Store attached tables under names of our own: an editor imports them."""
        number = f"T-{letter.key}"
        if self._ledger.find_number(number):
            return LetterOutcome(how="repeated", number=number)
        folder = self._ledger.make_folder(number)
        files = [folder / f"table-{index}{one.suffix}" for index, one in enumerate(letter.tables, 1)]
        for file, one in zip(files, letter.tables, strict=True):
            write_file(file, one.data)
        title = join_words(quote_all(mask_text(one.name) for one in letter.tables))
        kept = ReceivedProposal(number=number, letters=(letter.key,), title=title)
        self._answer(kept, self._link(SentProposal()), "table", letter)
        return LetterOutcome(how="table", number=number, path=" ".join(map(str, files)))

    def _refuse(self, letter: ProposalLetter, sent: SentProposal) -> LetterOutcome:
        """Answer a letter, or a part of it, that is not a record."""
        known = self._ledger.find_obstacle(letter.key)
        if known is not None:
            return LetterOutcome(how="repeated", number=known.number)
        number, about = f"L-{letter.key}", self._find_mentioned(letter)
        kept = ReceivedProposal(number=number, letters=(letter.key,), obstacle=sent.obstacle)
        if about is not None and sent.obstacle == NO_RECORD:
            kept = replace(kept, about=about.number, title=about.title, obstacle="")
            self._answer(kept, self._link(sent), "note", letter)
            return LetterOutcome(how="note", number=number, why=about.number)
        self._answer(kept, self._link(sent), "obstacle", letter)
        return LetterOutcome(how="obstacle", number=number, why=sent.obstacle)

    def _find_mentioned(self, letter: ProposalLetter) -> ReceivedProposal | None:
        """Return the first known proposal whose number a letter names."""
        texts = (letter.subject, *letter.texts, *letter.pages)
        numbers = (number for text in texts for number in NUMBER.findall(text)[:_MOST_MENTIONED])
        return next(filter(None, map(self._ledger.find_number, numbers)), None)

    def _take_record(self, letter: ProposalLetter, sent: SentProposal) -> LetterOutcome:
        known = self._ledger.find(sent.path, sent.digest)
        if known is not None:
            return self._take_again(letter, known, self._link(sent))
        number = self._find_number(letter, sent)
        kept = ReceivedProposal(
            number=number,
            letters=(letter.key,),
            digest=sent.digest,
            path=sent.path,
            title=mask_text(sent.title or sent.path),
            obstacle=sent.obstacle,
        )
        about = LetterOutcome(how="obstacle", number=number, path=sent.path, why=sent.obstacle)
        link = self._link(sent)
        if sent.obstacle:
            self._answer(kept, link, "obstacle", letter)
            return about
        data = sent.text.encode(errors="replace")
        if self._base.read([sent.path]).get(sent.path) == data:
            self._answer(kept, link, "same", letter)
            return replace(about, how="same")
        kept = replace(kept, branch=self._branch_of(number))
        if not has_branch(self._base.repository, kept.branch):
            text = _MESSAGE.format(path=sent.path, number=number, digest=sent.digest)
            write_branch(self._base, kept.branch, path=sent.path, data=data, message=text, day=self.as_of)
        try:
            findings = self._review(kept)
        except AtlasError as error:
            return replace(about, how="failed", why=error.message)
        errors = sum(one.severity is Severity.ERROR for one in findings)
        self._answer(replace(kept, errors=errors), link, "taken", letter, findings, sent=sent)
        return replace(about, how="taken", errors=errors)

    def _take_again(self, letter: ProposalLetter, known: ReceivedProposal, link: FormLink) -> LetterOutcome:
        about = LetterOutcome(how="repeated", number=known.number, path=known.path)
        if letter.key in known.letters:
            return about
        how: How = "obstacle" if known.obstacle else "known"
        renewed = replace(known, letters=(*known.letters, letter.key))
        self._answer(renewed, link, how, letter, file=f"reply-{letter.key}.eml")
        return replace(about, how="known")

    def _find_number(self, letter: ProposalLetter, sent: SentProposal) -> str:
        """Return the number assigned by the form, if free, else one from the letter's day and the text."""
        day = f"{letter.day or self.as_of:%Y%m%d}"
        own = [f"P-{day}-{sent.digest[:size].upper()}" for size in _DIGITS]
        wanted = [sent.claimed, *own] if sent.claimed else own
        return next((one for one in wanted if self._is_free(one, sent)), own[-1])

    def _is_free(self, number: str, sent: SentProposal) -> bool:
        branch = self._branch_of(number)
        if self._ledger.find_number(number):
            return False
        if not has_branch(self._base.repository, branch):
            return True
        said = read_messages(self._base.repository, branch, self._base)
        return sent.digest in said and f"Propose {sent.path}\n" in said

    def _branch_of(self, number: str) -> str:
        return f"{self._folder_of_branches}/{number}"

    @cached_property
    def _folder_of_branches(self) -> str:
        repository = self._base.repository
        return next((name for name in FOLDERS if not has_branch(repository, name)), FOLDERS[0])

    def _review(self, kept: ReceivedProposal) -> Sequence[Finding]:
        """Write the report and the preview; return the findings for the author."""
        folder = self._ledger.make_folder(kept.number)
        states = f"{self._base.commit}...{kept.branch}"
        proposal = open_proposal(
            self.root, states, as_of=self.as_of, jobs=self.jobs, with_values=self.with_preview
        )
        review = assemble_review(proposal)
        text = render_markdown(review, proposal.settings, proposal.after.ruleset.schemas, limit=0)
        write_file(folder / REPORT, text.encode(errors="replace"))
        write_file(folder / READABLE, plain_text(text).encode(errors="replace"))
        if self.with_preview:
            from generator.review.preview import write_preview  # noqa: PLC0415 - a report does without MkDocs

            write_preview(proposal, review, folder / PREVIEW)
        found = tuple(dict.fromkeys([*proposal.findings, *proposal.advice]))
        return form_wording(proposal.settings).reword(mask_findings(found))

    def _answer(  # noqa: PLR0913 - what is answered, to whom and where
        self,
        kept: ReceivedProposal,
        link: FormLink,
        how: How,
        letter: ProposalLetter,
        findings: Sequence[Finding] = (),
        *,
        file: str = REPLY,
        sent: SentProposal | None = None,
    ) -> None:
        folder = self._ledger.make_folder(kept.number)
        reply = replace(
            first_reply(kept, link, how, findings),
            read_as=sent.kind_title if sent else "",
            left=[mask_text(one) for one in sent.left] if sent else (),
            unread=[mask_text(one) for one in letter.unread],
            questions=self._questions,
        )
        write_file(folder / file, write_reply(reply, self._atlas, letter))
        self._ledger.keep(kept)

    def _link(self, sent: SentProposal) -> FormLink:
        return make_form_link(sent.path, sent.text, self._atlas, is_published=sent.path in self._base.files)

    @cached_property
    def _base(self) -> Revision:
        return revision_of(open_repository(self.root), self.base)

    @cached_property
    def _schemas(self) -> Schemas:
        return read_schemas(self.root)

    @cached_property
    def _settings(self) -> Settings:
        return sound_settings(self.root, self._schemas)

    @property
    def _atlas(self) -> Atlas:
        return self._settings.atlas

    @cached_property
    def _words(self) -> LetterWords:
        return LetterWords(settings=self._settings, schemas=self._schemas, base=self._base, day=self.as_of)

    @cached_property
    def _questions(self) -> Sequence[str]:
        """The titles of the questions that every record of the first kind has to answer."""
        enabled = (kind for kind in KINDS if self._atlas.kinds[kind.name].enabled)
        fields = Fields(schemas=self._schemas, file=next(enabled, PRACTICE).schema_file)
        return [fields.at((key,)).title for key in fields.tree["required"] if key != "id"]

    @cached_property
    def _ledger(self) -> ProposalLedger:
        return ProposalLedger(self.folder)
