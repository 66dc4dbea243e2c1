"""The forms of the site, as tests fill them in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from generator.source.yaml.reader import Parsed, read_yaml

SUMMARY = "Ученики измеряют тень столба на школьном дворе и сами решают, какую зависимость проверить дальше."
TITLES = {
    "practices": "Теплица на крыше: наблюдаем за ростом огурцов",
    "communities": "Клуб учителей, которые ведут школьные обсерватории",
    "resource_centres": "Опорный центр школьной астрономии",
}
IDS = {
    "practices": "teplitsa-na-kryshe-nablyudayem-za-rostom-ogurtsov",
    "communities": "klub-uchiteley-kotorye-vedut-shkolnye-observatorii",
    "resource_centres": "oporny-tsentr-shkolnoy-astronomii",
}


def open_form(page: Page, address: str) -> Page:
    """Open a form and wait until it works."""
    page.goto(address)
    expect(page.locator("#atlas-form")).to_be_visible()
    expect(page.locator("#atlas-form-preview article")).to_be_attached()
    return page


def field(page: Page, key: str) -> Locator:
    """Return a field of the record itself by its key; parts of a section follow after a dash."""
    return page.locator(f"#f-{key}")


def choose(page: Page, key: str, *values: str) -> None:
    """Tick choices of a field by their ids."""
    whole = page.locator(f"#f-{key} [data-all]")
    for value in values:
        if whole.count() and page.locator(f"#f-{key}-values").is_hidden():
            whole.click()
        page.locator(f"input[name=f-{key}][value={value}]").check()


def unfold(page: Page, title: str) -> Locator:
    """Open a collapsed part of the form."""
    part = (
        page.locator("#atlas-form-fields details").filter(has=page.locator("summary", has_text=title)).first
    )
    part.locator("summary").first.click()
    open_folds(part)
    return part


def open_folds(place: Locator) -> None:
    """Open what is collapsed in an element: the parts that most people leave empty."""
    place.evaluate("one => one.querySelectorAll('details').forEach(inner => { inner.open = true; })")


def fill_main(page: Page, folder: str) -> None:
    """Fill in the required fields of all records of a kind."""
    field(page, "title").fill(TITLES[folder])
    field(page, "summary").fill(SUMMARY)
    choose(page, "subjects", "physics")
    page.locator("#f-municipality-filter").fill("анап")
    choose(page, "municipality", "anapa")
    expect(page.locator("#f-municipality-filter")).to_have_value("")  # closing takes the focus
    field(page, "organisation-name").fill("Сельская школа № 5")
    field(page, "source-title").fill("Отчёт школы за 2025 год")
    _FILLERS[folder](page)


def _practice(page: Page) -> None:
    choose(page, "education_levels", "ooo")
    field(page, "contact-email").fill("shkola@example.org")
    field(page, "problem").fill("Опыты есть, а измерений нет: ученики не верят формулам.")
    step = page.locator("#f-steps [data-item]").first
    step.get_by_label("Название шага").fill("Взять рулетку")
    step.get_by_label("Пояснение").fill("Измерить тень в полдень.\n\nЗаписать в таблицу.")


_FILLERS: dict[str, Callable[[Page], None]] = {
    "practices": _practice,
    "communities": lambda page: choose(page, "level", "municipal"),
    "resource_centres": lambda page: choose(page, "education_levels", "ooo"),
}


def finish(page: Page) -> str:
    """Press the final button, again if there is only advice, and return the text of the file."""
    send = page.get_by_role("button", name="Проверить и отправить")
    ready = page.locator("#atlas-form-result")
    send.click()
    advised = page.get_by_role("heading", name="Посмотрите ещё раз")
    told = "#atlas-form-result:not([hidden]), #atlas-form-summary:not([hidden])"
    expect(page.locator(told).first).to_be_visible()
    if advised.is_visible():
        send.click()
    expect(ready).to_be_visible()
    return page.locator("#atlas-form-text").input_value()


def value_of(text: str) -> Any:  # noqa: ANN401 - any record
    """Return the value of a file."""
    read = read_yaml(text.encode())
    assert isinstance(read, Parsed), text
    return read.value
