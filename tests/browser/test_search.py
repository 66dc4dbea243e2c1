"""Search in a real browser over the atlas's own records."""

from __future__ import annotations

import re
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from browser.test_pages import violations
from lxml import html
from playwright.sync_api import Browser, Page, Response, Route, expect
from support.commands import call
from support.new_atlas import REGIONS, begin
from support.queries import one_in_each, queries_of_reference, shares, shares_table
from support.search import NOTHING, Search
from support.sites import html_pages, serve_folder
from support.tabs import all_answered

from generator.base.hyphens import remove_hyphens

pytestmark = pytest.mark.browser

QUERIES = queries_of_reference()
PER_CLASS = 5
"""So many queries of a kind are asked in a browser, all of them by `tests/site/search/test_ranking.py`."""
FLOOR = (88, 95, 98)
"""Shares of queries, in hundredths, whose record stands in the first 1, 3 and 10 results."""
LATE = (
    "search/?q=математика&level=Основное+общее+образование",
    "search/?q=ъъъъъ",
    "practices/?level=Основное+общее+образование",
    "subjects/mathematics/?level=Основное+общее+образование",
    "municipalities/eysky/?near=1",
)
"""Lists that are asked for something by their address."""
FACETS = ("kind", "municipality", "subject", "grade", "level", "direction", "audience", "stage")
KINDS = {"Практики": "practices", "Сообщества": "communities", "Ресурсные центры": "resource_centres"}
"""Those whose catalogues and lists show cards."""
TERM_FOLDERS = {
    "municipality": "municipalities",
    "subject": "subjects",
    "level": "levels",
    "direction": "directions",
}
NOT_GIVEN = "не указано"
SHIFTS = """window.shifts = []; new PerformanceObserver((list) => list.getEntries().forEach((shift) => {
  if (!shift.hadRecentInput) window.shifts.push(shift.sources.map(({ node }) => `${node?.className}`));
})).observe({ type: "layout-shift", buffered: true });"""
STRICT = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"


@pytest.fixture
def search(page: Page, site_address: str) -> Search:
    return Search(page=page, site=site_address)


def hrefs(path: Path, xpath: str) -> list[str]:
    """Return the addresses that a page's elements link to."""
    found: Any = html.fromstring(path.read_text(encoding="utf-8")).xpath(f"{xpath}/@href")
    return [str(address) for address in found]


def records_of(path: Path, folder: str) -> set[str]:
    """Return the records of a kind that a page of its catalogue lists."""
    addresses = (href.replace("../", "").strip("/") for href in hrefs(path, "//h2/a"))
    return {address for address in addresses if address.startswith(f"{folder}/")}


def own_records(folder: Path) -> int:
    """Return the number of records listed in the sections of the page about a term or a place."""
    sections = " or ".join(f'@aria-labelledby="{kind}"' for kind in (*KINDS.values(), "here"))
    titles = f'//section[{sections}]//*[contains(@class, "atlas-card__title")]/a'
    pages = [folder / "index.html", *folder.glob("page/*/index.html")]
    found = {href.replace("../", "") for page in pages for href in hrefs(page, titles)}
    return len({address for address in found if address.startswith(tuple(KINDS.values()))})


def heading(path: Path) -> str:
    title = html.fromstring(path.read_text(encoding="utf-8")).xpath("string(//h1/text()[1])")
    return remove_hyphens(str(title)).strip()


def test_right_record_comes_first_or_near_it(search: Search) -> None:
    places = []
    search.open()
    for query in one_in_each(QUERIES, PER_CLASS):
        search.turn(q=query.text)
        places.append((query.kind, query.place_in(search.results[:10])))
    sys.stdout.write(shares_table(places))
    for floor, share in zip(FLOOR, shares([place for _, place in places]), strict=True):
        assert share >= floor


def test_results_come_as_one_types(search: Search) -> None:
    search.open()
    everything = search.count
    search.page.locator("#atlas-search-query").press_sequentially("метеопост", delay=30)
    search.wait_for_address(q="метеопост")
    assert search.results[0] == "practices/shkolnyi-meteopost/"
    assert 0 < search.count < everything
    assert search.page.locator(".atlas-result mark").first.inner_text() == "метеопост"
    assert "Брюховецкий район" in search.page.locator(".atlas-result .atlas-card__about").first.inner_text()
    search.page.go_back()
    search.wait_for_address()
    assert search.count == everything
    assert search.page.locator("#atlas-search-query").input_value() == ""


