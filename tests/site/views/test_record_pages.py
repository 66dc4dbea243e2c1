from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace
from support.pages import html, record, record_page, site_pages, tree, words
from support.records import own_settings
from support.whole_records import whole_record

from generator.model.kinds import COMMUNITY, KINDS, PRACTICE, RESOURCE_CENTRE, Kind


def headings(kind: Kind, /, **fields: object) -> list[str]:
    return [words(h) for h in tree(record_page(record(kind, "one", **fields))).xpath("//h1 | //h2")]


@pytest.mark.parametrize("kind", KINDS)
def test_record_with_required_fields_only_has_no_empty_headings(kind: Kind) -> None:
    page = record_page(record(kind, "one"))
    content = tree(page)
    assert [words(h) for h in content.xpath("//h1")] == ["Запись one"]
    for section in content.xpath("//section"):
        title, *rest = section
        assert title.tag in {"h2", "h3"}
        assert any(words(part) for part in rest), words(title)
    assert all(words(value) for value in content.xpath("//dd"))


@pytest.mark.parametrize("kind", KINDS)
def test_record_with_every_field_has_one_h1_ordered_headings_and_unique_ids(kind: Kind) -> None:
    fields = whole_record(
        kind,
        own_settings(),
        lambda place, form: "https://example.org/" if form == "address" else f"Слово {place[-1]}",
    )
    page = record_page(record(kind, "one", **fields))
    content = tree(page)
    levels = [int(heading.tag[1]) for heading in content.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))
    ids = content.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {heading.anchor for heading in page.contents} <= set(ids)
    assert all(label in ids for label in content.xpath("//@aria-labelledby"))
    assert all(table.xpath("caption") and table.xpath(".//th/@scope") for table in content.xpath("//table"))


def test_parts_of_a_practice_stand_in_the_order_of_a_readers_questions() -> None:
    fields = whole_record(PRACTICE, own_settings(), lambda _place, _form: "Слово")
    facts = tree(record_page(record(PRACTICE, "one", **fields))).xpath(
        "//section[@aria-labelledby='facts']//dt"
    )
    assert [words(fact) for fact in facts] == [
        "Для кого",
        "Начать",
        "Затраты",
        "Люди",
        "Что изменилось",
        "Чем подтверждено",
        "Где ещё работает",
    ]
    assert headings(PRACTICE, **fields)[:11] == [
        "Слово",
        "Коротко",
        "Что изменилось",
        "Как повторить",
        "Что понадобится",
        "Риски и ограничения",
        "Материалы",
        "Где повторили",
        "Чем подтверждено",
        "Подробнее",
        "Кого спросить",
    ]


def test_results_print_values_and_draw_bars_on_one_scale() -> None:
    results = [
        {"indicator": "Доля", "before": 31, "after": 78, "unit": "%", "method": "Опрос 52 учеников"},
        {"indicator": "Время", "before": 20, "after": 5.5, "unit": "минут"},
    ]
    rows = tree(record_page(record(PRACTICE, "one", results=results))).xpath(
        "//li[@class='atlas-results__row']"
    )
    assert [words(row.xpath("p[@class='atlas-change']")[0]) for row in rows] == [
        "Было 31 % →, стало 78 %",
        "Было 20 минут →, стало 5,5 минуты",
    ]
    assert [row.xpath(".//circle/@cx") for row in rows] == [["31%", "78%"], []]
    assert "Как измеряли: Опрос 52 учеников" in words(rows[0])


def test_results_without_a_value_before_have_one_mark() -> None:
    results = [{"indicator": "Доля", "after": 0, "unit": "%"}]
    page = record_page(record(PRACTICE, "one", results=results))
    assert tree(page).xpath("//circle/@cx") == ["0%"]


def test_names_are_shown_only_with_a_consent() -> None:
    authors = [
        {"role": "учитель", "name": "Имя С Согласием", "consent": {"date": "2026-01-01"}},
        {"role": "методист", "name": "Имя Без Согласия"},
    ]
    page = html(record_page(record(PRACTICE, "one", authors=authors)))
    assert "Учитель: Имя С Согласием" in page
    assert "Методист" in page
    assert "Имя Без Согласия" not in page


def test_sample_note_is_shown_on_samples_only() -> None:
    assert "Учебный пример:" in html(record_page(record(PRACTICE, "one", sample=True)))
    assert "Учебный пример" not in html(record_page(record(PRACTICE, "one")))


