"""The robots on GitLab: one note on each request whose check has ended, one issue about dead links."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.gitlab import ME, PROJECT, WEB, GitLab, gitlab

from generator.base.errors import AtlasError
from generator.robots.api import ForgeError
from generator.robots.gitlab import GitLab as Forge
from generator.robots.gitlab import connect_gitlab
from generator.robots.gitlab_review import answer_requests
from generator.robots.links import update_links_issue
from generator.robots.review import MARK

SHA, SITE, NUMBER = "a" * 40, "https://example.org/atlas/", 7
STRANGER = 900


@pytest.fixture
def server() -> Iterator[GitLab]:
    with gitlab() as running:
        yield running


@pytest.fixture
def forge(server: GitLab) -> Forge:
    return connect_gitlab(server.environment)


def test_an_answer_is_written_once_and_then_renewed(server: GitLab, forge: Forge) -> None:
    server.propose(NUMBER, SHA, "# Отчёт\n\nПервая правка.\n\n- [ ] Шаги понятны\n")
    assert answer_requests(forge, SITE) == "Ответ на запрос 7 написан."
    (note,) = server.notes.values()
    note["body"] = note["body"].replace("- [ ] Шаги", "- [x] Шаги").replace("\n", "\r\n")
    server.propose(NUMBER, "b" * 40, "# Отчёт\n\nВторая правка.\n\n- [ ] Шаги понятны\n")
    assert answer_requests(forge, SITE) == "Ответ на запрос 7 обновлён."
    assert answer_requests(forge, SITE) == "Ответ на запрос 7 не изменился."
    (said,) = server.comments_on(NUMBER)
    assert said.startswith(f"{MARK}\n# Отчёт")
    assert "Вторая правка" in said
    assert "Первая правка" not in said
    assert "- [x] Шаги понятны" in said
    assert said.endswith(f"[вложениях проверки]({WEB}/-/merge_requests/7/pipelines). Правка bbbbbbbbbb.")
    assert len(server.writes()) == 2


def test_the_token_stays_with_gitlab(server: GitLab, forge: Forge) -> None:
    server.propose(NUMBER, SHA, "Отчёт")
    answer_requests(forge, SITE)
    assert server.strangers == [""]
    assert "token-of-this-job" not in repr(forge)


def test_a_copied_mark_takes_nobodys_note(server: GitLab, forge: Forge) -> None:
    theirs = server.note("merge_requests", NUMBER, f"{MARK}\nМожно принимать!", STRANGER)
    for number in range(150):
        server.note("merge_requests", NUMBER, f"Спасибо {number}", STRANGER)
    server.propose(NUMBER, SHA, "Отчёт")
    answer_requests(forge, SITE)
    answer_requests(forge, SITE)
    assert server.notes[theirs]["body"].endswith("Можно принимать!")
    assert len([one for one in server.notes.values() if one["author"]["id"] == ME]) == 1


@pytest.mark.parametrize(
    "attack",
    [
        "/merge",
        "Слово\n/close\n",
        "```diff\n/approve\n```\n",
        "````\n```\n/merge\n```\n  /close\n````\n",
        "    /assign me\n",
        "> /merge\n",
        "- x\n\n  /merge\n",
        "<details>\n/merge\n\n</details>\n\n/close",
        "@everyone !1 ~label %milestone &1 $2 <img src=x> ![x](https://evil.example/x.png)",
    ],
)
def test_a_report_commands_nothing(server: GitLab, forge: Forge, attack: str) -> None:
    """GitLab executes lines of a note that begin with a slash."""
    server.propose(NUMBER, SHA, attack)
    answer_requests(forge, SITE)
    (said,) = server.comments_on(NUMBER)
    assert not [line for line in said.splitlines() if line.lstrip(" >-").startswith("/")]
    for sign in ("@a", "@e", "!1", "~l", "%m", "$2", "<img", "!["):
        assert sign not in said


def test_only_an_ended_check_of_the_present_change_is_answered(server: GitLab, forge: Forge) -> None:
    unchecked = "Запрос 7: нынешнюю правку ещё не проверяли."
    nothing = "Запрос 7: проверка не закончилась или не оставила отчёта."
    server.propose(NUMBER, SHA, "Отчёт")
    server.requests[NUMBER]["sha"] = "b" * 40
    assert answer_requests(forge, SITE) == unchecked
    server.requests[NUMBER]["sha"] = SHA
    server.requests[NUMBER]["head_pipeline"]["project_id"] = 5
    assert answer_requests(forge, SITE) == unchecked
    server.requests[NUMBER]["head_pipeline"] = None
    assert answer_requests(forge, SITE) == unchecked
    server.propose(NUMBER, SHA, "Отчёт", status="running")
    assert answer_requests(forge, SITE) == nothing
    server.artifacts.clear()
    server.propose(NUMBER, SHA, None)
    assert answer_requests(forge, SITE) == nothing
    server.jobs.clear()  # the fork is closed to us
    assert answer_requests(forge, SITE) == nothing
    server.requests[NUMBER]["state"] = "merged"
    assert answer_requests(forge, SITE) == "Открытых запросов нет."
    assert server.writes() == []


def test_a_check_of_the_merged_result_is_answered(server: GitLab, forge: Forge) -> None:
    """Its commit is GitLab's own merge, and the current change is one of its parents."""
    present, older, merged, base = ("abcd"[place] * 40 for place in range(4))
    server.propose(1, present, "# Отчёт")
    server.merge(1, merged, base, present)
    server.propose(2, present, "# Отчёт")
    server.merge(2, "e" * 40, base, older)
    server.propose(3, present, "# Отчёт")
    server.requests[3]["head_pipeline"] |= {"sha": merged}  # in a fork a merge is nobody's but the author's
    told = answer_requests(forge, SITE)
    assert told.splitlines() == [
        "Ответ на запрос 1 написан.",
        "Запрос 2: нынешнюю правку ещё не проверяли.",
        "Запрос 3: нынешнюю правку ещё не проверяли.",
    ]
    assert f"Правка {present[:10]}." in server.comments_on(1)[0]