def test_made_up_records_are_marked_and_facts_are_not(search: Search) -> None:
    search.open(q="метеопост")
    assert "учебные примеры" in search.page.locator(".atlas-search__samples").inner_text()
    search.open(q="школа", shown="500")
    assert search.page.locator(".atlas-card .atlas-badge").first.text_content() == "учебный пример"
    assert search.page.locator(".atlas-search__samples").is_hidden()
    search.open(q="Краевая ассоциация молодых педагогов")
    assert search.results[0] == "communities/assotsiatsiya-molodykh-pedagogov/"
    assert "учебный пример" not in search.page.locator(".atlas-result .atlas-card__about").first.inner_text()


def test_facets_add_within_and_narrow_between(search: Search) -> None:
    search.open()
    subjects = search.counts("subject")
    search.choose("subject", "Математика")
    assert search.state == {"subject": ["Математика"]}
    assert search.count == subjects["Математика"]
    assert search.counts("subject") == subjects
    search.choose("subject", "Физика")
    either = search.count
    assert max(subjects["Математика"], subjects["Физика"]) <= either
    assert either <= subjects["Математика"] + subjects["Физика"]
    kinds = search.counts("kind")
    search.choose("kind", "Практики")
    assert search.count == kinds["Практики"] < either
    assert search.counts("kind") == kinds


def test_back_button_and_reset(search: Search) -> None:
    search.open(q="урок")
    words = search.count
    search.choose("kind", "Практики")
    search.choose("level", "Основное общее образование")
    narrowed = search.count
    search.page.go_back()
    search.wait_for_address(q="урок", kind="Практики")
    assert narrowed < search.count <= words
    assert not search.box("level", "Основное общее образование").is_checked()
    search.page.go_forward()
    search.wait_for_address(q="урок", kind="Практики", level="Основное общее образование")
    assert search.count == narrowed
    search.page.get_by_role("button", name="Сбросить отбор").click()
    search.wait_for_address(q="урок")
    assert search.count == words


def test_address_holds_the_whole_state(search: Search) -> None:
    search.open(q="школа", kind=["Практики", "Сообщества"], sort="title", shown="20")
    assert search.page.locator("#atlas-search-query").input_value() == "школа"
    assert search.box("kind", "Практики").is_checked()
    assert search.box("kind", "Сообщества").is_checked()
    assert search.page.locator("#atlas-search-sort").input_value() == "title"
    assert 10 < len(search.results) <= 20
    assert search.page.title().startswith("школа — Поиск")


def test_facet_counts_agree_with_catalogue_pages(search: Search, built_site: Path) -> None:
    search.open()
    catalogued = {title: set[str]() for title in KINDS}
    for title, folder in KINDS.items():
        pages = [built_site / folder / "index.html", *(built_site / folder).glob("page/*/index.html")]
        for path in pages:
            catalogued[title] |= records_of(path, folder)
    kinds = search.counts("kind")
    assert {title: kinds[title] for title in KINDS} == {
        title: len(records) for title, records in catalogued.items()
    }
    assert search.count == sum(kinds.values())
    for title in KINDS:
        search.choose("kind", title)
    for facet, folder in TERM_FOLDERS.items():
        listed = {
            heading(path): own_records(path.parent) for path in built_site.glob(f"{folder}/*/index.html")
        }
        counted = search.counts(facet)
        counted.pop(NOT_GIVEN, None)
        assert counted == {title: number for title, number in listed.items() if number}, facet


@pytest.mark.parametrize("facet", FACETS)
def test_no_record_vanishes_from_a_facet(search: Search, facet: str) -> None:
    search.open()
    everything = search.count
    search.open(**{facet: list(search.counts(facet))})
    assert search.count == everything


@pytest.mark.parametrize("sort", ["date", "title"])
def test_no_record_vanishes_when_sorted(search: Search, sort: str, built_site: Path) -> None:
    everything = sum(
        "data-pagefind-body" in path.read_text(encoding="utf-8") for path in html_pages(built_site)
    )
    search.open(sort=sort, shown="500")
    assert search.count == len(search.results) == everything


def test_sorting_by_title_follows_the_alphabet_with_samples_last(search: Search) -> None:
    search.open(q="школа", shown="500")
    search.page.locator("#atlas-search-sort").select_option("title")
    search.wait_for_address(
        q="школа",
        sort="title",
    )
    kickers = search.page.locator(".atlas-result .atlas-card__about").all_text_contents()
    folded = [
        ("учебный пример" in kicker.casefold(), title.casefold().replace("ё", "е").strip('«»"'))
        for kicker, title in zip(kickers, search.titles, strict=True)
    ]
    assert folded == sorted(folded)
    assert {is_sample for is_sample, _ in folded} == {False, True}


