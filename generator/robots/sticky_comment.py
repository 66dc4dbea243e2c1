"""One comment, one issue: what a robot says again replaces what it said before.

What is its own it knows by a mark at the beginning, which readers do not see, and by who wrote it: anybody
can copy the mark.
"""

from __future__ import annotations

import re
from typing import Literal

from generator.robots.forge import Forge, Said, Thread

Did = Literal["added", "changed", "same"]
_TICKED = re.compile(r"^(\s*- )\[x\](.*)$", re.MULTILINE)


def mark_of(name: str) -> str:
    """Return the mark of a robot: a comment of HTML, which nobody sees."""
    return f"<!-- atlas-robot: {name} -->"


def keep_comment(forge: Forge, thread: Thread, mark: str, text: str) -> Did:
    """Let a robot's one comment of an issue or a request say a text.

    Boxes that were ticked in it stay ticked as long as their lines are there.

    Args:
        forge: the repository.
        thread: the issue or the request.
        mark: see `mark_of`.
        text: Markdown.

    Raises:
        ForgeError: the forge refused.
    """
    before = next((one for one in forge.said_in(thread) if _is_marked(one, mark)), None)
    if before is None:
        forge.say(thread, f"{mark}\n{text}")
        return "added"
    body = ticked(f"{mark}\n{text}", before.text)
    if _bare(before.text) == _bare(body):
        return "same"
    forge.say_anew(thread, before.number, body)
    return "changed"


def find_issue(forge: Forge, mark: str) -> Said | None:
    """Return a robot's one open issue, None if there is none.

    Raises:
        ForgeError: the forge refused.
    """
    return next((one for one in forge.own_issues() if _is_marked(one, mark)), None)


def ticked(text: str, before: str) -> str:
    """Return a text in which the boxes are ticked that were ticked before, known by their lines."""
    lines = {f"{start}[ ]{rest}".strip() for start, rest in _TICKED.findall(before.replace("\r\n", "\n"))}
    marked = (
        line.replace("[ ]", "[x]", 1) if line.strip() in lines and "[ ]" in line else line
        for line in text.split("\n")
    )
    return "\n".join(marked)


def _is_marked(one: Said, mark: str) -> bool:
    return one.ours and one.text.startswith(mark)


def _bare(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
