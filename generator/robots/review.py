"""Posts the report of a check, an untrusted text, as a comment under a merge request.

This runs in a job that may write, after the check, which may not. How the report is found and matched with
its request differs between forges: `github_review`, `gitlab_review`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.base.russian import count
from generator.robots.forge import ForgeClient, Thread
from generator.robots.sanitise_markdown import sanitise_markdown
from generator.robots.sticky_comment import CommentChange, make_mark, put_sticky_comment
from generator.source.git.revision import FOLDERS

MARK = make_mark("review")
UNLISTED = "…"
"""Stands for the changed files that the forge does not list."""
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
_DONE: Mapping[CommentChange, str] = {
    "added": "Ответ на запрос {number} написан.",
    "changed": "Ответ на запрос {number} обновлён.",
    "same": "Ответ на запрос {number} не изменился.",
}


def post_report(  # noqa: PLR0913 - what was found and where it belongs
    forge: ForgeClient, number: int, report: str, *, names: Iterable[str], run: str, commit: str, site: str
) -> str:
    """Post or update the comment under a request; return what was done.

    `report` is untrusted Markdown; `names` are all files that the request touches, by their former names too;
    `run` is the address of the check's artifacts, `commit` what was checked, `site` the atlas's address.

    Raises:
        ForgeError: the forge refused.
    """
    foot = _FOOT.format(run=run, commit=commit[:10])
    outside = len({name for name in names if not name.startswith(_DATA) or name.startswith(_CODE)})
    head = [_OUTSIDE.format(files=count(outside, "файл", "файла", "файлов"))] if outside else []
    room = LONGEST - len(foot) - sum(map(len, head))
    body = sanitise_markdown(report, room, (f"{forge.address}/", site))
    text = "\n\n".join([*head, body, f"---\n\n{foot}"])
    change = put_sticky_comment(forge, Thread(kind="request", number=number), MARK, text)
    return _DONE[change].format(number=number)
