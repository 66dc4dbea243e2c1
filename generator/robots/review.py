"""Posts the report of a check, an untrusted text, as a comment under a merge request.

This runs in a job with write access, after the check, which has none. How the report is found and matched
with its request differs between forges: `github_review`, `gitlab_review`, `check_requests`.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.base.russian import count
from generator.robots.forge import ForgeClient, Thread
from generator.robots.sanitise_markdown import sanitise_markdown
from generator.robots.sticky_comment import CommentChange, make_mark, put_sticky_comment
from generator.source.git.revision import FOLDERS

MARK = make_mark("review")
UNLISTED = "…"
"""Stands for changed files that the forge does not list."""
_DATA = tuple(f"{folder}/" for folder in FOLDERS)
_CODE = "site_config/theme/"
"""Templates and scripts among the settings."""
LONGEST = 60_000
"""Characters of a comment; GitHub accepts 65,536."""
_OUTSIDE = (
    "> [!WARNING]\n> Предложение меняет не только записи, настройки и схемы: кроме них — {files}. Проверка "
    "читала их как данные, но отчёту ниже верьте, только когда эти файлы посмотрит тот, кто ведёт атлас."
)
_FOOT = "Отчёт и страницы для просмотра лежат во [вложениях проверки]({run}). Правка {commit}."
_FOOT_PREVIEW = (
    "[Страницы, как их увидят читатели]({preview}): распакуйте архив и откройте index.html. Правка {commit}."
)
_FOOT_ALONE = "Правка {commit}."
_DONE: Mapping[CommentChange, str] = {
    "added": "Ответ на запрос {number} написан.",
    "changed": "Ответ на запрос {number} обновлён.",
    "same": "Ответ на запрос {number} не изменился.",
}


class RequestReport(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a check of the request `number` at its latest `commit`.

    `text` is untrusted Markdown; `names` are all files that the request touches, including their former
    names; `run` is the address of the check's artifacts, or `preview` that of the preview, if there is one;
    `stamp` is an invisible line that records what was checked.
    """

    number: int
    commit: str
    text: str
    names: Iterable[str]
    run: str = ""
    preview: str = ""
    stamp: str = ""


def post_report(forge: ForgeClient, report: RequestReport, site: str) -> str:
    """Post or update the comment under a request; return what was done. `site` is the atlas's address.

    Raises:
        ForgeError: the forge refused.
    """
    thread = Thread(kind="request", number=report.number)
    change = put_sticky_comment(forge, thread, MARK, format_answer(forge, report, site))
    return _DONE[change].format(number=report.number)


def format_answer(forge: ForgeClient, report: RequestReport, site: str) -> str:
    """Format a report as an answer on a forge, where addresses of the forge and of the site stay links."""
    return format_report(report, (f"{forge.address}/", site))


def format_report(report: RequestReport, known: Sequence[str]) -> str:
    """Format a report as the Markdown of an answer; `known` are prefixes of addresses that may stay links."""
    words = _FOOT if report.run else _FOOT_PREVIEW if report.preview else _FOOT_ALONE
    foot = words.format(run=report.run, preview=report.preview, commit=report.commit[:10])
    outside = len({name for name in report.names if not name.startswith(_DATA) or name.startswith(_CODE)})
    head = [_OUTSIDE.format(files=count(outside, "файл", "файла", "файлов"))] if outside else []
    room = LONGEST - len(foot) - sum(map(len, head))
    stamp = f"{report.stamp}\n" if report.stamp else ""
    return stamp + "\n\n".join([*head, sanitise_markdown(report.text, room, known), f"---\n\n{foot}"])
