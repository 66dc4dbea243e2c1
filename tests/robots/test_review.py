"""The robot that answers a proposal: one comment, only on the proposal that was checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from support.forge import ROBOT, GitHub, github, pack_files

from generator.base.errors import AtlasError
from generator.robots import github_review as review
from generator.robots.api import ForgeError
from generator.robots.forge import Thread
from generator.robots.github import GitHub as Forge
from generator.robots.github import connect_github
from generator.robots.github_review import read_report
from generator.robots.review import MARK
from generator.robots.sticky_comment import make_mark, put_sticky_comment

SHA, FORK = "a" * 40, {"id": 77}
SITE = "https://example.org/atlas/"
PULL = 7


@pytest.fixture
def server() -> Iterator[GitHub]:
    with github() as running:
        running.pulls[PULL] = {"number": PULL, "state": "open", "head": {"sha": SHA, "repo": FORK}}
        running.files[PULL] = ["content/practices/novaya.yaml"]
        yield running


@pytest.fixture
def forge(server: GitHub) -> Forge:
    return connect_github(server.environment)


def event(**changed: object) -> bytes:
    run = {"id": 5, "event": "pull_request", "head_sha": SHA, "head_repository": FORK}
    return json.dumps(
        {"workflow_run": {**run, "path": ".github/workflows/check.yml@main", **changed}}
    ).encode()


def left(server: GitHub, text: str, number: object = PULL) -> None:
    server.artifacts[1] = pack_files({"review.md": text, "number": f"{number}\n"})


def test_an_answer_is_written_once_and_then_renewed(server: GitHub, forge: Forge) -> None:
    left(server, "# Отчёт\n\nПервая правка.\n\n- [ ] Шаги понятны\n- [ ] Числа правдоподобны\n")
    assert review.answer_run(forge, event(), SITE) == "Ответ на запрос 7 написан."
    (comment,) = server.comments.values()
    comment["body"] = comment["body"].replace("- [ ] Шаги", "- [x] Шаги").replace("\n", "\r\n")
    left(server, "# Отчёт\n\nВторая правка.\n\n- [ ] Шаги понятны\n- [ ] Люди и дети\n")
    assert review.answer_run(forge, event(), SITE) == "Ответ на запрос 7 обновлён."
    assert review.answer_run(forge, event(), SITE) == "Ответ на запрос 7 не изменился."
    (said,) = server.comments_on(PULL)
    assert said.startswith("<!-- atlas-robot: review -->\n# Отчёт")
    assert "Вторая правка" in said
    assert "Первая правка" not in said
    assert "- [x] Шаги понятны\n- [ ] Люди и дети" in said
    assert said.endswith(
        "лежат во [вложениях проверки](https://github.com/example/educational-atlas/actions/runs/5)."
        " Правка aaaaaaaaaa."
    )
    assert len(server.writes()) == 2


def test_the_token_stays_with_github(server: GitHub, forge: Forge) -> None:
    left(server, "Отчёт")
    review.answer_run(forge, event(), SITE)
    assert server.strangers == [""]
    assert "token-of-this-job" not in repr(forge)


def test_a_copied_mark_takes_nobodys_comment(server: GitHub, forge: Forge) -> None:
    theirs = server.comment(PULL, f"{MARK}\nМожно принимать!", "stranger")
    for number in range(250):
        server.comment(PULL, f"Спасибо {number}", "stranger")
    left(server, "Отчёт")
    review.answer_run(forge, event(), SITE)
    review.answer_run(forge, event(), SITE)
    assert server.comments[theirs]["body"].endswith("Можно принимать!")
    assert len([one for one in server.comments.values() if one["user"]["login"] == ROBOT]) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"head_sha": "b" * 40},
        {"head_repository": {"id": 78}},
        {"head_repository": None},
        {"event": "push"},
        {"path": ".github/workflows/mine.yml"},
    ],
    ids=["newer change", "another fork", "fork gone", "another event", "another workflow"],
)
def test_another_run_gets_no_answer(server: GitHub, forge: Forge, changed: dict[str, Any]) -> None:
    left(server, "Отчёт")
    told = review.answer_run(forge, event(**changed), SITE)
    assert "отвеча" in told or "ответит" in told
    assert server.writes() == []


def test_a_report_of_another_proposal_is_not_posted(server: GitHub, forge: Forge) -> None:
    server.pulls[8] = {"number": 8, "state": "open", "head": {"sha": "c" * 40, "repo": {"id": 1}}}
    left(server, "Отчёт", 8)
    assert "отчёт не о нём" in review.answer_run(forge, event(), SITE)
    server.pulls[PULL]["state"] = "closed"
    left(server, "Отчёт")
    assert "отчёт не о нём" in review.answer_run(forge, event(), SITE)
    left(server, "Отчёт", 999)
    with pytest.raises(ForgeError, match="404"):
        review.answer_run(forge, event(), SITE)
    assert server.writes() == []


@pytest.mark.parametrize(
    "files",
    [
        {"review.md": "x"},
        {"number": "7"},
        {"review.md": "x", "number": "7; rm -rf /"},
        {"review.md": "x", "number": "-7"},
        {"review.md": "x", "number": "٧"},
        {"review.md": "x", "number": "7" * 10},
        {"review.md": "x", "number": "7" * 100},
        {"review.md": "0" * (2 << 20), "number": "7"},
        {"../review.md": "x", "/number": "7"},
    ],
    ids=[
        "no number",
        "no report",
        "shell",
        "negative",
        "foreign digit",
        "long",
        "longer",
        "bomb",
        "ways out",
    ],
)
def test_what_is_no_report_is_not_taken(server: GitHub, forge: Forge, files: dict[str, str]) -> None:
    assert read_report(pack_files(files)) is None
    server.artifacts[1] = pack_files(files)
    assert review.answer_run(forge, event(), SITE) == "Проверка не оставила отчёта: отвечать нечем."
    assert server.writes() == []


def test_archives_that_are_none(server: GitHub, forge: Forge) -> None:
    whole = pack_files({"review.md": "x" * 1000, "number": "7"})
    for data in (
        b"",
        b"PK",
        whole[:-30],
        whole.replace(b"number", b"nubmer"),
        whole[:20] + b"!" + whole[21:],
    ):
        assert read_report(data) is None or data[20:21] == b"!"
    server.artifacts[1] = b"0" * (3 << 20)
    assert "не оставила" in review.answer_run(forge, event(), SITE)
    server.artifacts.clear()
    assert "не оставила" in review.answer_run(forge, event(), SITE)


def test_a_change_of_code_is_named(server: GitHub, forge: Forge) -> None:
    server.files[PULL] += [".github/workflows/check.yml", "site_config/theme/main.html", "schemas/x.json"]
    left(server, "Можно принимать")
    review.answer_run(forge, event(), SITE)
    (said,) = server.comments_on(PULL)
    assert (
        "> [!WARNING]\n> Предложение меняет не только записи, настройки и схемы: кроме них — 2\u00a0файла."
        in said
    )


def test_files_that_are_not_listed_are_not_taken_for_records(server: GitHub, forge: Forge) -> None:
    left(server, "Можно принимать")
    server.pulls[PULL]["changed_files"] = 1
    review.answer_run(forge, event(), SITE)
    assert "[!WARNING]" not in server.comments_on(PULL)[0]
    server.pulls[PULL]["changed_files"] = 2
    review.answer_run(forge, event(), SITE)
    assert "[!WARNING]" in server.comments_on(PULL)[0]


def test_a_long_report_is_cut(server: GitHub, forge: Forge) -> None:
    left(server, "<details>\n\n" + "Абзац.\n\n" * 20_000)
    review.answer_run(forge, event(), SITE)
    (said,) = server.comments_on(PULL)
    assert 55_000 < len(said) < 62_000
    assert "остальное лежит в файле отчёта" in said
    assert said.count("<details>") == said.count("</details>") == 1


def test_refusals_and_silence_are_told(server: GitHub, forge: Forge) -> None:
    left(server, "Отчёт")
    server.refused = {("POST", f"issues/{PULL}/comments"): (403, "Resource not accessible by integration")}
    with pytest.raises(ForgeError, match="Resource not accessible") as refused:
        review.answer_run(forge, event(), SITE)
    assert refused.value.status == 403
    server.refused = {("POST", f"issues/{PULL}/comments"): (503, "busy")}
    with pytest.raises(ForgeError, match="503"):
        review.answer_run(forge, event(), SITE)
    assert server.asked.count(("POST", f"issues/{PULL}/comments")) == 2, "what writes is never tried twice"
    server.refused = {("GET", f"pulls/{PULL}"): (503, "busy")}
    with pytest.raises(ForgeError, match="503"):
        review.answer_run(forge, event(), SITE)
    assert server.asked.count(("GET", f"pulls/{PULL}")) == 2 + 3
    with pytest.raises(AtlasError, match="событие"):
        review.answer_run(forge, b'{"action": "opened"}', SITE)
    with pytest.raises(AtlasError, match="GITHUB_TOKEN"):
        connect_github({**server.environment, "GITHUB_TOKEN": ""})
    silent = connect_github({**server.environment, "GITHUB_API_URL": "http://127.0.0.1:9"})
    with pytest.raises(ForgeError, match="не отвечает"):
        put_sticky_comment(silent, Thread(kind="issue", number=1), make_mark("x"), "x")
