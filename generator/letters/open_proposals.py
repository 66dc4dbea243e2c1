"""Open proposals: effect, verdict, reviewers and waiting time of each; from git and the letters.

No forge is queried: a proposal is a branch of this clone, or of a remote as last fetched, whose changes are
not in the main branch yet.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from generator.base.errors import AtlasError
from generator.base.russian import capitalise, count, format_day
from generator.check.revision.revision_check import RevisionCheck
from generator.letters.ledger import ReceivedProposal, read_all
from generator.review import Proposal, assemble_review, open_proposal
from generator.review.report_limits import STEPS
from generator.review.report_view import ReviewReport
from generator.review.verdict import DECISIONS
from generator.source.git.git import GitRepository, open_repository
from generator.source.git.merging import can_merge, is_related, merge_tree, read_git_version
from generator.source.git.revision import Revision, revision_of

BRANCHES = "proposal/*"
_FORMAT = "--format=%(objectname) %(committerdate:short) %(refname)"
_SHORT = STEPS[-2]
_NOT_JUDGED = "проверить не удалось"
_UNRELATED = "у предложения и основной ветки нет общего начала"
_APART = "расходится с основной веткой: в обеих изменили одно и то же"
_DAYS = ("день", "дня", "дней")
_AUTHOR, _EDITOR, _TO_BE_WRITTEN = "автора", "редактора", "написать автору"
_AWAITED = {"": _EDITOR, "ask": _AUTHOR, "accept": "слияния"}
"""Whom or what a proposal waits for, by the editor's decision; a declined one waits for nobody."""


class OpenProposal(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that nobody has merged or declined.

    `name` is its number or its branch, `verdict` and `reasons` are in words, `asked` are titles of editors,
    `awaited` is whom it waits for, since which day and for how many days.
    """

    name: str
    branch: str
    what: str
    verdict: str
    reasons: Sequence[str]
    asked: Sequence[str]
    awaited: str
    since: dt.date
    days: int

    @property
    def waits(self) -> str:
        """Whom it waits for, how long and since when: «редактора 12 дней, с 20 августа 2026 года»."""
        if not self.days:
            return f"{self.awaited} с сегодняшнего дня"
        return f"{self.awaited} {count(self.days, *_DAYS)}, с {format_day(self.since)}"


class _Branch(msgspec.Struct, frozen=True):
    name: str
    commit: str
    day: dt.date


class ProposalList(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Where to look for proposals: the atlas at `root`, its revision `base`, the `folder` of the letters.

    `pattern` says which branches are proposals.
    """

    root: Path
    base: str
    folder: Path
    as_of: dt.date
    jobs: int = 1
    pattern: str = BRANCHES

    def find(self) -> list[OpenProposal]:
        """Return the open proposals, those that have waited longest first.

        Raises:
            AtlasError: git refused, or there is no such revision.
        """
        repository = open_repository(self.root)
        base = revision_of(repository, self.base)
        received = {one.branch: one for one in read_all(self.folder) if one.branch}
        checks: dict[str, RevisionCheck] = {}
        found = []
        # letters use another branch folder if a branch has the usual one's name
        elsewhere = sorted({f"{name.partition('/')[0]}/*" for name in received} - {BRANCHES})
        for branch in _list_branches(repository, [self.pattern, *elsewhere], base):
            kept = received.get(branch.name)
            if kept is not None and kept.decision == "decline":
                continue
            one = self._describe(branch, kept, base, checks)
            found += [one] if one is not None else []
        return sorted(found, key=lambda one: (one.since, one.name))

    def _describe(
        self, branch: _Branch, kept: ReceivedProposal | None, base: Revision, checks: dict[str, RevisionCheck]
    ) -> OpenProposal | None:
        """Describe a branch; None if the base already has all of it."""
        decision = kept.decision if kept else ""
        is_told = decision == "ask" or kept is None
        since = (kept.decided_on if kept else None) or branch.day
        about = OpenProposal(
            name=kept.number if kept else branch.name,
            branch=branch.name,
            what=kept.title if kept else "",
            verdict=_NOT_JUDGED,
            reasons=(),
            asked=(),
            awaited=_AWAITED[decision],
            since=since,
            days=max(0, (self.as_of - since).days),
        )
        states = f"{base.commit}...{branch.commit}"
        if not is_related(base.repository, base.commit, branch.commit):
            return msgspec.structs.replace(about, reasons=(_UNRELATED,))
        try:
            proposal = open_proposal(
                self.root, states, as_of=self.as_of, jobs=self.jobs, with_values=False, known=checks
            )
            if all(base.files.get(one.path) == one.new for one in proposal.differing):
                return None  # it has reached the base by another commit
            judged = _judge(about, proposal, is_told=is_told)
        except AtlasError as error:
            return msgspec.structs.replace(about, reasons=(error.message,))
        if self._merges(base, branch.commit):
            return judged
        apart = msgspec.structs.replace(judged, reasons=(_APART, *judged.reasons))
        return _wait_for_author(apart, is_told=is_told)

    def _merges(self, base: Revision, commit: str) -> bool:
        """Return whether a branch can be merged into the base; assumed of a git that cannot try."""
        return not self._git_can_merge or merge_tree(base.repository, base.commit, commit) is not None

    @cached_property
    def _git_can_merge(self) -> bool:
        return can_merge(read_git_version(open_repository(self.root)))


def _judge(about: OpenProposal, proposal: Proposal, *, is_told: bool) -> OpenProposal:
    """Add what is proposed and the verdict; `is_told` as below."""
    review = assemble_review(proposal)
    schemas = proposal.after.ruleset.schemas
    report = ReviewReport(review=review, settings=proposal.settings, schemas=schemas, limits=_SHORT)
    first, rest = review.records[:1], len(review.records) - 1
    more = f" и ещё {count(rest, 'запись', 'записи', 'записей')}" if rest > 0 else ""
    judged = msgspec.structs.replace(
        about,
        what=f"{report.record_line(first[0])}{more}" if first else capitalise(report.headline),
        verdict=report.decision,
        reasons=review.verdict.reasons,
        asked=[editor.title for editor, _ in report.editors_to_ask],
    )
    return _wait_for_author(judged, is_told=is_told) if review.verdict.decision == "author" else judged


def _wait_for_author(judged: OpenProposal, *, is_told: bool) -> OpenProposal:
    """Return a proposal that its author has to change.

    Until she `is_told`, by an editor's letter or by the robot of a forge, an editor has to write.
    """
    if is_told:
        return msgspec.structs.replace(judged, verdict=DECISIONS["author"], awaited=_AUTHOR)
    return msgspec.structs.replace(judged, verdict=_TO_BE_WRITTEN, awaited=_EDITOR)


def _list_branches(repository: GitRepository, patterns: Sequence[str], base: Revision) -> Iterator[_Branch]:
    """Yield the unmerged branches: those of the clone first, each name once."""
    places = [f"{top}/{one}" for top in ("refs/heads", "refs/remotes/*") for one in patterns]
    listed = repository.run("for-each-ref", _FORMAT, f"--no-merged={base.commit}", *places)
    seen: set[str] = set()
    for line in listed.decode(errors="replace").splitlines():
        commit, day, ref = line.split(" ", 2)
        name = ref.removeprefix("refs/heads/")
        name = name.split("/", 3)[3] if name.startswith("refs/remotes/") else name
        if name not in seen:
            seen.add(name)
            yield _Branch(name, commit, dt.date.fromisoformat(day))
