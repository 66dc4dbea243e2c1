"""Checks merge requests of strangers in a clone of the atlas: fetched by git as data, never checked out.

The range and the code come from the same commit, the clone's HEAD. A separate process without keys and with
limited time reads the proposal: a malicious one harms and blocks nobody.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from generator.base.russian import count
from generator.robots.forge import Request
from generator.source.git.git import GitError, GitRepository
from generator.source.git.merging import can_merge, is_related, merge_tree, read_git_version

REPORT, PREVIEW = "review.md", "preview.zip"
_REF = "refs/atlas/proposal"
_FETCH = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
_IDENTITY = ("-c", "user.name=check", "-c", "user.email=check@localhost")
_KNOWN = ("PATH", "HOME", "LANG", "LANGUAGE", "TMPDIR", "TZ", "VIRTUAL_ENV", "PYTHONPATH", "SSL_CERT_FILE")
"""The only environment variables passed to the process that reads the proposal."""
_ALWAYS = {"PYTHONSAFEPATH": "1", "CI": "true"}
"""Its output goes into a stored log, so personal data are masked."""
_MINUTES = 10
_MOST_WORDS = 2_000
_APART = (
    "# Предложение расходится с основной веткой\n\nВ обеих ветках изменили одно и то же, поэтому проверить "
    "его нельзя. Обновите ветку предложения из основной и разберите расхождения: робот проверит снова."
)
_UNRELATED = (
    "# У предложения и основной ветки нет общего начала\n\nСделайте ветку от основной и перенесите в неё "
    "свои файлы: робот проверит снова."
)
_NOT_CHECKED = "# Проверить предложение не удалось\n\n{why}\n\nРедактор посмотрит сам."
_TOO_LONG = "Проверка не закончилась за {minutes}."


class ProposalChecker(msgspec.Struct, frozen=True, kw_only=True):
    """Checks requests; `root` is the atlas's root in the clone, `base` the clone's commit."""

    root: Path
    repository: GitRepository
    base: str

    def fetch(self, request: Request) -> bool:
        """Fetch the latest commit of a request into the clone; return whether it is the named one.

        Raises:
            GitError: it could not be fetched.
        """
        self.repository.run_remote(*_FETCH, "--end-of-options", request.place, f"+{request.ref}:{_REF}")
        return self.repository.run("rev-parse", f"{_REF}^{{commit}}").decode().strip() == request.commit

    def is_merged(self, request: Request) -> bool:
        """Return whether the main branch already contains the latest commit of a fetched request."""
        return self.repository.try_run("merge-base", "--is-ancestor", request.commit, self.base) is not None

    def merge(self, request: Request) -> str | None:
        """Return a commit that merges a fetched request into the base; None if they conflict.

        Raises:
            GitError: git refused.
        """
        tree = merge_tree(self.repository, self.base, request.commit)
        if tree is None:
            return None
        parents = ("-p", self.base, "-p", request.commit)
        made = self.repository.run(*_IDENTITY, "commit-tree", *parents, "-m", "proposal", tree)
        return made.decode().strip()

    def list_files(self, request: Request) -> Sequence[str]:
        """Return the files that a fetched request touches, including their former names.

        Raises:
            GitError: git refused.
        """
        ends = f"{self.base}{'...' if self._is_related(request) else '..'}{request.commit}"
        words = ("diff", "--name-only", "--no-renames", "-z", ends, "--")
        names = (os.fsdecode(name) for name in self.repository.run(*words).split(b"\0") if name)
        return [name.removeprefix(self.repository.prefix) for name in names]

    def review(self, request: Request, folder: Path) -> str:
        """Return the report on a fetched request as Markdown; the preview goes into a folder.

        If the request cannot be checked, the report says why.

        Raises:
            GitError: git refused.
        """
        if not self._is_related(request):
            return _UNRELATED
        merge = self.merge(request)
        if merge is None:
            return _APART
        report, preview = folder / REPORT, folder / PREVIEW
        report.unlink(missing_ok=True)
        preview.unlink(missing_ok=True)
        words = ("review", f"{merge}^1..{merge}", "--output", str(report), "--preview", str(preview))
        failed = self._run(*words)
        return failed or report.read_bytes().decode(errors="replace")

    def passes(self, request: Request) -> bool:
        """Return whether a fetched request may be merged; the findings are printed.

        Raises:
            GitError: git refused.
        """
        merge = self.merge(request)
        words = ("check", "--proposal", f"{merge}^1..{merge}", "--fail-on", "error")
        return merge is not None and not self._run(*words, capture=False)

    def _is_related(self, request: Request) -> bool:
        return is_related(self.repository, self.base, request.commit)

    def _run(self, *words: str, capture: bool = True) -> str:
        """Run a command of the atlas; return «», or a report on why it failed."""
        known = {
            name: value for name, value in os.environ.items() if name in _KNOWN or name.startswith("LC_")
        }
        command = [sys.executable, "-m", "generator", "--root", str(self.root), *words]
        try:
            done = subprocess.run(  # noqa: S603 - our own command
                command,
                cwd=self.root,
                env={**known, **_ALWAYS},
                stdin=subprocess.DEVNULL,
                capture_output=capture,
                timeout=_MINUTES * 60,
                check=False,
            )
        except subprocess.TimeoutExpired:
            minutes = count(_MINUTES, "минуту", "минуты", "минут")
            return _NOT_CHECKED.format(why=_TOO_LONG.format(minutes=minutes))
        if done.returncode == 0:
            return ""
        said = (done.stderr or b"").decode(errors="replace").strip()[-_MOST_WORDS:]
        return _NOT_CHECKED.format(why=said or f"Код {done.returncode}.")


def open_checker(root: Path, repository: GitRepository) -> ProposalChecker:
    """Return the checker of the clone that contains the atlas at `root`.

    Raises:
        GitError: git is too old or refused: the folder is not a clone, or it has no commit.
    """
    version = read_git_version(repository)
    if not can_merge(version):
        message = f"git {version} слишком старый: проверке предложений нужен 2.38 или новее"
        raise GitError(message, "Обновите git на этой машине или запускайте проверку там, где он новее")
    base = repository.run("rev-parse", "--verify", "HEAD^{commit}").decode().strip()
    return ProposalChecker(root=root, repository=repository, base=base)