def test_more_results_are_shown_and_focused(search: Search) -> None:
    search.open(q="школа")
    assert len(search.results) == 10
    search.page.locator(".atlas-search__more").click()
    search.wait_for_address(q="школа", shown="20")
    assert len(search.results) == min(20, search.count)
    assert search.page.evaluate("document.activeElement.href") == search.site + search.results[10]


def test_typing_error_is_corrected_and_can_be_kept(search: Search) -> None:
    search.open(q="граммотность")
    assert search.note() == ("Показаны результаты по запросу «грамотность». Искать «граммотность»")
    assert search.count > 3
    search.page.get_by_role("link", name="Искать «граммотность»").click()
    search.wait_for_address(q="граммотность", exact="1")
    assert search.page.locator("#atlas-search-status").inner_text() == NOTHING
    search.page.locator(".atlas-search__nothing").get_by_role("link", name="грамотность", exact=True).click()
    search.wait_for_address(q="грамотность")
    assert search.note() == ""


def test_right_words_are_left_alone(search: Search) -> None:
    for query in ("посёлок", "школьный", "ошибок", "учителей", "РУМО", "фгос", "3 класс"):
        search.open(q=query)
        assert search.count > 0, query
        assert search.note() == "", query


def test_unknown_word_is_named_and_the_others_are_searched(search: Search) -> None:
    search.open(q="квазистационарный эксперимент")
    assert "Не встречается в атласе: «квазистационарный»" in search.note()
    assert "practices/fizicheskii-eksperiment-oge/" in search.results


def test_nothing_found_offers_to_drop_a_facet(search: Search) -> None:
    search.open(q="метеопост", kind="Сообщества")
    assert search.page.locator("#atlas-search-status").inner_text() == NOTHING
    way = search.page.locator(".atlas-search__nothing").get_by_role("link", name="без «Сообщества»")
    told = int("".join(filter(str.isdigit, way.inner_text())))
    way.click()
    search.wait_for_address(q="метеопост")
    assert search.count == told > 0


def test_nothing_found_leads_to_the_catalogues(search: Search) -> None:
    search.open(q="ъъъъъ")
    links = search.page.locator(".atlas-search__nothing a").evaluate_all("links => links.map(a => a.href)")
    assert {search.site + folder + "/" for folder in KINDS.values()} <= set(links)


def test_all_case_forms_give_the_same_records(search: Search) -> None:
    found = []
    for form in ("наставник", "наставника", "наставнику", "наставником", "наставники", "наставников"):
        search.open(q=form, sort="title", shown="100")
        found.append(search.results)
    assert found[0]
    assert all(other == found[0] for other in found)


def test_yo_and_ye_are_one_letter(search: Search) -> None:
    found = []
    for form in ("плёнка", "пленка", "ПЛЁНКА"):
        search.open(q=form)
        found.append(search.results)
    assert found[0]
    assert found[0] == found[1] == found[2]


def test_excerpt_never_shows_the_hidden_words(search: Search) -> None:
    for query in ("ЕГЭ", "дошкольник", "школьница", "ФГОС"):
        search.open(q=query, shown="100")
        told = search.page.locator(".atlas-search__results").inner_text()
        assert search.count > 0
        assert "zaliasz" not in told


def test_query_is_never_read_as_markup(search: Search) -> None:
    evil = '<img src=x onerror="document.title=1"><b>школа</b>'
    search.open(q=evil, subject="<script>1</script>")
    assert search.page.locator("#atlas-search img, #atlas-search b, #atlas-search script").count() == 0
    assert search.page.locator("#atlas-search-query").input_value() == evil
    expect(search.page.locator(".atlas-chip").first).to_have_text("<script>1</script> ×")


def test_back_leads_to_the_same_result(search: Search) -> None:
    search.open(q="урок")
    link = search.page.locator(".atlas-result a").nth(6)
    link.scroll_into_view_if_needed()
    place, address = search.page.evaluate("scrollY"), link.evaluate("link => link.href")
    link.click()
    search.page.wait_for_url(address)
    search.page.go_back()
    search.wait()
    search.page.wait_for_function("address => document.activeElement.href === address", arg=address)
    assert search.page.evaluate("scrollY") == pytest.approx(place, abs=2)


@pytest.mark.parametrize("width", [360, 1280])
def test_late_results_move_nothing(browser: Browser, site_address: str, width: int) -> None:
    def late(route: Route) -> None:
        tab.wait_for_timeout(300)
        route.continue_()

    context = browser.new_context(viewport={"width": width, "height": 740})
    tab = context.new_page()
    tab.add_init_script(SHIFTS)
    tab.route("**/pagefind/**", late)
    for address in LATE:
        tab.goto(site_address + address)
        Search(page=tab, site=site_address).wait()
        assert tab.evaluate("window.shifts") == [], address
    context.close()


