"""Sticky comments and issues: a robot edits its own one instead of adding another.

It is recognised by an invisible mark at its beginning and by its author: anybody can copy the mark.
"""

import re
from typing import Literal

from generator.robots.forge import ForgeClient, IssueKeeper, Post, Thread

CommentChange = Literal["added", "changed", "same"]
_TICKED = re.compile(r"^(\s*- )\[x\](.*)$", re.MULTILINE)


def make_mark(name: str) -> str:
    """Return the mark of a robot, an HTML comment."""
    return f"<!-- atlas-robot: {name} -->"


def put_sticky_comment(forge: ForgeClient, thread: Thread, mark: str, text: str) -> CommentChange:
    """Add a robot's one comment to a thread, or replace its text.

    Boxes that people ticked in it stay ticked while their lines are there.

    Raises:
        ForgeError: the forge refused.
    """
    before = find_own_comment(forge, thread, mark)
    if before is None:
        forge.add_comment(thread, f"{mark}\n{text}")
        return "added"
    body = keep_ticks(f"{mark}\n{text}", before.text)
    if _strip_line_ends(before.text) == _strip_line_ends(body):
        return "same"
    forge.edit_comment(thread, before.number, body)
    return "changed"


def find_own_comment(forge: ForgeClient, thread: Thread, mark: str) -> Post | None:
    """Return the comment of a thread with a robot's mark; None if there is none.

    Raises:
        ForgeError: the forge refused.
    """
    return next((one for one in forge.list_comments(thread) if _is_marked(one, mark)), None)


def find_own_issue(forge: IssueKeeper, mark: str) -> Post | None:
    """Return the open issue with a robot's mark; None if there is none.

    Raises:
        ForgeError: the forge refused.
    """
    return next((one for one in forge.list_own_issues() if _is_marked(one, mark)), None)


def keep_ticks(text: str, before: str) -> str:
    """Return a text with those boxes ticked whose lines were ticked before."""
    lines = {f"{start}[ ]{rest}".strip() for start, rest in _TICKED.findall(before.replace("\r\n", "\n"))}
    marked = (
        line.replace("[ ]", "[x]", 1) if line.strip() in lines and "[ ]" in line else line
        for line in text.split("\n")
    )
    return "\n".join(marked)


def _is_marked(one: Post, mark: str) -> bool:
    return one.ours and one.text.startswith(mark)


def _strip_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
