"""Turns a filled-in issue form into a pull request, and answers in the issue.

The record was made and checked before, in a job without write access. One issue has one branch and one pull
request; they follow the issue until a person changes the branch.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

import msgspec

from generator.base.errors import AtlasError
from generator.base.russian import count
from generator.intake.issue_forms.making import IssueRecord
from generator.model.findings import Finding
from generator.model.settings import Atlas
from generator.report.base import escape_invisible, help_address, message
from generator.report.mask import mask_text
from generator.report.render import render_report
from generator.robots import review
from generator.robots.api import ForgeError
from generator.robots.forge import Thread
from generator.robots.github import GitHub, read_event
from generator.robots.sanitise_markdown import sanitise_markdown
from generator.robots.sticky_comment import make_mark, put_sticky_comment
from generator.source.record_files import CONTENT

MARK = make_mark("proposal")
_CHECK = "check.yml"
_PATH = re.compile(rf"{CONTENT}/[a-z_]+/[a-z0-9]+(?:-[a-z0-9]+)*\.yaml\Z")
_MESSAGE = "Propose {path}\n\nMade from the answers in issue #{number}.\n"
_OURS = "Made from the answers in issue #{number}."
_BODY = "Запись из ответов в задаче #{number}: {path}.\n\nCloses #{number}\n"
_FOOT = "Отчёт и страницы для просмотра лежат во [вложениях проверки]({run})."
_NOT_STARTED = "Запрос открыт, но проверку его запустить не разрешено: дайте заданию право actions: write."
_NO_REQUEST = "ветка готова, запрос открыть не разрешено."
_LONGEST_TITLE = 200
_NOT_PERMITTED = frozenset({403, 422})
_ABSENT = 404
_OWN_PEOPLE = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_BRANCH = "proposal/issue-{number}"
BranchChange = Literal["kept", "same", "moved"]
"""The result for a branch: changed by people and kept, already up to date, or rewritten."""


class _User(msgspec.Struct, frozen=True):
    login: str


class _Issue(msgspec.Struct, frozen=True):
    number: int
    state: str = "open"
    user: _User | None = None
    author_association: str = ""


class _Repository(msgspec.Struct, frozen=True):
    default_branch: str


class _Event(msgspec.Struct, frozen=True):
    issue: _Issue
    repository: _Repository


class _Hash(msgspec.Struct, frozen=True):
    sha: str


class _Commit(_Hash, frozen=True, kw_only=True):
    tree: _Hash
    message: str = ""
    parents: tuple[_Hash, ...] = ()


class _Ref(msgspec.Struct, frozen=True):
    object: _Hash


class _End(msgspec.Struct, frozen=True):
    ref: str


class _Pull(msgspec.Struct, frozen=True):
    number: int
    head: _End


class Publisher(msgspec.Struct, frozen=True, kw_only=True):
    """Writes one record to the branch of its issue. `base` is the commit that the record was checked on."""

    forge: GitHub
    event: _Event
    base: str
    made: IssueRecord

    @property
    def branch(self) -> str:
        """The branch of the issue."""
        return _BRANCH.format(number=self.event.issue.number)

    def publish(self) -> tuple[int, BranchChange]:
        """Update the branch and its request; return the results of `open_request` and `update_branch`.

        Raises:
            AtlasError: the path is not a record's, or GitHub refused.
        """
        if not _PATH.match(self.made.path):
            message = f"путь записи не годится: «{self.made.path}»"
            raise AtlasError(message)
        change = self.update_branch()
        return self.open_request(renew=change != "kept"), change

    def update_branch(self) -> BranchChange:
        """Write the record to the branch unless people have changed it; return the result.

        Raises:
            ForgeError: GitHub refused.
        """
        before, number = self._read_tip(), self.event.issue.number
        if before is not None and _OURS.format(number=number) not in before.message:
            return "kept"
        onto = self.forge.api.get(f"git/commits/{self.base}", _Commit)
        blob = self._create_object("git/blobs", {"content": self.made.text, "encoding": "utf-8"})
        entry = {"path": self.made.path, "mode": "100644", "type": "blob", "sha": blob}
        tree = self._create_object("git/trees", {"base_tree": onto.tree.sha, "tree": [entry]})
        if before and (before.tree.sha, [one.sha for one in before.parents]) == (tree, [onto.sha]):
            return "same"
        text = _MESSAGE.format(path=self.made.path, number=number)
        commit = self._create_object("git/commits", {"message": text, "tree": tree, "parents": [onto.sha]})
        if before is None:
            new = {"ref": f"refs/heads/{self.branch}", "sha": commit}
            self.forge.api.send("POST", "git/refs", new, msgspec.Raw)
        else:
            moved = {"sha": commit, "force": True}
            self.forge.api.send("PATCH", f"git/refs/heads/{self.branch}", moved, msgspec.Raw)
        return "moved"

    def start_check(self) -> bool:
        """Start the check of the branch, which GitHub does not for robots' requests; return whether allowed.

        The result is shown under the branch's latest commit, and so under the request.
        https://docs.github.com/actions/concepts/security/github_token

        Raises:
            ForgeError: GitHub refused for another reason.
        """
        path = f"actions/workflows/{_CHECK}/dispatches"
        try:
            self.forge.api.send("POST", path, {"ref": self.branch}, msgspec.Raw)
        except ForgeError as error:
            if error.status not in {*_NOT_PERMITTED, _ABSENT}:
                raise
            return False
        return True

    def list_waiting(self, limit: int) -> list[int]:
        """Return the numbers of the author's other open requests if they reach `limit`, else none.

        Members of the repository are exempt, as are authors whose issue already has its request.

        Raises:
            ForgeError: GitHub refused.
        """
        issue = self.event.issue
        if issue.user is None or issue.author_association in _OWN_PEOPLE:
            return []
        branches = {one.head.ref: one.number for one in self.forge.api.list_all("pulls", _Pull, state="open")}
        if self.branch in branches:
            return []
        theirs = self.forge.api.list_all("issues", _Issue, state="open", creator=issue.user.login)
        names = (_BRANCH.format(number=one.number) for one in theirs if one.user == issue.user)
        found = sorted(branches[name] for name in names if name in branches)
        return found if len(found) >= limit else []

    def open_request(self, *, renew: bool) -> int:
        """Return the number of the branch's pull request, opened if necessary; 0 if that is not allowed.

        With `renew`, an open one gets the title of the record.

        Raises:
            ForgeError: GitHub refused for another reason.
        """
        owner = self.forge.repository.partition("/")[0]
        open_ones = self.forge.api.list_all("pulls", _Pull, state="open", head=f"{owner}:{self.branch}")
        title = escape_invisible(mask_text(f"{self.made.kind_title}: {self.made.title}"))[:_LONGEST_TITLE]
        found = next((one for one in open_ones if one.head.ref == self.branch), None)
        if found is not None:
            if renew:
                self.forge.api.send("PATCH", f"pulls/{found.number}", {"title": title}, _Pull)
            return found.number
        number = self.event.issue.number
        body = _BODY.format(number=number, path=self.made.path)
        into = {"head": self.branch, "base": self.event.repository.default_branch}
        try:
            opened = self.forge.api.send("POST", "pulls", {"title": title, "body": body, **into}, _Pull)
        except ForgeError as error:
            if error.status not in _NOT_PERMITTED:
                raise
            return 0
        return opened.number

    def _read_tip(self) -> _Commit | None:
        try:
            tip = self.forge.api.get(f"git/ref/heads/{self.branch}", _Ref).object.sha
        except ForgeError as error:
            if error.status != _ABSENT:
                raise
            return None
        return self.forge.api.get(f"git/commits/{tip}", _Commit)

    def _create_object(self, path: str, body: Mapping[str, object]) -> str:
        return self.forge.api.send("POST", path, body, _Hash).sha


def propose(  # noqa: PLR0913 - what happened, what was made, what is known
    forge: GitHub,
    event: bytes,
    made: IssueRecord | None,
    *,
    base: str,
    atlas: Atlas,
    report: str = "",
    run: str = "",
) -> str:
    """Propose a record and answer in its issue; return what was done.

    `made` is None if the issue has no form; `base` is the commit that the record was checked on, `report` the
    review of the proposal as Markdown, for a comment on the pull request, `run` the address of both. The
    settings limit how many requests an author may have open at once.

    Raises:
        AtlasError: GitHub refused, or it is another event.
    """
    opened = read_event(event, _Event, "задаче", "proposal.yml")
    number = opened.issue.number
    if made is None or opened.issue.state != "open":
        return f"Задача {number} — не предложение записи."
    publisher = Publisher(forge=forge, event=opened, base=base, made=made)
    site = f"{atlas.site_address.rstrip('/')}/"
    waiting = publisher.list_waiting(atlas.intake.open_per_author) if made.is_good else []
    request, change = publisher.publish() if made.is_good and not waiting else (0, "same")
    compare = f"{forge.address}/compare/{opened.repository.default_branch}...{publisher.branch}?expand=1"
    words = {"words": _describe, "help": partial(help_address, site), "compare": compare}
    words |= {"run": run if report else "", "waiting": waiting}
    kept = change == "kept"
    answer = render_report("proposal.md.j2", made=made, request=request, kept=kept, **words)
    put_sticky_comment(forge, Thread(kind="issue", number=number), MARK, answer)
    if request and report and not kept:
        foot = f"---\n\n{_FOOT.format(run=run)}" if run else ""
        said = sanitise_markdown(report, review.LONGEST - len(foot), (f"{forge.address}/", site))
        put_sticky_comment(forge, Thread(kind="request", number=request), review.MARK, f"{said}\n{foot}")
    told = f" {_NOT_STARTED}" if request and change == "moved" and not publisher.start_check() else ""
    return f"Задача {number}: {_outcome(made, request, waiting)}{told}"


def _outcome(made: IssueRecord, request: int, waiting: Sequence[int]) -> str:
    """Return the result for the answers, for the log."""
    if not made.is_good:
        return "в ответах есть ошибки, автору сказано какие."
    if request:
        return f"запрос {request}."
    open_ones = count(len(waiting), "предложение", "предложения", "предложений")
    return f"у автора уже {open_ones} в работе, ему сказано подождать." if waiting else _NO_REQUEST


def _describe(finding: Finding) -> str:
    return mask_text(message(finding)).replace("\n", " ")
