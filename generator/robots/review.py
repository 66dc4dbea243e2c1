"""What a robot answers under a request: the report of its check, as text of strangers.

It runs in a job that may write, after the check, which could not. How the report is found, and how it is
known to belong to the request, differs from forge to forge: `github_review`, `gitlab_review`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.base.russian import count
from generator.robots.forge import Forge, Thread
from generator.robots.sanitise_markdown import harmless
from generator.robots.sticky_comment import Did, keep_comment, mark_of
from generator.source.git import FOLDERS

MARK = mark_of("review")
UNLISTED = "…"
"""Stands for files that a request touches and the forge does not list: what they are nobody knows."""
_DATA = tuple(f"{folder}/" for folder in FOLDERS)
_CODE = "site_config/theme/"
"""Templates and scripts among the settings."""
LONGEST = 60_000
"""Characters of a comment; GitHub takes 65,536."""
_OUTSIDE = (
    "> [!WARNING]\n> Предложение меняет не только записи: кроме них — {files}. Проверка читала их как "
    "данные, но отчёту ниже верьте, только когда эти файлы посмотрит тот, кто ведёт атлас."
)
_FOOT = "Отчёт и страницы для просмотра лежат во [вложениях проверки]({run}). Правка {commit}."
_DONE: Mapping[Did, str] = {
    "added": "Ответ на запрос {number} написан.",
    "changed": "Ответ на запрос {number} обновлён.",
    "same": "Ответ на запрос {number} не изменился.",
}


def reply(  # noqa: PLR0913 - what was found and where it belongs
    forge: Forge, number: int, report: str, *, names: Iterable[str], run: str, commit: str, site: str
) -> str:
    """Write or renew the comment under a request; return what was done.

    Args:
        forge: the repository.
        number: of the request.
        report: Markdown that anybody may have written.
        names: all files that the request touches, by former names too.
        run: the address at which people find what the check has left.
        commit: the change that was checked.
        site: the address of the atlas's site.

    Raises:
        ForgeError: the forge refused.
    """
    foot = _FOOT.format(run=run, commit=commit[:10])
    outside = len({name for name in names if not name.startswith(_DATA) or name.startswith(_CODE)})
    head = [_OUTSIDE.format(files=count(outside, "файл", "файла", "файлов"))] if outside else []
    room = LONGEST - len(foot) - sum(map(len, head))
    text = "\n\n".join([*head, harmless(report, room, (f"{forge.address}/", site)), f"---\n\n{foot}"])
    did = keep_comment(forge, Thread(where="request", number=number), MARK, text)
    return _DONE[did].format(number=number)
