"""One comment, one issue: what a robot says again replaces what it said before.

What is its own it knows by a mark at the beginning, which readers do not see, and by who wrote it: anybody
can copy the mark.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from generator.robots.api import Forge

OWN = "github-actions[bot]"
"""Who writes when a workflow does."""
Did = Literal["added", "changed", "same"]
_TICKED = re.compile(r"^(\s*- )\[x\](.*)$", re.MULTILINE)


class _User(msgspec.Struct, frozen=True):
    login: str


class Comment(msgspec.Struct, frozen=True):
    """A comment, or an issue: both have a number of their own, a text and an author."""

    id: int
    body: str | None = None
    user: _User | None = None
    number: int = 0
    pull_request: msgspec.Raw = msgspec.Raw()

    def has(self, mark: str) -> bool:
        """Return whether this was written by a robot under a mark."""
        own = self.user is not None and self.user.login == OWN
        return own and (self.body or "").startswith(mark)


def mark_of(name: str) -> str:
    """Return the mark of a robot: a comment of HTML, which nobody sees."""
    return f"<!-- atlas-robot: {name} -->"


def keep_comment(forge: Forge, number: int, mark: str, text: str, *, add: bool = True) -> Did:
    """Let a robot's one comment of an issue or a pull request say a text.

    Boxes that were ticked in it stay ticked as long as their lines are there.

    Args:
        forge: the repository.
        number: of the issue or the pull request.
        mark: see `mark_of`.
        text: Markdown.
        add: whether to write one if there is none yet.

    Raises:
        ForgeError: GitHub refused.
    """
    comments = forge.listed(f"issues/{number}/comments", Comment)
    before = next((one for one in comments if one.has(mark)), None)
    if before is None:
        if add:
            forge.send("POST", f"issues/{number}/comments", {"body": f"{mark}\n{text}"}, Comment)
        return "added" if add else "same"
    body = ticked(f"{mark}\n{text}", before.body or "")
    if _said(before.body or "") == _said(body):
        return "same"
    forge.send("PATCH", f"issues/comments/{before.id}", {"body": body}, Comment)
    return "changed"


def find_issue(forge: Forge, mark: str) -> Comment | None:
    """Return a robot's one open issue, None if there is none.

    Raises:
        ForgeError: GitHub refused.
    """
    issues = forge.listed("issues", Comment, state="open", creator=OWN)
    return next((one for one in issues if one.has(mark) and not bytes(one.pull_request)), None)


def ticked(text: str, before: str) -> str:
    """Return a text in which the boxes are ticked that were ticked before, known by their lines."""
    lines = {f"{start}[ ]{rest}".strip() for start, rest in _TICKED.findall(before.replace("\r\n", "\n"))}
    marked = (
        line.replace("[ ]", "[x]", 1) if line.strip() in lines and "[ ]" in line else line
        for line in text.split("\n")
    )
    return "\n".join(marked)


def _said(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
