"""Keeps one issue about dead links, and closes it when all links work again."""

from collections.abc import Sequence

from generator.robots.forge import IssueKeeper, Thread
from generator.robots.sanitise_markdown import sanitise_markdown
from generator.robots.sticky_comment import find_own_issue, keep_ticks, make_mark

MARK = make_mark("links")
_TITLE = "Ссылки, которые не открываются"
_LONGEST = 60_000
_CLOSED = "Теперь все ссылки, которые удалось проверить, открываются."


def update_links_issue(forge: IssueKeeper, report: str, *, dead: bool, known: Sequence[str]) -> str:
    """Open, update or close the issue about dead links; return what was done.

    `report` is the Markdown of `atlas links`, whose addresses are untrusted; `dead` says whether it lists
    dead links; `known` are prefixes of addresses that may stay links.

    Raises:
        ForgeError: the forge refused.
    """
    issue = find_own_issue(forge, MARK)
    if not dead and issue is None:
        return "Мёртвых ссылок нет, задачи о них тоже."
    body = f"{MARK}\n{sanitise_markdown(report, _LONGEST, known)}"
    if issue is None:
        return f"Открыта задача {forge.open_issue(_TITLE, body)} о мёртвых ссылках."
    if dead:
        forge.edit_issue(issue.number, keep_ticks(body, issue.text))
        return f"Задача {issue.number} о мёртвых ссылках обновлена."
    forge.add_comment(Thread(kind="issue", number=issue.number), _CLOSED)
    forge.edit_issue(issue.number, body, closed=True)
    return f"Задача {issue.number} о мёртвых ссылках закрыта."
