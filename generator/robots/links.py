"""The robot that keeps one issue about links that no longer open, and closes it when all do."""

from __future__ import annotations

from collections.abc import Sequence

from generator.robots.forge import Forge, Thread
from generator.robots.sanitise_markdown import harmless
from generator.robots.sticky_comment import find_issue, mark_of, ticked

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
        ForgeError: the forge refused.
    """
    issue = find_issue(forge, MARK)
    if not dead and issue is None:
        return "Мёртвых ссылок нет, задачи о них тоже."
    body = f"{MARK}\n{harmless(report, _LONGEST, known)}"
    if issue is None:
        return f"Открыта задача {forge.open_issue(_TITLE, body)} о мёртвых ссылках."
    if dead:
        forge.renew_issue(issue.number, ticked(body, issue.text))
        return f"Задача {issue.number} о мёртвых ссылках обновлена."
    forge.say(Thread(where="issue", number=issue.number), _CLOSED)
    forge.renew_issue(issue.number, body, closed=True)
    return f"Задача {issue.number} о мёртвых ссылках закрыта."
