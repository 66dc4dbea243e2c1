"""Suggestions for an invalid value: what was meant, never the value itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from support.atlases import REPOSITORY

from generator.check.record_check import numbers_as_texts
from generator.check.schema import SchemaValidator, schema_validators
from generator.check.settings_check import load_ruleset
from generator.model.findings import Problem
from generator.source.schema_files import read_schemas
from generator.source.yaml.reader import Json

CASES: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"subjects": ["Английский язык"]}, ("foreign-language",)),
    ({"subjects": ["ОБЖ"]}, ("obzr",)),
    ({"subjects": ["Технология"]}, ("labour-technology",)),
    ({"subjects": ["физра"]}, ("physical-education",)),
    ({"subjects": ["Татарский язык"]}, ()),
    ({"subjects": ["Черчение"]}, ("labour-technology",)),
    ({"subjects": ["МХК"]}, ("art",)),
    ({"subjects": ["физ-ра"]}, ("physical-education",)),
    ({"subjects": ["инфа"]}, ("informatics",)),
    ({"subjects": ["инф."]}, ("informatics",)),
    ({"subjects": ["англ"]}, ("foreign-language",)),
    ({"subjects": ["англ. яз."]}, ("foreign-language",)),
    ({"subjects": ["Иностранный язык (немецкий)"]}, ("foreign-language",)),
    ({"subjects": ["лит-ра"]}, ("literature",)),
    ({"subjects": ["лит"]}, ("literature", "literary-reading")),
    ({"subjects": ["рус. яз."]}, ("russian",)),
    ({"subjects": ["рус яз"]}, ("russian",)),
    ({"subjects": ["окр. мир"]}, ("world-around",)),
    ({"subjects": ["технология (труд)"]}, ("labour-technology",)),
    ({"subjects": ["ОДНКНР"]}, ("dnkr",)),
    ({"subjects": ["изо"]}, ("art",)),
    ({"subjects": ["геогр."]}, ("geography",)),
    ({"subjects": ["физ. культура"]}, ("physical-education",)),
    ({"subjects": ["мат-ка"]}, ("mathematics",)),
    ({"subjects": ["Информатика и ИКТ"]}, ("informatics",)),
    ({"subjects": ["ОМ"]}, ()),
    ({"subjects": ["Психология"]}, ()),
    ({"subjects": ["Экология"]}, ()),
    ({"subjects": ["Матиматика"]}, ("mathematics",)),
    ({"education_levels": ["Основное образование"]}, ("ooo",)),
    ({"subjects": ["phisics"]}, ("physics",)),
    ({"subjects": ["Введение в Новейшую историю"]}, ("history",)),
    ({"organisation": {"name": "Школа", "kind": "ООО"}}, ()),
    ({"resources": {"cost": "5000 рублей"}}, ()),
    ({"resources": {"cost": "до 10 тысяч"}}, ("low",)),
    ({"redirect_from": ["/practices/staraya"]}, ("practices/staraya/",)),
    ({"organisation": {"name": "Школа", "kind": "ООШ"}}, ("school",)),
    ({"steps": [{"title": "Взвесить", "text": "Дважды.", "время": "час"}]}, ("duration",)),
    ({"steps": [{"шаг": "Взвесить", "text": "Дважды."}]}, ("title",)),
    ({"steps": [{"name": "Взвесить", "text": "Дважды."}]}, ("title",)),
    ({"materials": [{"title": "Лист", "url": "https://example.org/"}]}, ("address",)),
    ({"source": {"title": "Отчёт", "year": 2024}}, ()),
    ({"authors": [{"role": "Учитель", "consent": {"date": "2024-01-01", "place": "Школа"}}]}, ()),
    ({"subjects": "physics"}, ("- physics",)),
    ({"subjects": "physics, mathematics"}, ("[physics, mathematics]",)),
    ({"grades": "7-8"}, ("[7, 8]",)),
    ({"grades": "5–9"}, ("[5, 6, 7, 8, 9]",)),
    ({"grades": "7 класс"}, ("[7]",)),
    ({"grades": "7, 8 и 9 классы"}, ("[7, 8, 9]",)),
    ({"grades": "с 5 по 9"}, ("[5, 6, 7, 8, 9]",)),
    ({"grades": "от 5 до 9"}, ("[5, 6, 7, 8, 9]",)),
    ({"grades": "5-9 классы"}, ("[5, 6, 7, 8, 9]",)),
    ({"grades": 7}, ("[7]",)),
    ({"grades": 7.0}, ("[7]",)),
    ({"grades": 12}, ()),
    ({"grades": "0"}, ()),
    ({"grades": ["12 класс"]}, ()),
    ({"grades": "седьмой"}, ("[7]",)),
    ({"grades": "с пятого по седьмой класс"}, ("[5, 6, 7]",)),
    ({"grades": "7/8"}, ("[7, 8]",)),
    ({"grades": "7 8 9"}, ("[7, 8, 9]",)),
    ({"grades": ["7,"]}, ("7",)),
    ({"grades": ["7 «А»"]}, ("7",)),
    ({"grades": "1. 7 2. 8"}, ()),
    ({"tags": "#физика #двор"}, ("[физика, двор]",)),
    ({"tags": "#физика"}, ("- физика",)),
    ({"tags": ["#физика"]}, ("физика",)),
    ({"tags": ["#физика #двор"]}, ("физика", "двор")),
    ({"tags": ["физика; двор"]}, ("физика", "двор")),
    ({"tags": "физика; #двор"}, ("[физика, двор]",)),
    ({"grades": ["7 класс"]}, ("7",)),
    ({"grades": ["7А"]}, ("7",)),
    ({"grades": ["7-й"]}, ("7",)),
    ({"grades": ["VII"]}, ("7",)),
    ({"grades": "V–IX классы"}, ("[5, 6, 7, 8, 9]",)),
    ({"grades": "все"}, ("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]",)),
    ({"grades": ["все классы"]}, ()),
    ({"started": "5 классов 2023"}, ()),
    ({"started": "сентебрь 2023"}, ("2023-09",)),
    ({"started": "сент. 2023"}, ("2023-09",)),
    ({"started": "III квартал 2023"}, ("2023",)),
    ({"started": "2 полугодие 2023 года"}, ("2023",)),
    ({"started": "начало 2023/24"}, ("2023-09",)),
    ({"started": 11.2023}, ("2023-11",)),
    ({"started": "02023"}, ("2023",)),
    ({"started": "2023,11"}, ("2023-11",)),
    ({"added": "«20» января 2025 г."}, ("2025-01-20",)),
    ({"added": "20 янв. 2025 г."}, ("2025-01-20",)),
    ({"added": "01/20/2025"}, ("2025-01-20",)),
    ({"added": "20012025"}, ("2025-01-20",)),
    ({"added": "20250120"}, ("2025-01-20",)),
    ({"added": "2025 01 20"}, ("2025-01-20",)),
    ({"added": "20.01.0025"}, ()),
    ({"added": "октябрь 2026"}, ()),
    ({"added": "2026"}, ()),
    ({"municipality": "Кропоткин"}, ("kavkazsky",)),
    ({"municipality": "Каневской муниципальный округ"}, ("kanevskoy",)),
    ({"municipality": "МО г-к Анапа"}, ("anapa",)),
    ({"municipality": "г. Краснодар"}, ("krasnodar",)),
    ({"municipality": "Краснодарский"}, ("krasnodar",)),
    ({"municipality": "Анапский район"}, ("anapa",)),
    ({"municipality": "Москва"}, ()),
    ({"municipality": "г.к. Анапа"}, ("anapa",)),
    ({"municipality": "Полтавская"}, ("krasnoarmeysky",)),
    ({"municipality": "Новоросс."}, ("novorossiysk",)),
    ({"municipality": "Афипский"}, ()),
    ({"municipality": "Каневского района"}, ("kanevskoy",)),
    ({"added": "2026–10–02"}, ("2026-10-02",)),
    ({"added": "02 . 10 . 2026"}, ("2026-10-02",)),
    ({"added": "2 октября 2026 г."}, ("2026-10-02",)),
    ({"results": [{"indicator": "Ученики", "after": "17 человек"}]}, ("17",)),
    ({"results": [{"indicator": "Ученики", "after": "5–9"}]}, ()),
    ({"results": [{"indicator": "Ученики", "after": "02024"}]}, ("2024",)),
    ({"results": [{"indicator": "Ученики", "after": "1 200 шт."}]}, ("1200",)),
    ({"results": [{"indicator": "Ученики", "after": "38 из 94"}]}, ()),
    ({"results": [{"indicator": "Ученики", "after": "2О"}]}, ("20",)),
    ({"results": [{"indicator": "Ученики", "after": "не менее 25"}]}, ("25",)),
    ({"results": [{"indicator": "Ученики", "after": "+25"}]}, ("25",)),
    ({"results": [{"indicator": "Ученики", "after": 5, "better": "Выше"}]}, ("higher",)),
    ({"results": [{"indicator": "Ученики", "after": 5, "sample": {"after": "0 человек"}}]}, ()),
    ({"replications": [{"organisation": "Школа", "municipality": "anapa", "year": "2О24"}]}, ("2024",)),
    ({"replications": [{"organisation": "Школа", "municipality": "anapa", "year": "0o3750"}]}, ()),
    ({"started": "с 2023 года"}, ("2023",)),
    ({"started": "2023/2024 учебный год"}, ("2023-09",)),
    ({"started": "2023/24"}, ("2023-09",)),
    ({"started": "2023/09"}, ("2023-09",)),
    ({"started": 2024.09}, ("2024-09",)),
    ({"started": 2024.1}, ()),
    ({"added": "01.09.23"}, ("2023-09-01",)),
    ({"added": "2024-13-02"}, ("2024-02-13",)),
    ({"added": "2024-10-02T10:00:00Z"}, ("2024-10-02",)),
    ({"added": "2024-1О-02"}, ("2024-10-02",)),
    ({"added": ["2024-10-02"]}, ("2024-10-02",)),
    ({"municipality": "anapa, sochi"}, ("anapa", "sochi")),
    ({"municipality": ["Анапа"]}, ("anapa",)),
    ({"subjects": ["physics, mathematics"]}, ("physics", "mathematics")),
    ({"subjects": "Английский язык"}, ("- foreign-language",)),
    ({"subjects": "Физика, магия"}, ()),
    ({"results": [{"indicator": "Ученики", "after": "около 30"}]}, ("30",)),
    ({"contact": {"email": "mailto:shkola@example.org"}}, ("shkola@example.org",)),
    ({"contact": {"email": ["a@example.org", "b@example.org"]}}, ("a@example.org", "b@example.org")),
    ({"contact": {"phone": "2-34-56"}}, ()),
    ({"contact": {"phone": "8 861 000-00-00 (приёмная)"}}, ("8 861 000-00-00",)),
    ({"contact": {"phone": "8 861 000-00-00, внутр. 12"}}, ("8 861 000-00-00 доб. 12",)),
    ({"contact": {"phone": "8 861 000–00–00 (доб. 12, приёмная)"}}, ("8 861 000-00-00 доб. 12",)),
    ({"contact": {"phone": "8 861 000-00-00 доб. приёмной"}}, ("8 861 000-00-00",)),
    ({"contact": {"phone": "8 861 000-00-00 доб. 1234567"}}, ("8 861 000-00-00",)),
    ({"contact": {"phone": "8 861 000-00-00, 8 861 000-00-01"}}, ("8 861 000-00-00", "8 861 000-00-01")),
    ({"contact": {"phone": "8 861 0О0-00-00"}}, ("8 861 000-00-00",)),
    ({"contact": {"phone": "8 861 000-00-0x"}}, ()),
    ({"contact": {"phone": "8 861 000–00–00"}}, ("8 861 000-00-00",)),
    ({"contact": {"phone": "+8 861 000-00-00"}}, ("8 861 000-00-00",)),
    ({"contact": {"phone": "+7 861 000-00-000"}}, ()),
    ({"contact": {"email": "e-mail: shkola@example.org"}}, ("shkola@example.org",)),
    ({"contact": {"email": "<shkola@example.org>"}}, ("shkola@example.org",)),
    ({"contact": {"email": "shkola@@example,ru."}}, ("shkola@example.ru",)),
    ({"contact": {"email": "shkola @ example.org"}}, ("shkola@example.org",)),
    ({"contact": {"email": "sh kola@example.org"}}, ()),
    ({"contact": {"email": "shkola[at]example.org"}}, ("shkola@example.org",)),
    ({"contact": {"email": "shkola (собака) example.org"}}, ("shkola@example.org",)),
    ({"contact": {"email": "a@example.org; b@example.org"}}, ("a@example.org", "b@example.org")),
]


OF_OTHER_KINDS: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("event", {"starts": "12–14 мая 2025"}, ("2025-05-12", "2025-05-14")),
    ("event", {"starts": "с 12.05.2025 по 14.05.2025"}, ("2025-05-12", "2025-05-14")),
    ("event", {"starts": "28 апреля – 2 мая 2025 г."}, ("2025-04-28", "2025-05-02")),
    ("event", {"starts": "сентябрь–октябрь 2025"}, ("2025-09", "2025-10")),
    ("event", {"starts": "с сентября по май 2025"}, ()),
    ("event", {"mode": "онлайн"}, ("online",)),
    ("document", {"valid_to": "2029"}, ()),
    ("document", {"medium": "газета"}, ("print",)),
    ("document", {"date": "31.04.2019"}, ()),
    ("indicator", {"computed": "replicating_municipalities"}, ("replicating-municipalities",)),
    ("document", {"subjects": ["Все предметы"]}, ()),
    ("indicator", {"target": {"until": "к 2027 году"}}, ("2027",)),
    ("document", {"level": "краевой"}, ("regional",)),
    ("community", {"plan": [{"title": "Семинар", "when": {"months": ["октябрь"]}}]}, ("10",)),
    ("community", {"plan": [{"title": "Семинар", "when": {"months": "октябрь, ноябрь"}}]}, ("[10, 11]",)),
    (
        "community",
        {"plan": [{"title": "Семинар", "when": {"months": "с ноября по март"}}]},
        ("[11, 12, 1, 2, 3]",),
    ),
    ("community", {"members": {"count": "50–60"}}, ()),
    ("network", {"members": [{"municipality": "Абинский, Крымский"}]}, ("abinsky", "krymsky")),
    ("indicator", {"target": {"until": "2021 год"}}, ("2021",)),
]


@cache
def judges() -> Mapping[str, SchemaValidator]:
    schemas = read_schemas(REPOSITORY)
    return schema_validators(schemas, load_ruleset(REPOSITORY, schemas).vocabularies)


def problems_of(change: dict[str, Any], kind: str = "practice") -> tuple[Problem, ...]:
    """Return the findings about the changed fields of an otherwise empty record."""
    judge = judges()[f"{kind}.schema.json"]
    value = numbers_as_texts(judge.tree, change)
    return tuple(one for one in judge.problems(value) if one.pointer and one.code != "missing-key")


def test_what_was_meant_is_suggested() -> None:
    found = [(change, *(problem.suggestions for problem in problems_of(change))) for change, _ in CASES]
    assert found == [*CASES]


@pytest.mark.parametrize(("kind", "change", "suggested"), OF_OTHER_KINDS, ids=str)
def test_what_was_meant_is_suggested_in_any_kind(
    kind: str, change: dict[str, Any], suggested: tuple[str, ...]
) -> None:
    (problem,) = problems_of(change, kind)
    assert problem.suggestions == suggested


@pytest.mark.parametrize("value", ["нет", "-", "уточнить", "TODO"])
@pytest.mark.parametrize(
    "field", [("contact", "phone"), ("contact", "email"), ("added",), ("municipality",), ("grades",)]
)
def test_a_placeholder_is_called_one_in_any_field(field: tuple[str, ...], value: str) -> None:
    (problem,) = problems_of({field[0]: {field[1]: value}} if len(field) > 1 else {field[0]: value})
    assert (problem.code, problem.suggestions) == ("placeholder", ())


@pytest.mark.parametrize(
    "change",
    [
        {"results": [{"indicator": 5, "after": 5}]},
        {"source": {"title": 118}},
        {"municipality": "anapa", "summary": "x" * 90, "title": 20262027},
    ],
)
def test_a_number_is_right_where_a_text_belongs(change: dict[str, Any]) -> None:
    assert problems_of(change) == ()


@pytest.mark.parametrize(
    ("change", "action"),
    [
        ({"grades": ["5–7 классы"]}, "Запишите каждое число отдельно: 5, 6, 7."),
        ({"grades": ["все классы"]}, "Слова «все» здесь мало: запишите каждое число отдельно."),
        ({"subjects": ["все"]}, "Слова «все» здесь мало: перечислите нужные значения."),
        ({"added": "31 апреля 2019"}, "Проверьте число, месяц и год."),
        ({"added": "бессрочно"}, "Если срока нет, удалите поле вместе с ключом."),
        ({"added": "2026"}, "Допишите месяц и день."),
        ({"added": "октябрь 2026"}, "Допишите день."),
        ({"added": "2024-01-01 — 2024-02-01"}, "Оставьте одну дату."),
        ({"started": "сентябрь 2023 – май 2024"}, "Оставьте одну дату."),
        ({"results": [{"indicator": "Доля", "after": "25–30"}]}, "оставьте одно"),
        ({"results": [{"indicator": "Доля", "after": "2О"}]}, "дробную часть отделите точкой."),
        ({"resources": "Учитель, доска"}, "«staff: …» и «materials: …»"),
        ({"organisation": 5}, "раздел «organisation:» и под ним с отступом «name: …»"),
        ({"risks": ["Дети устают"]}, "Запишите пункт строкой «- risk: …»."),
        ({"tags": ["#физика #двор"]}, "Запишите каждое значение своим пунктом"),
        ({"steps": {"title": "Измерить", "text": "Трижды."}}, "«- title: …» и «text: …»"),
        ({"steps": {"1": "Измерить", "2": "Записать"}}, "«- title: …» и «text: …»"),
        ({"results": {"indicator": "Доля"}}, "«- indicator: …» и «after: …»"),
        ({"steps": {"-title": "Измерить"}}, "Поставьте после дефиса обычный пробел"),
    ],
)
def test_what_to_do_is_the_whole_form(change: dict[str, Any], action: str) -> None:
    (problem,) = problems_of(change)
    assert action in problem.action
    assert not action.endswith(".") or problem.action.endswith(action)


REGIONS = [
    "Весь край",
    "весь регион",
    "краевой",
    "Краснодарский край",
    "все муниципалитеты",
    "по всему краю",
    "all",
]


@pytest.mark.parametrize("value", REGIONS)
def test_a_region_is_no_municipality_and_what_to_do_depends_on_the_record(value: str) -> None:
    (problem,) = problems_of({"municipality": value})
    assert "регион" in problem.what
    assert "в котором находится сама организация" in problem.action
    (problem,) = problems_of({"municipality": value}, "community")
    assert "Удалите поле вместе с ключом" in problem.action
    assert problem.suggestions == ()


def test_a_phone_without_its_code_is_said_to_lack_it() -> None:
    (problem,) = problems_of({"contact": {"phone": "2-34-56"}})
    assert "не хватает цифр или кода города" in problem.what
    assert "11 цифр" in problem.action


@pytest.mark.parametrize(
    ("phone", "wrong"),
    [
        ("+7 861 000-00-0", "не хватает цифр"),
        ("8 861 000-00-0", "не хватает цифр"),
        ("+7 861 000-00-000", "лишние цифры"),
        ("88610000000 12", "лишние цифры"),
        ("+7 861 000-00-0 доб. 105", "не хватает цифр"),
    ],
)
def test_a_phone_has_as_many_figures_as_can_be_dialled(phone: str, wrong: str) -> None:
    (problem,) = problems_of({"contact": {"phone": phone}})
    assert wrong in problem.what


@pytest.mark.parametrize(
    "phone",
    [
        *("+7 861 000-00-00", "8 (86133) 5-12-34", "(86133) 5-12-34", "8 800 100-20-30", "+375 17 200-00-00"),
        *("+7 861 000-00-00 доб. 105", "+7 861 000-00-00, доб. 5", "8 (86133) 5-12-34 (доб. 105)"),
        *("(86133) 5-12-34 доб.5", "+375 17 200-00-00 #105", "8 861 000-00-00,доб 123456"),
    ],
)
def test_a_phone_is_right_with_or_without_its_eight(phone: str) -> None:
    assert problems_of({"contact": {"phone": phone}}) == ()


def test_a_reference_by_title_is_left_to_the_rules() -> None:
    assert problems_of({"communities": ["Отделение учителей математики"]}) == ()


@pytest.mark.parametrize(
    ("change", "letters", "suggested"),
    [
        ({"subjects": ["рhysics"]}, "русская «р» на 1-м месте", "physics"),
        ({"municipality": "аnара"}, "русские «а» на 1-м месте и «р» на 4-м месте", "anapa"),
        ({"stage": "Рlaced"}, "русская «Р» на 1-м месте", "placed"),
        ({"id": "novaya-praktikа"}, "русская «а» на 15-м месте", "novaya-praktika"),
        ({"sample": "truе"}, "русская «е» на 4-м месте", "true"),
        ({"сontact": {}}, "русская «с» на 1-м месте", "contact"),
        ({"contact": {"email": "сор@example.org"}}, "русские «с» на 1-м месте", "cop@example.org"),
    ],
    ids=str,
)
def test_russian_letters_among_latin_ones_are_named(
    change: dict[str, Any], letters: str, suggested: str
) -> None:
    (problem,) = problems_of(change)
    assert letters in problem.what
    assert problem.suggestions == (suggested,)


def test_the_word_behind_a_number_is_sent_to_the_field_of_units() -> None:
    (problem,) = problems_of({"results": [{"indicator": "Ученики", "after": "17 человек"}]})
    assert "Единицу «человек» запишите в поле «Единица» (unit)." in problem.action


@pytest.mark.parametrize(
    ("change", "home"),
    [
        ({"organisation": {"name": "Школа", "grades": [5]}}, "на верхний уровень"),
        ({"email": "shkola@example.org"}, "в раздел «Контакт» (contact)"),
        ({"organisation": {"name": "Школа", "email": "shkola@example.org"}}, "в раздел «Контакт» (contact)"),
        ({"indicator": "Ученики"}, "в пункт поля «Результаты» (results)"),
    ],
    ids=str,
)
def test_a_key_out_of_place_is_sent_where_it_belongs(change: dict[str, Any], home: str) -> None:
    (problem,) = problems_of(change)
    assert (problem.code, problem.suggestions) == ("unknown-key", ())
    assert f"Перенесите «{problem.pointer[-1]}» вместе со значением {home}" in problem.action


def test_an_item_with_two_dashes_is_one_mistake() -> None:
    halves: list[Json] = [
        {"title": "Взвесить"},
        {"text": "Дважды.", "duration": "час"},
        {"title": "Сравнить", "text": "Вслух."},
    ]
    validator = judges()["practice.schema.json"]
    (problem,) = (one for one in validator.problems({"steps": halves}) if one.pointer[:1] == ("steps",))
    assert "продолжение пункта 1" in problem.what
    assert problem.action == "Уберите «-» перед «text» и выровняйте строку по предыдущей."


def test_an_item_with_a_dash_before_each_of_its_lines_is_one_mistake() -> None:
    lines: list[Json] = [{"indicator": "Ученики"}, {"before": 5}, {"after": 7}]
    found = judges()["practice.schema.json"].problems({"results": lines})
    (problem,) = (one for one in found if one.pointer[:1] == ("results",))
    assert problem.action == "Уберите «-» перед «before» и «after» и выровняйте эти строки по первой."


def test_an_item_of_unknown_keys_is_one_mistake_and_its_form_is_told() -> None:
    points: list[Json] = [{"декабрь": 40}]
    (problem,) = problems_of({"results": [{"indicator": "Ученики", "after": 7, "points": points}]})
    assert problem.action == "Запишите пункт строками «- when: …» и «value: …»."


def test_an_item_is_no_continuation_of_one_with_a_misspelt_key() -> None:
    steps: list[Json] = [{"title": "Взвесить", "tekst": "Дважды."}, {"text": "Вслух."}]
    found = judges()["practice.schema.json"].problems({"steps": steps})
    codes = {one.code: one for one in found if one.pointer[:1] == ("steps",)}
    assert codes["unknown-key"].suggestions == ("text",)
    assert codes["missing-key"].missing_keys == ("title",)


def test_items_that_lack_different_things_are_two_mistakes() -> None:
    halves: list[Json] = [{"title": "Взвесить"}, {"title": "Сравнить"}]
    validator = judges()["practice.schema.json"]
    found = [one for one in validator.problems({"steps": halves}) if one.pointer[:1] == ("steps",)]
    assert [one.missing_keys for one in found] == [("text",), ("text",)]


def test_a_key_is_not_sent_where_another_value_stands() -> None:
    record: dict[str, Json] = {
        "target": {"value": 30, "sense": "at-least"},
        "measurements": [{"value": 12, "date": "2024"}],
    }
    found = judges()["indicator.schema.json"].problems(record)
    (problem,) = (one for one in found if one.code == "unknown-key")
    assert "Перенесите" not in problem.action
    assert "«Когда» (date)" in problem.allowed