def test_what_is_chosen_moves_nothing_when_it_comes(browser: Browser, site_address: str) -> None:
    def late(route: Route) -> None:
        tab.wait_for_timeout(600)  # so long after a press nothing that moves is forgiven
        route.continue_()

    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    tab.add_init_script(SHIFTS)
    tab.route("**/fragment/**", late)
    search = Search(page=tab, site=site_address)
    tab.goto(site_address + "municipalities/eysky/")
    tab.get_by_label("И соседние").check()
    search.wait_for_address(near="1")
    tab.goto(site_address + "practices/")
    tab.locator("#atlas-search-sort").select_option("date")
    search.wait_for_address(sort="date")
    assert tab.evaluate("window.shifts") == []
    context.close()


def test_facets_keep_their_places_while_one_types(search: Search) -> None:
    search.page.add_init_script(SHIFTS)
    search.open()
    field = search.page.locator("#atlas-search-query")
    for text, found in (("хор", 1), ("ъъъ", 0), ("урок", 1)):
        field.fill(text)
        search.wait_for_address(q=text)
        assert (search.count > 0) is bool(found)
        assert search.page.locator(".atlas-filters").is_visible() is bool(found)  # no empty panel
    assert search.page.evaluate("window.shifts") == []
    vain = search.page.locator('details[data-facet="subject"] [aria-disabled]').first
    vain.click(force=True)  # as a reader who does not mind that it is grey
    assert not vain.is_checked()
    assert search.state == {"q": ["урок"]}


def test_facets_are_a_sheet_on_a_phone(search: Search) -> None:
    search.page.set_viewport_size({"width": 360, "height": 740})
    search.open(q="урок")
    facet = search.page.locator('details[data-facet="kind"]')
    summary, show = facet.locator("summary"), facet.locator(".atlas-search__show")
    assert not show.is_visible()
    summary.click()
    expect(facet.locator(".atlas-filter__close")).to_be_focused()
    search.box("kind", "Практики").click()
    search.wait()
    expect(show).to_have_text(re.compile(r"^Показать \d+"))
    show.click()
    assert not show.is_visible()
    assert search.page.evaluate("document.activeElement.id") == "atlas-search-status"
    search.page.locator(".atlas-chip").first.click()
    search.wait_for_address(q="урок")
    assert search.page.evaluate("document.activeElement.id") == "atlas-search-status"  # its chip is gone
    summary.click()
    search.page.keyboard.press("Escape")
    assert not show.is_visible()


def test_typing_fetches_few_files(search: Search) -> None:
    search.open()
    asked: list[str] = []
    search.page.on("request", lambda request: asked.append(request.url))
    search.page.locator("#atlas-search-query").press_sequentially("уроки", delay=250)
    search.wait_for_address(q="уроки")
    assert (
        len([address for address in asked if "/pagefind/" in address or "/assets/search/" in address]) <= 25
    )


def test_terms_and_places_without_records_are_explained(search: Search) -> None:
    search.open(q="КРЦ")
    meaning = search.page.locator(".atlas-search__meaning")
    assert meaning.inner_text().startswith("КРЦ — краевой ресурсный центр")
    search.open(q="Щербиновская")
    note = search.note()
    assert note.startswith(
        "Щербиновский район: своих записей пока нет. Показаны записи соседей и те, что для всего региона."
    )
    search.open(q="Щербиновская", municipality="Весь край")
    assert search.count > 0
    search.open(q="Щербиновская")
    assert search.count > 0
    assert meaning.inner_text() == ""
    search.open(q="молодой стажёр в театре кукол на уроке химии")
    assert "показаны" in search.note()


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("молодой учитель новороссийск", "help/#young-teacher"),
        ("стажировка", "help/#internship"),
        ("глоссарий", "glossary/"),
        ("избранное", "saved/"),
        ("как предложить практику", "propose/"),
    ],
)
def test_a_query_leads_to_the_page_that_it_asks_for(search: Search, query: str, address: str) -> None:
    search.open(q=query)
    links = search.page.locator(".atlas-search__meaning a")
    assert f"{search.site}{address}" in links.evaluate_all("links => links.map(link => link.href)")


