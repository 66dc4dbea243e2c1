"""One page with all open proposals: letters, branches of the clone and of its remotes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from support.commands import DAY, Told, call
from support.git import commit_all, git
from support.letters import GOOD, PATH, body_with, letter, number_of
from support.reviews import atlas_to_change

NUMBER = number_of(GOOD)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter, a deletion from a forge, two merged proposals, a broken branch."""
    root = atlas_to_change(tmp_path_factory.mktemp("proposals") / "atlas")
    mail = root.parent / "a.eml"
    mail.write_bytes(letter(body_with()).as_bytes())
    assert call(root, "inbox", str(mail), *DAY, "--no-preview", "--jobs", "1").code == 0
    git(root, "checkout", "-q", "-b", "proposal/issue-7")
    (root / "content/communities/mmo-fizikov.yaml").unlink()
    commit_all(root, day="2026-08-20")
    git(root, "update-ref", "refs/remotes/origin/proposal/issue-7", "HEAD")
    git(root, "checkout", "-q", "-b", "proposal/taken", "main")
    (root / "content/practices/new.yaml").write_text(GOOD.replace("izmereniya-na-shkolnom-dvore", "new"))
    commit_all(root)
    git(root, "checkout", "-q", "main")
    git(root, "branch", "-qD", "proposal/issue-7")
    git(root, "checkout", "-q", "proposal/taken", "--", "content/practices/new.yaml")
    commit_all(root)
    git(root, "branch", "-q", "proposal/merged", "main")
    return root


def told(root: Path, *words: str) -> Told:
    made = call(root, "proposals", *DAY, "--jobs", "1", *words)
    assert (made.code, made.err) == (0, "")
    return made


def test_open_ones_with_verdict_editors_and_time(root: Path) -> None:
    out = told(root).out.replace("\xa0", " ")
    assert out.startswith("Открытые предложения на 1 сентября 2026 года: 2\n")
    first, second = out.split("\n\n2. ")
    assert "1. Удалена: сообщество «Методическое объединение учителей физики Озёрска»" in first
    assert "Итог: нужен автор (1 ошибка в других файлах из-за предложения; 1 запись удаляется" in first
    assert "Кого просить посмотреть: Методический кабинет Озёрска\n" in first
    assert "Ждёт автора 12 дней, с 20 августа 2026 года\n" in first
    assert first.endswith("\n   Предложение proposal/issue-7")
    assert second.startswith("Новая запись: практика «Измерения на школьном дворе»")
    assert f"Предложение {NUMBER}, ветка proposal/{NUMBER}\n" in second
    assert "Ждёт редактора с сегодняшнего дня\n" in second


def test_as_markdown_and_as_a_page(root: Path, tmp_path: Path) -> None:
    marked = told(root, "--format", "markdown").out
    assert len(re.findall(r"(?m)^\| ", marked)) == 4
    file = tmp_path / "proposals.html"
    assert told(root, "--format", "html", "--output", str(file)).out == ""
    page = html.document_fromstring(file.read_bytes())
    assert page.xpath("count(//ol/li)") == 2
    assert page.xpath("//li[1]//strong/text()") == ["нужен автор"]


def test_an_author_who_has_not_been_told_is_not_waited_for(root: Path, tmp_path: Path) -> None:
    wrong = GOOD.replace("izmereniya-na-shkolnom-dvore", "wrong")
    number = number_of(wrong)
    mail = tmp_path / "b.eml"
    mail.write_bytes(letter(body_with(wrong, path="content/practices/wrong.yaml"), subject="x").as_bytes())
    assert call(root, "inbox", str(mail), *DAY, "--no-preview", "--jobs", "1").code == 0

    def described() -> str:
        return next(part for part in told(root).out.split("\n\n") if number in part)

    assert "Итог: написать автору (" in described()
    assert "Ждёт редактора" in described()
    call(root, "reply", number, "--ask", "Исправьте, пожалуйста")
    assert "Итог: нужен автор (" in described()
    assert "Ждёт автора" in described()
    call(root, "reply", number, "--decline", "Пришлите заново")


def test_what_the_editor_has_decided(root: Path) -> None:
    call(root, "reply", NUMBER, "--ask", "У скольких классов?")
    assert "Ждёт автора" in told(root).out
    call(root, "reply", NUMBER, "--accept")
    assert "Ждёт слияния" in told(root).out
    call(root, "reply", NUMBER, "--decline", "Уже есть")
    assert NUMBER not in told(root).out


def test_a_branch_that_conflicts_and_one_of_another_history(root: Path) -> None:
    git(
        root, "checkout", "-q", "-b", "apart/same", f"{git(root, 'merge-base', 'HEAD', f'proposal/{NUMBER}')}"
    )
    (root / "content/practices/opyty-na-doske.yaml").write_text("id: opyty-na-doske\n", encoding="utf-8")
    commit_all(root)
    git(root, "checkout", "-q", "main")
    (root / "content/practices/opyty-na-doske.yaml").write_text("id: other\n", encoding="utf-8")
    commit_all(root)
    git(root, "checkout", "-q", "--orphan", "apart/alone")
    commit_all(root)
    git(root, "checkout", "-q", "main")
    alone, same = told(root, "--branches", "apart/*").out.replace("\xa0", " ").split("\n\n2. ")
    assert "Итог: проверить не удалось (у предложения и основной ветки нет общего начала)" in alone
    assert "Итог: нужен автор (расходится с основной веткой: в обеих изменили одно и то же; " in same
    assert "Ждёт автора" in same


def test_other_branches_and_none_at_all(root: Path) -> None:
    git(root, "branch", "-q", "forms/one", f"proposal/{NUMBER}")
    assert PATH not in told(root, "--branches", "forms/*").out
    assert "Предложение forms/one" in told(root, "--branches", "forms/*").out
    assert told(root, "--branches", "nothing/*").out == "Открытых предложений нет.\n"
    assert call(root, "proposals", *DAY, "--base", "nowhere").code == 1