def test_end_of_a_record_leads_to_its_file_its_last_change_and_says_how_to_cite_it() -> None:
    page = site_pages(record(PRACTICE, "one", tags=["опыты"]), one="0123456789abcdef")["practices/one/"]
    foot = tree(page).xpath("//footer")[0]
    repository = own_settings().atlas.repository.address
    assert f"{repository}/edit/main/content/practices/one.yaml" in foot.xpath(".//@href")
    assert "../../propose/practices/?record=one" in foot.xpath(".//@href")
    assert f"{repository}/commit/0123456789abcdef" in foot.xpath(".//@href")
    assert "../../tags/opyty/" in foot.xpath(".//@href")
    assert "5 августа 2026 года, 0123456789" in words(foot)
    assert "Запись one : практика / Сельская школа. — Текст : электронный //" in words(foot)
    assert page.updated == "2026-08-05"


def test_practice_leads_to_its_community_and_centre_and_back() -> None:
    entries = (
        record(PRACTICE, "one", communities=["club"], resource_centres=["centre"]),
        record(COMMUNITY, "club", level="regional"),
        record(RESOURCE_CENTRE, "centre"),
    )
    pages = site_pages(*entries)
    company = tree(pages["practices/one/"]).xpath("//section[@aria-labelledby='company']//@href")
    assert company == ["../../communities/club/", "../../resource_centres/centre/"]
    for address in company:
        back = tree(pages[address.removeprefix("../../")]).xpath(
            "//section[@aria-labelledby='practices']//@href"
        )
        assert "../../practices/one/" in back


def test_practice_says_where_it_was_repeated_and_what_it_replaced() -> None:
    again = [{"organisation": "Лицей", "municipality": "sochi", "year": 2025, "result": "Получилось."}]
    entries = (
        record(PRACTICE, "one", replications=again, replaces="former"),
        record(PRACTICE, "former", replaced_by="one"),
    )
    page = tree(site_pages(*entries)["practices/one/"])
    assert "Лицей, Сочи, 2025 год Что изменили Получилось." in words(page)
    assert "На смену чему пришла Прежний адрес ведёт сюда." in words(page)


def test_further_reading_leaves_out_the_record_itself_and_goes_round() -> None:
    entries = [record(RESOURCE_CENTRE, f"c{number}", municipality="sochi") for number in range(7)]
    pages = site_pages(*entries)
    reached: set[str] = set()
    for entry in entries:
        near = tree(pages[entry.address]).xpath("//section[@aria-labelledby='from-municipality']//li/a/@href")
        assert len(near) == 4
        assert f"../../{entry.address}" not in near
        reached.update(near)
    assert reached == {f"../../{entry.address}" for entry in entries}


def test_community_shows_its_vertical_and_participations_with_their_date() -> None:
    pages = site_pages(
        record(COMMUNITY, "top", level="regional"),
        record(COMMUNITY, "middle", parent="top", members={"count": 22, "counted_on": "2026-05-01"}),
        record(COMMUNITY, "school", level="institutional", parent="middle"),
    )
    page = tree(pages["communities/middle/"])
    vertical = page.xpath("//section[@aria-labelledby='vertical']")[0]
    assert vertical.xpath(".//a/@href") == ["../../communities/top/", "../../communities/school/"]
    assert [words(here) for here in vertical.xpath(".//*[@aria-current]")] == ["Запись middle"]
    assert "22 участника на 1 мая 2026 года" in words(page)


def test_communities_in_a_circle_still_make_pages() -> None:
    pages = site_pages(record(COMMUNITY, "one", parent="two"), record(COMMUNITY, "two", parent="one"))
    assert tree(pages["communities/one/"]).xpath("//section[@aria-labelledby='vertical']")
    assert all(tree(page).xpath("//h1") for page in pages.values())


@pytest.mark.parametrize(
    ("award", "status"),
    [
        ({}, "статус без срока"),
        ({"valid_to": "2026-09-01"}, "статус действует"),
        ({"valid_to": "2026-08-31"}, "статус истёк"),
        ({"valid_from": "2026-09-02"}, "статус ещё не действует"),
    ],
)
def test_status_of_a_centre_is_judged_on_the_day_of_the_build(award: dict[str, str], status: str) -> None:
    document = {"document": "Приказ", "number": "12", "date": "2025-01-15", **award}
    page = record_page(record(RESOURCE_CENTRE, "one", award=document))
    assert page.search is not None
    assert ("stage", status) in page.search.filters
    assert status.capitalize() in words(tree(page))  # the label and the value
    assert "Приказ № 12 от 15 января 2025 года" in words(tree(page))


