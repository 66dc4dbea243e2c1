"""The robot that keeps one issue about links that no longer open, and closes it when all do."""

from __future__ import annotations

from collections.abc import Sequence

from generator.robots.api import Forge
from generator.robots.harmless import harmless
from generator.robots.marked import Comment, find_issue, mark_of, ticked

MARK = mark_of("links")
_TITLE = "Ссылки, которые не открываются"
_LONGEST = 60_000
_CLOSED = "Теперь все ссылки, которые удалось проверить, открываются."


def tell_of_links(forge: Forge, report: str, *, dead: bool, known: Sequence[str]) -> str:
    """Open or renew the issue about dead links, or close it; return what was done.

    Args:
        forge: the repository.
        report: Markdown of `atlas links`; addresses in it are strangers'.
        dead: whether it names links that do not open.
        known: how addresses begin that the report may link to.

    Raises:
        ForgeError: GitHub refused.
    """
    issue = find_issue(forge, MARK)
    if not dead and issue is None:
        return "Мёртвых ссылок нет, задачи о них тоже."
    body = f"{MARK}\n{harmless(report, _LONGEST, known)}"
    if issue is None:
        made = forge.send("POST", "issues", {"title": _TITLE, "body": body}, Comment)
        return f"Открыта задача {made.number} о мёртвых ссылках."
    if dead:
        forge.send("PATCH", f"issues/{issue.number}", {"body": ticked(body, issue.body or "")}, Comment)
        return f"Задача {issue.number} о мёртвых ссылках обновлена."
    forge.send("POST", f"issues/{issue.number}/comments", {"body": _CLOSED}, Comment)
    closing = {"body": body, "state": "closed", "state_reason": "completed"}
    forge.send("PATCH", f"issues/{issue.number}", closing, Comment)
    return f"Задача {issue.number} о мёртвых ссылках закрыта."
