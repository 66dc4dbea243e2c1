"""Where a robot started by a timer finds proposals and leaves its answers: on a forge, or in a folder.

An answer contains the commits that were checked, so that nothing is done twice without any other memory.
Where a forge cannot update an answer without notifying people, an unchanged one stays, and the commits are
stored next to the report.
"""

import abc
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from msgspec.structs import replace

from generator.base.files import write_file
from generator.report.plain_text import plain_text
from generator.robots.forge import PolledForge, Request, Thread
from generator.robots.proposal_checker import PREVIEW, REPORT
from generator.robots.review import MARK, RequestReport, format_answer, format_report, post_report
from generator.robots.sticky_comment import find_own_comment
from generator.source.git.git import GitRepository

LETTER, CHECKED = "answer.eml", "checked"
_LETTER = (
    "Здравствуйте!\n\nВаше предложение (ветка {name}) проверено. Ниже — отчёт, который видит и редактор. "
    "Если в нём названы ошибки, исправьте их в той же ветке: она будет проверена снова.\n\n{report}"
)
_SUBJECT = "Атлас: что показала проверка вашего предложения"
_STAMP = re.compile(r"^<!-- atlas-checked: .* -->\n", re.MULTILINE)
_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
_LINE = re.compile(r"([0-9a-f]{40,64})\t(refs/\S+)")


def make_stamp(request: Request, base: str) -> str:
    """Return the invisible line of an answer that records what was checked."""
    return f"<!-- atlas-checked: {request.commit} {base} -->"


@dataclass(frozen=True, kw_only=True)
class AnswerPlace(abc.ABC):
    """A place of proposals. `site` is the address of the atlas's site, `folder` has reports and previews."""

    site: str
    folder: Path

    def folder_of(self, request: Request) -> Path:
        """Return the folder of a request's report and preview."""
        name = request.name
        if not name.isascii() or not name.isdecimal():
            mark = hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()[:8]
            name = f"{_UNSAFE.sub('-', name.lower())[:_LONGEST].strip('-')}-{mark}".lstrip("-")
        return self.folder / name

    @abc.abstractmethod
    def list_requests(self) -> Iterator[Request]:
        """Yield the requests to check."""

    @abc.abstractmethod
    def read_answer(self, request: Request) -> str:
        """Return the earlier answer; «» if there is none."""

    @abc.abstractmethod
    def give_answer(self, request: Request, report: RequestReport) -> str:
        """Post an answer, or replace the earlier one; return what was done."""


@dataclass(frozen=True, kw_only=True)
class ForgePlace(AnswerPlace):
    """Requests of a forge, answered by one comment each. `branch` is the main one.

    `previews` is the address where the operator serves `folder`, «» if it is not served.
    """

    forge: PolledForge
    branch: str
    previews: str = ""

    def list_requests(self) -> Iterator[Request]:
        """Yield the open requests to merge into the main branch."""
        return self.forge.list_requests(self.branch)

    def read_answer(self, request: Request) -> str:
        """Return the comment of the robot's account, followed by what was checked since."""
        said, file = self._read_comment(request), self.folder_of(request) / CHECKED
        return (
            f"{said}\n{file.read_text(encoding='utf-8', errors='replace')}"
            if said and file.is_file()
            else said
        )

    def give_answer(self, request: Request, report: RequestReport) -> str:
        """Post or replace the comment; if that notifies people, only if its content has changed."""
        folder = self.folder_of(request)
        if self.previews and (folder / PREVIEW).is_file():
            report = replace(report, preview=f"{self.previews}/{folder.name}/{PREVIEW}")
        if not self.forge.renews_quietly:
            text = f"{MARK}\n{format_answer(self.forge, replace(report, stamp=''), self.site)}"
            if _STAMP.sub("", self._read_comment(request)).strip() == text.strip():
                write_file(folder / CHECKED, report.stamp.encode())
                return f"{request.name}: отчёт тот же, ответ не тронут."
            (folder / CHECKED).unlink(missing_ok=True)
        return post_report(self.forge, report, self.site)

    def _read_comment(self, request: Request) -> str:
        thread = Thread(kind="request", number=int(request.name))
        found = find_own_comment(self.forge, thread, MARK)
        return found.text.replace("\r\n", "\n") if found else ""


@dataclass(frozen=True, kw_only=True)
class FolderPlace(AnswerPlace):
    """Branches of a forge without an API, answered by files. `patterns` say which branches are proposals."""

    repository: GitRepository
    patterns: Sequence[str]

    def list_requests(self) -> Iterator[Request]:
        """Yield the matching branches of the remote that the clone came from."""
        listed = self.repository.run_remote(
            "ls-remote", "--refs", "--end-of-options", "origin", *self.patterns
        )
        for commit, ref in _LINE.findall(listed.decode(errors="replace")):
            name = ref.removeprefix("refs/heads/").removeprefix("refs/")
            yield Request(name=name, commit=commit, place="origin", ref=ref)

    def read_answer(self, request: Request) -> str:
        """Return the report in the folder of a branch."""
        file = self.folder_of(request) / REPORT
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""

    def give_answer(self, request: Request, report: RequestReport) -> str:
        """Write the report, and a letter with it to the author of the branch's latest commit."""
        folder = self.folder_of(request)
        text = format_report(report, (self.site,))
        write_file(folder / REPORT, text.encode())
        words = ("log", "-1", "--format=%ae", "--end-of-options", request.commit)
        author = self.repository.run(*words).decode(errors="replace").strip()
        write_file(folder / LETTER, _write_letter(request, text.removeprefix(f"{report.stamp}\n"), author))
        return f"{request.name}: отчёт, просмотр и письмо автору лежат в {folder}"


def _write_letter(request: Request, text: str, author: str) -> bytes:
    """Return a letter that a mail program opens as a draft."""
    letter = EmailMessage(policy=SMTP)
    if re.fullmatch(r"[^@\s<>(),;:\"]+@[^@\s<>(),;:\"]+", author):
        letter["To"] = author
    letter["Subject"] = _SUBJECT
    letter["X-Unsent"] = "1"
    letter.set_content(_LETTER.format(name=request.name, report=plain_text(text)))
    return letter.as_bytes()