@pytest.mark.parametrize(
    ("number", "shown"),
    [("47-р", "Приказ № 47-р от 15"), ("протокол № 4", "Приказ, протокол № 4 от 15"), (None, "Приказ от 15")],
)
def test_number_of_a_document_has_its_sign_once(number: str | None, shown: str) -> None:
    award = {"document": "Приказ", "number": number, "date": "2025-01-15"}
    assert shown in words(tree(record_page(record(RESOURCE_CENTRE, "one", award=award))))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Центр «Росток»", "Центр «Росток» организация дополнительного образования"),
        (
            "Организация дополнительного образования",
            "Организация дополнительного образования shkola@example.org",
        ),
    ],
)
def test_kind_of_an_organisation_is_said_unless_its_name_says_it(name: str, shown: str) -> None:
    organisation = {"name": name, "kind": "additional-education"}
    whom = tree(record_page(record(PRACTICE, "one", organisation=organisation))).xpath(
        "//section[@aria-labelledby='contact']"
    )
    assert shown in words(whom[0])


def test_search_entry_has_a_value_for_every_facet() -> None:
    page = record_page(record(PRACTICE, "one", title="«Ёлка» в классе", updated="2026-02-03"))
    assert page.search is not None
    assert page.search.filters == (
        ("kind", "Практики"),
        ("municipality", "Анапа"),
        ("subject", "Физика"),
        ("grade", "не указано"),
        ("cost", "не указано"),
        ("level", "Основное общее образование"),
        ("direction", "не указано"),
        ("audience", "не указано"),
        ("mode", "не указано"),
        ("document_level", "не указано"),
        ("added", "не указано"),
        ("stage", "Размещена"),
    )
    assert page.search.sort == (("date", "b 2026-02-03"), ("title", "b елка в классе"))


def test_search_knows_the_cost_the_measurement_and_the_repetition_of_a_practice() -> None:
    again = [{"organisation": "Лицей", "municipality": "sochi"}]
    measured = [{"indicator": "Читают вслух", "before": 3, "after": 9, "unit": "%"}]
    steps = [{"title": "Начать", "text": "Соберите класс.", "duration": "один урок"}]
    told = {"resources": {"cost": "low"}, "results": measured, "replications": again, "steps": steps}
    page = record_page(record(PRACTICE, "one", grades=[5, 6], **told))
    assert page.search is not None
    filters = set(page.search.filters)
    assert {("cost", "До 10 тыс. руб."), ("measured", "есть замер"), ("repeated", "повторили")} <= filters
    meta = dict(page.search.meta)
    assert meta["about"] == "5–6\u00a0кл.\u00a0· Физика\u00a0· Анапа"
    assert meta["gist"] == "3\u00a0→ 9\u00a0% — читают вслух"
    assert meta["terms"] == "До 10 тыс. руб.\u00a0· первый шаг: один урок\u00a0· повторили\u00a01"


def test_structured_data_names_the_kinds_of_things() -> None:
    own = (PRACTICE, COMMUNITY, RESOURCE_CENTRE)
    types = [record_page(record(kind, "one")).json_ld[0]["@type"] for kind in own]
    assert types == [["LearningResource", "HowTo"], "Organization", "EducationalOrganization"]


def test_expertise_shows_the_latest_decision_first_with_scores() -> None:
    criteria = [{"title": "Новизна", "score": 2, "maximum": 3}, {"title": "Польза", "score": 0, "maximum": 0}]
    expertise = [
        {"decision": "revise", "date": "2025-02-03", "body": "Совет"},
        {"decision": "meets", "date": "2025-05-06", "body": "Совет", "criteria": criteria},
    ]
    section = tree(record_page(record(PRACTICE, "one", expertise=expertise))).xpath(
        "//section[@aria-labelledby='expertise']"
    )[0]
    assert [words(title) for title in section.xpath(".//h3")] == [
        "Соответствует, 6 мая 2025 года",
        "Доработать, 3 февраля 2025 года",
    ]
    assert [words(cell) for cell in section.xpath(".//td")] == ["2 из 3", "0 из 0"]
    assert section.xpath(".//rect[contains(@class, 'filled')]/@width") == ["67", "0"]


def test_a_forge_whose_list_of_changes_is_not_known_gets_no_link_to_it() -> None:
    atlas = own_settings().atlas
    kept = replace(atlas.repository, kind="gitflic", address="https://gitflic.ru/project/region/atlas")
    settings = replace(own_settings(), atlas=replace(atlas, repository=kept))
    page = site_pages(record(PRACTICE, "one"), settings=settings)["practices/one/"]
    links = tree(page).xpath("//p[@class='atlas-foot__actions']/a")
    assert [words(link) for link in links] == ["Исправить запись", "Файл записи"]
    assert links[1].get("href").endswith("/atlas/blob?file=content/practices/one.yaml&branch=main")
