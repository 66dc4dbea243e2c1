"""Characters around a text, look-alikes of quotes, lists typed by hand: what is reported, what is allowed."""

from __future__ import annotations

import pytest
from support.text_rules import problems_of_text


@pytest.mark.parametrize(
    ("code", "text", "suggested"),
    [
        ("foreign-quotes", "<‹Читаем>>", "«Читаем»"),
        ("foreign-quotes", "<<Читаем вместе>>", "«Читаем вместе»"),
        ("foreign-quotes", "<<<Читаем>>>", "«Читаем»"),
        ("foreign-quotes", "‹‹Читаем››", "«Читаем»"),
        ("foreign-quotes", "<‹Читаем›>", "«Читаем»"),
        ("foreign-quotes", "<Читаем вместе>", "«Читаем вместе»"),
        ("foreign-quotes", "＜＜Читаем＞＞", "«Читаем»"),
        ("foreign-quotes", "《Читаем》", "«Читаем»"),
        ("foreign-quotes", "「Читаем」", "«Читаем»"),
        ("foreign-quotes", ",,Читаем''", "«Читаем»"),
        ("foreign-quotes", "Клуб <<Родник>> и сад", "Клуб «Родник» и сад"),
        ("foreign-quotes", "Клуб <Родник> и сад", "Клуб «Родник» и сад"),
        ("foreign-quotes", "«<Читаем>»", "«Читаем»"),
        ("stray-signs", "[Читаем вместе]", "Читаем вместе"),
        ("stray-signs", "{Читаем вместе}", "Читаем вместе"),
        ("stray-signs", "((Читаем вместе))", "Читаем вместе"),
        ("stray-signs", "/Читаем вместе/", "Читаем вместе"),
        ("stray-signs", "^^Читаем вместе^^", "Читаем вместе"),
        ("stray-signs", "*** Читаем вместе ***", "Читаем вместе"),
        ("stray-signs", "• Читаем вместе", "Читаем вместе"),
        ("stray-signs", "•Читаем вместе", "Читаем вместе"),
        ("stray-signs", "– Читаем вместе;", "Читаем вместе"),
        ("stray-signs", "- Читаем вместе", "Читаем вместе"),
        ("stray-signs", "+ Читаем вместе", "Читаем вместе"),
        ("stray-signs", "- «Читаем» вместе", "«Читаем» вместе"),
        ("stray-signs", "- 5 стаканов", "5 стаканов"),
        ("stray-signs", "1. Читаем вместе", "Читаем вместе"),
        ("stray-signs", "2) Читаем вместе", "Читаем вместе"),
        ("stray-signs", "✓ Читаем вместе", "Читаем вместе"),
        ("stray-signs", "Читаем вместе;", "Читаем вместе"),
        ("stray-signs", "Читаем вместе ,", "Читаем вместе"),
        ("markdown-in-plain", "_Читаем вместе_", "Читаем вместе"),
        ("markdown-in-plain", "Читаем _вместе_ вслух", "Читаем вместе вслух"),
        ("markdown-in-plain", "==Читаем== вместе", "Читаем вместе"),
        ("markdown-in-plain", "> Читаем вместе", "Читаем вместе"),
        ("markdown-in-plain", "__Читаем__ вместе", "Читаем вместе"),
    ],
)
def test_a_line_is_suggested_without_its_odd_signs(code: str, text: str, suggested: str) -> None:
    told = {
        one: problems_of_text(one, text, "line")
        for one in ("foreign-quotes", "stray-signs", "markdown-in-plain")
    }
    assert [one for one in told if told[one]] == [code]  # and nothing else says it once more
    (problem,) = told[code]
    assert problem.suggestions == (suggested,)


@pytest.mark.parametrize(
    "text",
    [
        "Задачи [по ссылке] (https://example.org/a)",
        "Задачи [по ссылке][https://example.org/a]",
        "Задачи [по ссылке]( www.example.org )",
        "Задачи (по ссылке)[https://example.org/a]",
    ],
)
def test_a_link_in_a_text_without_markup_is_told_however_it_is_put(text: str) -> None:
    (problem,) = problems_of_text("markdown-in-plain", text, "plain")
    assert "адрес перенесите в поле для адреса" in problem.action


LINES_WITH_SIGNS = [
    "Задачи (по ссылке) (https://example.org/a)", "Задачи [1] (раздел 2)",
    "Школа «Родник»", "«Читаем вместе»", "«Родник» и «Исток»", "Читаем вместе (5 класс)",
    "(не)простые задачи",
    "#ЧитаемВместе", "-5 градусов за окном", "+7 баллов за год", "3 Б класс", "1-й класс",
    "1.5 часа в неделю",
    "№ 5", "2024/25 учебный год", "x < y и y > z", "2<3", "если a<b, то b>a",
    "snake_case и file_name.py",
    "_", "email_shkoly@example.org", "Урок: чтение, письмо, счёт", "C++ и C#", "10 % > 5 %",
    "5 * 5 = 25",
    "+ и −", "- и +", "* или /", "+ − × ÷", "+ 7 баллов за год",
    "«„Родник“ и школа»", "12.09 — день чтения", "A&B", "а >> б", "Вопросы…", "<->", "Дело — в чтении",
]  # fmt: skip


def test_a_line_with_signs_of_its_own_is_left_alone() -> None:
    codes = ("foreign-quotes", "stray-signs", "markdown-in-plain", "list-in-text")
    told = [
        (text, code) for text in LINES_WITH_SIGNS for code in codes if problems_of_text(code, text, "line")
    ]
    assert told == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("plain", "Ученики не умеют\n• взвешивать\n• записывать"),
        ("plain", "Ученики не умеют:\n– взвешивать;\n– записывать."),
        ("plain", "Ученики не умеют:\n- взвешивать\n- записывать"),
        ("plain", "Порядок:\n1. Взвесить\n2. Записать"),
        ("plain", "Порядок:\n1) Взвесить\n2) Записать"),
        ("plain", "Нужны • стакан • весы"),
        ("line", "Бумага • клей • ножницы"),
        ("line", "Бумага ▪ клей"),
        ("markdown", "Понадобятся:\n\n• стакан;\n• весы."),
        ("markdown", "Понадобятся:\n\n– стакан;\n– весы."),
        ("markdown", "Понадобятся:\n\n— стакан\n— весы"),
        ("markdown", "- • стакан\n- • весы"),
    ],
)
def test_a_list_typed_by_hand_is_told(kind: str, text: str) -> None:
    assert len(problems_of_text("list-in-text", text, kind)) == 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("plain", "Дело не в чтении,\n— дело в привычке."),
        ("plain", "— Почему лёд плавает? — спрашивает учитель."),
        ("plain", "Урок 1. Чтение.\n\nУрок 2. Письмо."),
        ("markdown", "— Почему?\n— Потому что лёд легче."),
        ("markdown", "- стакан;\n- весы."),
        ("markdown", "1. Взвесить\n2. Записать"),
        ("markdown", "```\n• стакан\n• весы\n```"),
        ("markdown", "Формула: a · b"),
        ("plain", "Сила F = m · a"),
    ],
)
def test_prose_with_dashes_is_no_list(kind: str, text: str) -> None:
    assert not problems_of_text("list-in-text", text, kind)