def test_one_bad_request_keeps_nobody_from_an_answer(server: GitLab, forge: Forge) -> None:
    server.propose(6, SHA, "x" * (2 << 20))
    server.propose(NUMBER, SHA, "Отчёт")
    server.propose(8, SHA, "Отчёт")
    path = f"projects/{PROJECT}/merge_requests/8/notes"
    server.refused = {("POST", path): (403, "insufficient_scope")}
    with pytest.raises(ForgeError) as raised:
        answer_requests(forge, SITE)
    assert raised.value.message.splitlines() == [
        "Запрос 6: файл с отчётом слишком большой.",
        "Ответ на запрос 7 написан.",
        f"Запрос 8: GitLab отказал (403) в запросе POST {path}: insufficient_scope.",
    ]
    assert len(server.comments_on(NUMBER)) == 1


def test_a_change_of_code_is_named(server: GitLab, forge: Forge) -> None:
    server.propose(NUMBER, SHA, "Можно принимать")
    server.diffs[NUMBER] = [
        {"old_path": "content/practices/a.yaml", "new_path": "content/practices/b.yaml"},
        {"old_path": ".gitlab-ci.yml", "new_path": ".gitlab-ci.yml"},
        {"old_path": "site_config/theme/a.html", "new_path": "content/a.html"},
    ]
    answer_requests(forge, SITE)
    (said,) = server.comments_on(NUMBER)
    assert (
        "> [!WARNING]\n> Предложение меняет не только записи, настройки и схемы: кроме них — 2\u00a0файла."
        in said
    )


@pytest.mark.parametrize("count", ["3", "1000+"])
def test_files_that_are_not_listed_are_not_taken_for_records(
    server: GitLab, forge: Forge, count: str
) -> None:
    server.propose(NUMBER, SHA, "Можно принимать")
    server.diffs[NUMBER] = [{"old_path": f"content/practices/{n}.yaml"} for n in range(2)]
    server.requests[NUMBER]["changes_count"] = "2"
    answer_requests(forge, SITE)
    assert "[!WARNING]" not in server.comments_on(NUMBER)[0]
    server.requests[NUMBER]["changes_count"] = count
    answer_requests(forge, SITE)
    assert "[!WARNING]" in server.comments_on(NUMBER)[0]


def test_a_forge_may_give_less_than_is_asked_for(server: GitLab, forge: Forge) -> None:
    server.largest_page = 20
    server.propose(NUMBER, SHA, "Можно принимать")
    server.diffs[NUMBER] = [{"new_path": f"content/practices/{n}.yaml"} for n in range(30)]
    server.diffs[NUMBER] += [{"new_path": "generator/build.py"}]
    answer_requests(forge, SITE)
    assert "кроме них — 1\u00a0файл." in server.comments_on(NUMBER)[0]


def test_one_issue_is_opened_renewed_and_closed(server: GitLab, forge: Forge) -> None:
    server.issues[1] = {"iid": 1, "state": "opened", "author": {"id": STRANGER}}
    server.issues[1]["description"] = "<!-- atlas-robot: links -->"
    report = f"- https&#58;//dead.example\n  - [Запись]({WEB}/-/edit/main/x)\n"
    known = (f"{WEB}/",)
    assert (
        update_links_issue(forge, report, dead=False, known=known) == "Мёртвых ссылок нет, задачи о них тоже."
    )
    assert update_links_issue(forge, report, dead=True, known=known).startswith("Открыта задача")
    again = update_links_issue(forge, report.replace("dead", "gone"), dead=True, known=known)
    assert again.endswith("обновлена.")
    ours = server.issues[max(server.issues)]
    assert ours["title"] == "Ссылки, которые не открываются"
    assert "gone" in ours["description"]
    assert f"[Запись]({WEB}/-/edit/main/x)" in ours["description"]
    assert update_links_issue(forge, "Все", dead=False, known=known).endswith("закрыта.")
    assert ours["state"] == "closed"
    (closing,) = server.notes.values()
    assert closing["of"] == ("issues", ours["iid"])
    assert update_links_issue(forge, report, dead=True, known=known).startswith("Открыта задача")
    assert server.issues[1]["state"] == "opened"
    assert len(server.issues) == 3


def test_a_job_without_the_token_is_told_so(server: GitLab) -> None:
    with pytest.raises(AtlasError, match="GitLab CI: не заданы ATLAS_GITLAB_TOKEN"):
        connect_gitlab({**server.environment, "ATLAS_GITLAB_TOKEN": ""})
