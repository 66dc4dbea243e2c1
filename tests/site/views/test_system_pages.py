"""Pages of documents, events, networks and indicators: what they show beyond the schema's fields."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from support.pages import (
    all_drafts,
    catalogue,
    make_page,
    record,
    record_page,
    site_index,
    site_pages,
    tree,
    words,
)

from generator.model.catalogue import Entry
from generator.model.kinds import COMMUNITY, DOCUMENT, EVENT, INDICATOR, NETWORK, PRACTICE, RESOURCE_CENTRE
from generator.site.open_data.reports import list_report_files
from generator.site.views import reports


def plan(**fields: Any) -> Entry[Any]:  # noqa: ANN401 - fields of a record
    item = {"number": "7", "title": "Методический день", "when": {"repeat": "yearly", "months": [3, 11]}}
    return record(DOCUMENT, "plan", kind="plan", items=[{**item, "evidence": ["event/day"]}], **fields)


def cells(row: lxml.html.HtmlElement) -> list[str]:
    """Return the texts of the cells of a row."""
    return [words(cell) for cell in row.xpath("th | td")]


def test_an_item_of_a_plan_shows_its_state_in_words_beside_its_months() -> None:
    page = tree(record_page(plan(), record(EVENT, "day", starts="2026-03-19")))
    (row,) = page.xpath("//table[contains(@class, 'atlas-calendar')]/tbody/tr")
    assert [words(cell) for cell in row.xpath("td") if words(cell)] == ["март: есть", "ноябрь: ждём"]
    assert "7. Методический день" in words(row)
    assert "Срок впереди: Запись day" in words(row)


def test_a_plan_that_is_over_is_shown_in_its_last_year_and_asks_for_nothing() -> None:
    page = tree(record_page(plan(date="2019-02-26", valid_to="2021-12-31")))
    (row,) = page.xpath("//table[contains(@class, 'atlas-calendar')]/tbody/tr")
    assert "План закончился, подтверждения нет" in words(row)
    told = words(page.xpath("//p[contains(., 'подтверждение внесено')]")[0])
    assert told.startswith("Срок плана истёк 31 декабря 2021 года, показано последнее его время: 2021 год.")


def test_documents_stand_by_level_then_agreements_then_plans() -> None:
    pages = site_pages(
        plan(),
        record(DOCUMENT, "act", kind="order", level="regional"),
        record(DOCUMENT, "other", kind="publication"),
        record(DOCUMENT, "deal", kind="contract"),
        record(DOCUMENT, "law", kind="law", level="federal"),
    )
    titles = [words(title) for title in tree(pages["documents/"]).xpath("//h2")]
    assert titles == [
        "Нормативная база: федеральный — 1",
        "Нормативная база: региональный — 1",
        "Договоры — 1",
        "Планы — 1",
        "Публикации в СМИ — 1",
    ]


def test_events_stand_month_by_month_those_to_come_first() -> None:
    starts = {"a": "2026-10-06", "b": "2026-08-20", "c": "2026-11", "d": "2024-05-01", "e": "2026-03-02"}
    entries = [record(EVENT, name, starts=day) for name, day in starts.items()]
    running = record(EVENT, "running", starts="2026-08-25", ends="2026-09-05")
    page = tree(site_pages(*entries, running)["events/"])
    assert [words(title) for title in page.xpath("//h2")] == [
        "Сентябрь 2026 года — 1",
        "Октябрь 2026 года — 1",
        "Ноябрь 2026 года — 1",
        "Прошло: август 2026 года — 1",
        "Прошло: март 2026 года — 1",
        "Прошло: 2024 год — 1",
    ]
    assert page.xpath("//a[@href='../events/calendar.ics']")


def test_an_event_to_come_has_a_file_for_a_calendar_and_a_past_one_says_so() -> None:
    coming = tree(record_page(record(EVENT, "soon", starts="2026-10-06")))
    assert coming.xpath("//a[@href='../../events/soon/soon.ics']")
    assert "Событие уже прошло." in words(tree(record_page(record(EVENT, "past", starts="2026-05"))))


def test_the_documents_of_a_network_stand_as_a_chain_with_its_gaps() -> None:
    network = record(NETWORK, "net", members=[{"organisation": "Школа у реки", "municipality": "anapa"}])
    deal = record(DOCUMENT, "deal", kind="contract", about=["network/net"])
    second = record(DOCUMENT, "second", kind="contract", about=["network/net"])
    page = tree(record_page(network, deal, second, plan(about=["network/net"], follows="deal")))
    rows = page.xpath("//section[contains(@aria-labelledby, 'chain')]//tbody/tr")
    assert [cells(row) for row in rows] == [
        ["Запись deal", "Запись plan", "в атласе нет отчёта"],
        ["Запись second", "в атласе нет плана", "в атласе нет отчёта"],
    ]
    heads = page.xpath("//section[@aria-labelledby='members']//thead//th")
    assert [words(one) for one in heads] == ["Организация", "Муниципалитет"]  # nobody says a kind
    (bare,) = tree(record_page(network)).xpath("//section[contains(@aria-labelledby, 'chain')]//tbody/tr")
    assert cells(bare) == ["в атласе нет соглашения", "в атласе нет плана", "в атласе нет отчёта"]


def test_a_column_that_cannot_be_summed_has_no_total() -> None:
    rows = [
        {
            "group": group,
            "values": [{"column": "all", "value": value}, {"column": "times", "value": 10 * value}],
        }
        for group, value in (("Объединения", 19), ("Группы", 4))
    ]
    columns = [{"id": "all", "title": "Сообществ"}, {"id": "times", "title": "Участий", "additive": False}]
    shares = [{"group": "Работники", "numerator": 28, "denominator": 83}]
    page = tree(
        record_page(
            record(
                INDICATOR,
                "share",
                unit="%",
                target={"value": 70, "sense": "at-least", "until": "2021"},
                columns=columns,
                measurements=[{"date": "2026-05", "rows": rows}, {"date": "2026-06", "rows": shares}],
            )
        )
    )
    found = [cells(row) for row in page.xpath("//table/tbody/tr")]
    assert ["май 2026 года", "Анапа", "Всего", "23", "не складывают", "", "", ""] in found
    assert ["июнь 2026 года", "Анапа", "Работники", "", "", "28", "83", "33,7 %"] in found
    assert "не менее 70 % (срок: 2021 год)" in words(page)


def test_a_small_number_of_persons_is_told_on_no_page() -> None:
    rows = [{"group": "Методисты", "value": 4}, {"group": "Тьюторы", "value": 12}]
    counted = record(INDICATOR, "n", unit="человек", measurements=[{"date": "2026-05", "rows": rows}])
    assert [cells(row)[-2:] for row in tree(record_page(counted)).xpath("//table/tbody/tr")] == [
        ["Методисты", "менее 5"],
        ["Тьюторы", "12"],
    ]


def test_a_computed_indicator_shows_its_value_with_samples_apart_and_who_is_counted() -> None:
    share = record(
        INDICATOR,
        "share",
        municipality=None,
        unit="%",
        target={"value": 3, "sense": "at-least"},
        computed="replicating-municipalities",
        denominator=44,
    )

    def practice(name: str, place: str, *, sample: bool) -> Entry[Any]:
        taken = [{"organisation": "Лицей", "municipality": place}]
        return record(PRACTICE, name, replications=taken, sample=sample)

    entries = [practice("real", "sochi", sample=False), practice("made-up", "armavir", sample=True)]
    page = tree(record_page(share, *entries))
    found = [cells(row) for row in page.xpath("//section[@aria-labelledby='computed-value']//tbody/tr")]
    assert found == [
        ["Без учебных примеров", "2,3 %", "1 из 44", "нет"],
        ["С учебными примерами", "4,5 %", "2 из 44", "да"],
    ]
    (places,) = page.xpath("//section[@aria-labelledby='counted']")
    assert words(places) == "Кого посчитали Армавир учебный пример Сочи"


def test_an_indicator_that_is_not_measured_says_why_it_is_not_computed() -> None:
    page = words(tree(record_page(record(INDICATOR, "share", of="работников"))))
    assert "Не измерено. Измеряют, атлас не вычисляет" in page
    assert "участия — не люди" in page


def test_a_municipality_shows_its_passport_and_only_kinds_in_use_are_missing() -> None:
    deal = record(
        DOCUMENT,
        "deal",
        kind="contract",
        municipality=None,
        parties=[{"name": "МОУО", "municipality": "anapa"}],
    )
    net = record(
        NETWORK, "net", municipality=None, members=[{"organisation": "Школа", "municipality": "anapa"}]
    )
    practice = record(
        PRACTICE, "own", directions=["fg"], replications=[{"organisation": "Лицей", "municipality": "sochi"}]
    )
    award = {"document": "Приказ", "date": "2025-01-10", "valid_to": "2026-01-10"}
    pages = site_pages(
        practice, deal, net,
        record(RESOURCE_CENTRE, "centre", kind="krc", award=award),
        record(EVENT, "learn", kind="internship", starts="2026-10-06", ends="2026-10-07"),
        record(EVENT, "vote", kind="survey", starts="2026-11"),
        record(EVENT, "far", kind="internship", starts="2027-10-06"),
    )  # fmt: skip
    page = tree(pages["municipalities/anapa/"])
    sections = {
        one.get("aria-labelledby") or one.get("id"): words(one)
        for one in page.xpath("//section | //details[@id]")
    }
    assert "Запись learn 6 октября 2026 года — 7 октября 2026 года, стажировка, Анапа" in sections["coming"]
    assert "Запись vote" in sections["coming-others"]
    assert "10 января 2026 года истёк" in sections["statuses"]
    assert "Запись deal" in sections["agreements"]
    assert "Запись net муниципальная" in sections["in-networks"]
    assert "Сочи" in sections["given"]
    assert "far" not in sections["coming"]
    assert "measured" not in sections
    assert "здесь нет" not in sections["missing"].replace("практик здесь нет", "")
    empty = words(tree(pages["municipalities/sochi/"]))
    assert "Практик здесь нет; ближе всего — Анапа (1) Ресурсных центров здесь нет" in empty
    subject = words(tree(pages["subjects/physics/"]))
    assert "Ближайшие стажировки и мастер-классы Запись learn" in subject
    assert "Другие события" not in subject


def test_a_sample_fills_no_white_spot() -> None:
    pages = site_pages(
        record(PRACTICE, "own", directions=["fg"]),
        record(PRACTICE, "made-up", directions=["mentoring"], sample=True),
        record(PRACTICE, "near", directions=["mentoring"], municipality="novorossiysk", sample=True),
    )
    spots = [
        words(one) for one in tree(pages["municipalities/anapa/"]).xpath("//ul[@class='atlas-spots']/li")
    ]
    assert not any("ункциональн" in one for one in spots)
    assert "Наставничество здесь 1 учебный пример — Новороссийск 1 учебный пример" in spots
    assert "Воспитание нет нигде" in spots


def test_a_community_shows_its_events_and_documents() -> None:
    page = tree(
        record_page(
            record(COMMUNITY, "group"),
            record(EVENT, "day", communities=["group"], host={"record": "community/group"}),
            record(DOCUMENT, "act", prepared_with=["group"], agreed_with=["group"]),
        )
    )
    for name, address in (("events", "events/day/"), ("documents", "documents/act/")):
        (section,) = page.xpath(f"//section[@aria-labelledby='{name}']")
        assert section.xpath(".//a/@href") == [f"../../{address}"]


def test_a_practice_tells_how_to_ask_for_help_with_it() -> None:
    (address,) = tree(record_page(record(PRACTICE, "own"))).xpath("//a[.='Запросить сопровождение']/@href")
    assert address.startswith("https://github.com/")
    assert "practice=https%3A%2F%2Fexample.org%2Fatlas%2Fpractices%2Fown%2F" in address


def test_a_public_report_has_a_page_and_a_file_and_no_private_one_does() -> None:
    index = site_index(catalogue(record(RESOURCE_CENTRE, "centre", kind="krc")))
    drafts = {draft.address: draft for draft in all_drafts(index)}
    page = make_page(index, drafts["reports/statuses/"])
    assert tree(page).xpath("//a[@href='../../reports/statuses/statuses.csv']")
    assert tree(page).xpath("//a[@href='../../resource_centres/centre/']")
    assert "reports/experts/" not in drafts
    files = {file.path: file for file in list_report_files(index.catalogue, lambda: index.ledger)}
    assert "Запись centre" in files["reports/statuses/statuses.csv"].make().decode()
    assert "reports/experts/experts.csv" not in files


def test_many_tables_of_a_report_are_folded_behind_their_titles() -> None:
    index = site_index(catalogue(record(RESOURCE_CENTRE, "centre", kind="krc")))
    drafts = {draft.address: draft for draft in all_drafts(index)}
    passports = tree(make_page(index, drafts["reports/passport/"]))
    folded = passports.xpath("//details[@id and .//table]/summary")
    assert [words(one) for one in folded] == [words(one) for one in passports.xpath("//h2")]
    assert len(folded) > reports.MOST_OPEN
    assert not tree(make_page(index, drafts["reports/statuses/"])).xpath("//details")


def test_a_page_shows_the_first_rows_of_a_long_report_and_says_where_the_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reports, "MOST_ROWS", 2)
    monkeypatch.setattr(reports, "MOST_TABLES", 2)
    index = site_index(catalogue(*(record(RESOURCE_CENTRE, f"c-{n}", kind="krc") for n in range(3)), plan()))
    pages = {one.address: one for one in all_drafts(index)}
    registry = tree(make_page(index, pages["reports/statuses/"]))
    assert len(registry.xpath("//section[2]//tbody/tr")) == 2
    assert "Показано строк: 2, ещё 1 — в файле CSV." in words(registry)
    plans = tree(make_page(index, pages["reports/roadmap/"]))
    assert len(plans.xpath("//section//table")) == 2
    assert "Показано таблиц: 2, ещё 2 — в файле CSV." in words(plans)


def test_each_status_says_who_may_hold_it_whether_it_needs_a_network_and_when() -> None:
    known = (record(RESOURCE_CENTRE, "centre", kind="krc"), record(DOCUMENT, "dvizhenie-vverkh-proekt"))
    page = tree(site_pages(*known)["statuses/"])
    rows = page.xpath("//section[@aria-labelledby='krc']//tbody/tr")
    told = dict(cells(row) for row in rows)
    assert told["Кто может получить"] == "Методическая служба"
    assert told["Нужна ли сеть"] == "Да, сеть нескольких муниципалитетов"
    assert list(told)[4:7] == ["Апрель–май", "Июнь–июль", "Август"]
    assert told["Апрель–май"].startswith("Пакет документов")
    assert told["Где сказано"] == "Проект «Движение вверх», 2019"
    assert page.xpath(
        "//section[@aria-labelledby='krc']//td/a[contains(@href, 'documents/dvizhenie-vverkh-proekt/')]"
    )
    assert not page.xpath("//a[contains(@href, 'documents/ts-11')]")  # the atlas has no record of it
    assert told["У кого уже есть"] == "1 ресурсный центр"
    leader = words(page.xpath("//section[@aria-labelledby='network-leader']")[0])
    assert "Да, сеть нескольких муниципалитетов, если статус получает методическая служба" in leader
    rows = page.xpath("//section[@aria-labelledby='others']//tbody/tr")
    assert "Опорная школа, пока ни у кого" in [cells(row)[0] for row in rows]


def test_a_practice_shows_how_many_experts_looked_and_who_was_helped() -> None:
    decision = {
        "decision": "meets",
        "date": "2026-03-01",
        "body": "Совет",
        "experts": 3,
        "mode": "online",
    }
    asked = {"asked_on": "2026-05-01", "by": "organisation", "municipality": "sochi", "state": "under-way"}
    page = words(tree(record_page(record(PRACTICE, "own", expertise=[decision], accompaniment=[asked]))))
    assert "Смотрели: 3 эксперта, как: Онлайн" in page
    assert "Сопровождение 1 мая 2026 года Образовательная организация Сочи Идёт" in page