def test_an_empty_atlas_finds_nothing_because_it_has_nothing(page: Page, tmp_path: Path) -> None:
    told = begin(tmp_path / "atlas", REGIONS / "novotroitsk.csv", "Новотроицк")
    assert told.code == 0, told
    assert call(tmp_path / "atlas", "build").code == 0
    with serve_folder(tmp_path / "atlas/site") as address:
        empty = Search(page=page, site=address)
        empty.open(q="урок")
        expect(page.locator("#atlas-search-status")).to_have_text("Записей пока нет")
        expect(page.get_by_text("Возможно, вы имели в виду")).to_be_hidden()


@pytest.mark.parametrize("address", ["", "practices/shkolnyi-meteopost/", "municipalities/"])
def test_slash_leads_to_the_box_and_enter_to_the_results(search: Search, address: str) -> None:
    with all_answered(search.page):  # the keys have their script by then
        search.page.goto(search.site + address)
    search.page.keyboard.press("/")
    search.page.keyboard.type("огэ")
    search.page.keyboard.press("Enter")
    search.wait_for_address(q="огэ")
    assert "practices/fizicheskii-eksperiment-oge/" in search.results


def test_slash_on_the_search_page_leads_to_its_own_field(search: Search) -> None:
    search.open(q="школа")
    search.page.keyboard.press("/")
    assert search.page.evaluate("document.activeElement.id") == "atlas-search-query"
    search.page.keyboard.press("/")
    assert search.page.locator("#atlas-search-query").input_value() == "/"


def test_arrows_lead_from_the_field_through_the_results(search: Search) -> None:
    search.open(q="школа")
    search.page.locator("#atlas-search-query").focus()
    search.page.keyboard.press("ArrowDown")
    search.page.keyboard.press("ArrowDown")
    assert search.page.evaluate("document.activeElement.href") == search.site + search.results[1]
    search.page.keyboard.press("ArrowUp")
    search.page.keyboard.press("ArrowUp")
    assert search.page.evaluate("document.activeElement.id") == "atlas-search-query"


def test_focus_stays_on_a_ticked_value(search: Search) -> None:
    search.open()
    search.box("kind", "Практики").focus()
    search.page.keyboard.press("Space")
    search.wait_for_address(kind="Практики")
    assert search.page.evaluate("document.activeElement.value") == "Практики"


def test_without_scripts_the_page_says_what_to_do(browser: Browser, site_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site_address + "practices/shkolnyi-meteopost/")
    tab.locator("#atlas-search-box-query").fill("школа")
    tab.locator("#atlas-search-box-query").press("Enter")
    assert tab.url.startswith(site_address + "search/?q=")
    assert "JavaScript" in tab.locator(".atlas-search__without").inner_text()
    links = tab.locator(".atlas-search__without a").evaluate_all("links => links.map(a => a.href)")
    assert {site_address + folder + "/" for folder in KINDS.values()} <= set(links)
    assert tab.locator("#atlas-search").is_hidden()
    tab.get_by_role("link", name="По классу, затратам").click()
    assert tab.get_by_role("link", name="7 класс", exact=True).get_attribute("href") == "../by/grade/7-klass/"
    context.close()


def test_works_under_a_strict_content_security_policy(browser: Browser, site_address: str) -> None:
    def strict(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": STRICT})

    # A tab of its own: the theme's inline scripts are refused, and that is not what is shown here.
    context = browser.new_context()
    search = Search(page=context.new_page(), site=site_address)
    search.page.route("**/search/?*", strict)
    search.open(q="граммотность", kind="Практики")
    assert "грамотность" in search.note()
    assert search.count > 0
    context.close()


def test_first_search_is_light(browser: Browser, site_address: str) -> None:
    answers: list[Response] = []

    def remember(answer: Response) -> None:
        answers.append(answer)

    tab = browser.new_page()  # it has nothing of the site yet
    tab.on("response", remember)
    Search(page=tab, site=site_address).open(q="грамотность")
    own = [answer for answer in answers if "/pagefind/" in answer.url or "/assets/search/" in answer.url]
    assert len(own) <= 12
    # hosts compress texts; files of the index are compressed already
    assert sum(len(zlib.compress(answer.body())) for answer in own) <= 75_000
    tab.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "state", [{"q": "граммотность", "kind": "Практики"}, {"q": "метеопост", "kind": "Сообщества"}]
)
def test_axe_finds_nothing_in_what_scripts_show(search: Search, state: dict[str, str], width: int) -> None:
    search.page.set_viewport_size({"width": width, "height": 900})
    search.open(**state)
    search.page.locator("details[data-facet]").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert violations(search.page) == []
    assert search.page.evaluate("document.documentElement.scrollWidth") <= width
