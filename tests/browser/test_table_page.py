"""A register in the browser: checked like `atlas import`, answered, sent, received by `atlas inbox`."""

import base64
import csv
import datetime as dt
import gzip
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.test_pages import violations
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, Route, expect
from support.atlases import AS_OF, REFERENCE
from support.commands import call
from support.git import commit_all, git, start_repository
from support.hostile_tables import TEXTS, WORKBOOKS
from support.letters import letter
from support.registers import PLAIN_ROWS, SIZE, make_empty_atlas, write_plain_register, write_register
from support.sites import serve_folder
from support.tabs import DRAWN, open_tab

from generator.base.limits import MAX_POST_BYTES
from generator.check.settings_check import load_ruleset
from generator.intake.tables.judge.import_table import TableImport, import_table
from generator.intake.tables.judge.report import describe_finding, describe_result, group_findings
from generator.intake.tables.judge.writing import record_writer
from generator.intake.tables.questions.replacement_sheet import ANSWER
from generator.intake.tables.questions.replacements import TO_MEND
from generator.intake.tables.sheets import REPLACEMENTS
from generator.report.limits import MOST_TEXT

pytestmark = pytest.mark.browser

MAILBOX = "redaktsiya@example.org"
SETTINGS = f"  email: {MAILBOX}\nintake:\n  answer_days: 5\nrepository:\n"
ANSWERS = {"Протокол экспертной комиссии": "Источник: Документ"}
PATIENCE = 120_000
"""Milliseconds for Python to come and to judge: the tests of a run share two processors."""
HURRY = """() => {
  globalThis.testTimeout = setTimeout;
  globalThis.setTimeout = (act, wait) => testTimeout(act, wait / 60);
}"""
"""Makes a minute of the page a second."""
JUDGE = """([worker, sources, name, data, options]) => new Promise((done, failed) => {
  globalThis.testWorker ??= new Worker(worker, { type: "module" });
  const file = Uint8Array.from(atob(data), letter => letter.charCodeAt(0)).buffer;
  const text = bytes => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
  globalThis.testWorker.onerror = failed;
  globalThis.testWorker.onmessage = ({ data: told }) => {
    if (told.kind === "failed") failed(new Error(told.said));
    if (told.kind === "judged") done([told.result, text(told.answer), text(told.records)]);
  };
  globalThis.testWorker.postMessage({ sources, table: { file, name, options: JSON.stringify(options) } });
})"""
"""Asks the worker of the page as the page does, and returns what it says: text and files."""


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """An atlas without records, and the address of its site."""

    root: Path
    address: str

    @property
    def page(self) -> str:
        """The address of the page for tables."""
        return f"{self.address}propose/table/"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Atlas]:
    root = make_empty_atlas(start_repository(tmp_path_factory.mktemp("tables") / "atlas"))
    settings = root / "site_config/atlas.yaml"
    text = settings.read_text(encoding="utf-8").replace("repository:\n", SETTINGS, 1)
    settings.write_text(text, encoding="utf-8")
    (root / "site_config/intake").mkdir(exist_ok=True)
    kept = "constants:\n  - field: contact.email\n    text: tayna@example.org\n"
    (root / "site_config/intake/kro.yaml").write_text(kept, encoding="utf-8")
    (root / ".gitignore").write_text("site/\n.atlas/\n", encoding="utf-8")
    commit_all(root)
    built = call(root, "build", "--site-dir", str(root / "site"), "--as-of", AS_OF)
    assert built.code == 0, built.err
    with serve_folder(root / "site", mount="/atlas/") as address:
        yield Atlas(root=root, address=address)


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[Callable[[bool], Page]]:
    """Tabs of this module alone: a clock that has been set stays so for all later pages of a tab."""

    @cache
    def open_stopped(under_policy: bool) -> Page:  # noqa: FBT001 - as the fixture that this one replaces
        tab = open_tab(browser, under_policy=under_policy)
        tab.clock.set_fixed_time(dt.datetime.fromisoformat(f"{AS_OF}T12:00:00"))
        opened.append(tab)
        return tab

    opened: list[Page] = []
    yield open_stopped
    for tab in opened:
        tab.context.close()


@pytest.fixture(params=[360, 1280])
def table_page(request: pytest.FixtureRequest, page: Page, atlas: Atlas) -> Page:
    page.set_viewport_size({"width": request.param, "height": 740})
    page.goto(atlas.page)
    expect(page.locator("#atlas-table")).to_be_visible()
    return page


def _check(page: Page, file: Path) -> None:
    """Choose a table and wait for the page's result."""
    page.locator("#atlas-table-file").set_input_files(file)
    page.get_by_role("button", name="Проверить таблицу").click()
    done = page.locator("#atlas-table-result:not([hidden]), #atlas-table-failed:not([hidden])")
    expect(done).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#atlas-table-status")).to_have_text("")


def _save(page: Page, button: str, file: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    download.value.save_as(file)
    return file


def _answer(file: Path, filled: Path) -> Path:
    """Fill the sheet «Замены» of a workbook."""
    book = load_workbook(file)
    for row in book[REPLACEMENTS].iter_rows(min_row=3):
        if row[2].value in ANSWERS:
            row[ANSWER].value = ANSWERS[row[2].value]
    book.save(filled)
    return filled


def _files(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_register_is_answered_and_its_records_are_taken_from_the_letter(
    table_page: Page, atlas: Atlas, tmp_path: Path
) -> None:
    page, result = table_page, table_page.locator("#atlas-table-result")
    _check(page, write_register(tmp_path / "реестр.xlsx"))

    expect(result.locator("[data-summary]")).to_contain_text(f"Прочитано: {SIZE}\u00a0записей.")
    expect(result.locator("[data-part=asked]")).to_contain_text("Протокол экспертной комиссии")
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]  # type: ignore[index]
    assert _faults(page) == []
    answer = _save(page, "Скачать книгу с пометками", tmp_path / "ответ.xlsx")
    assert TO_MEND in [cell.value for cell in load_workbook(answer)["Реестр ЛП"][5]]

    _check(page, _answer(answer, tmp_path / "отвеченное.xlsx"))

    ready = result.locator("[data-part=ready]")
    expect(ready).to_contain_text(f"Можно отправить {SIZE}\u00a0записей.")
    assert _faults(page) == []
    number = ready.locator("[data-number]").inner_text()
    address = urlsplit(str(ready.locator("[data-mail]").get_attribute("href")))
    told = parse_qs(address.query)
    assert (address.scheme, address.path) == ("mailto", MAILBOX)
    assert told["subject"] == [f"Атлас: предложение {number}"]
    assert f"во вложении «predlozhenie-{number}.txt»" in told["body"][0]
    sent = _save(page, "Скачать файл для письма", tmp_path / "letter.txt").read_bytes()
    ready.get_by_text("Другие способы").click()
    files = _files(_save(page, "Скачать архив", tmp_path / "records.zip").read_bytes())
    assert len(files) == SIZE

    _take(atlas.root, tmp_path, sent, told, files)


def _take(
    root: Path, folder: Path, sent: bytes, told: Mapping[str, list[str]], files: Mapping[str, bytes]
) -> None:
    """Send a letter with records in an attached text, and find each in a branch as it was sent."""
    few = 3
    text, ending = sent.decode(), "----- конец записи -----\n"
    cut = ending.join(text.split(ending)[:few]) + ending  # a review of each takes a second
    mail = letter(told["body"][0], subject=told["subject"][0])
    mail.add_attachment(cut.encode(), maintype="text", subtype="plain", filename="predlozhenie.txt")
    (folder / "letters").mkdir()
    (folder / "letters/1.eml").write_bytes(mail.as_bytes())
    box = str(folder / "inbox")

    done = call(root, "inbox", str(folder / "letters"), "--output", box, "--no-preview", "--as-of", AS_OF)

    assert done.code == 0, done.out
    branches = git(root, "branch", "--list", "proposal/*", "--format=%(refname:short)").split()
    assert len(branches) == few, done.out
    for branch in branches:
        (path,) = git(root, "diff", "--name-only", f"main...{branch}").split()
        assert git(root, "show", f"{branch}:{path}") == files[path].decode().strip()
        assert branch.removeprefix("proposal/") in cut  # the number that the page has shown
        git(root, "checkout", "-q", branch)
        assert call(root, "check", "--as-of", AS_OF).code == 0
        git(root, "checkout", "-q", "main")
        git(root, "branch", "-q", "-D", branch)


def _book(folder: Path) -> Path:
    return write_register(folder / "реестр.xlsx")


def _answered(folder: Path) -> Path:
    root, file = make_empty_atlas(folder / "other"), folder / "ответ.xlsx"
    call(root, "import", str(_book(folder)), "--as-of", AS_OF, "--answer", str(file))
    return _answer(file, folder / "отвеченное.xlsx")


def _plain(folder: Path) -> Path:
    return write_plain_register(folder / "свод.xlsx")


def _csv(folder: Path) -> Path:
    file = folder / "реестр.csv"
    page = load_workbook(_plain(folder)).worksheets[0]
    with file.open("w", encoding="cp1251", newline="", errors="replace") as stream:
        csv.writer(stream, delimiter=";").writerows([cell.value for cell in row] for row in page.iter_rows())
    return file


REGISTERS: Mapping[str, Callable[[Path], Path]] = {
    "register": _book,
    "answered": _answered,
    "plain": _plain,
    "csv": _csv,
}


def _write(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("name", REGISTERS)
def test_the_page_says_and_makes_what_the_command_does(
    page: Page, atlas: Atlas, tmp_path: Path, name: str
) -> None:
    page.goto(atlas.page)
    file = REGISTERS[name](tmp_path)
    for drafts in (False, True):
        _compare(page, atlas, file, tmp_path, drafts=drafts)


def test_the_page_knows_the_records_of_the_site(
    page: Page, built_site: Path, site_address: str, tmp_path: Path
) -> None:
    file = tmp_path / "атлас.xlsx"
    assert call(REFERENCE, "export", str(file), "--kind", "practice").code == 0
    parts = [json.loads(one.read_bytes()) for one in built_site.glob("data/records/practices/*.json")]
    page.goto(f"{site_address}propose/table/")

    atlas, today = Atlas(root=REFERENCE, address=site_address), f"{dt.date.today()}"  # noqa: DTZ011 - the site's
    told, _, _ = _judge(page, atlas, file, drafts=False, day=today)

    same = next(line for line in told["summary"] if line.startswith("Уже есть в атласе и не отличаются"))
    assert f": {sum(map(len, parts))}\u00a0" in same


def test_whatever_is_wrong_with_a_table_is_told_as_by_the_command(
    page: Page, atlas: Atlas, tmp_path: Path
) -> None:
    page.goto(atlas.page)
    folders = (tmp_path / str(number) for number in range(len(WORKBOOKS) + len(TEXTS)))
    for make, _ in WORKBOOKS.values():
        folder = next(folders)
        folder.mkdir()
        _compare(page, atlas, make(folder / "a.xlsx"), folder)
    for data, _ in TEXTS.values():
        folder = next(folders)
        folder.mkdir()
        _compare(page, atlas, _write(folder / "a.csv", data), folder)


def _compare(page: Page, atlas: Atlas, file: Path, folder: Path, *, drafts: bool = False) -> None:
    """Check a table with the worker and with the command: findings, records and the answer are the same."""
    told, answer, records = _judge(page, atlas, file, drafts=drafts)
    wanted = TableImport(
        root=atlas.root,
        file=file,
        as_of=dt.date.fromisoformat(AS_OF),
        jobs=1,
        answer=folder / "answer-of-the-command.xlsx",
        drafts=drafts,
        force=True,
    )
    done = import_table(wanted)
    shown = [*group_findings(done.findings)][:MOST_TEXT]
    groups = [describe_finding(first, others) for first, others in shown]
    assert [{key: value for key, value in one.items() if key != "code"} for one in told["groups"]] == groups
    assert told["summary"] == [*describe_result(done)]
    assert told["notes"] == [*done.notes]
    assert [one["text"] for one in told["asked"]] == [one.text for one in done.replacements if one.open]
    assert wanted.answer is not None
    assert _cells(answer) == _cells(wanted.answer.read_bytes())
    text_of = record_writer(load_ruleset(atlas.root).schemas)
    ready = [*done.clean, *(one.record for one in done.drafts)]
    assert _files(records) == {one.path: text_of(one).encode() for one in ready}


def _judge(
    page: Page, atlas: Atlas, file: Path, *, drafts: bool, day: str = AS_OF
) -> tuple[dict[str, Any], bytes, bytes]:
    data = json.loads(page.locator("#atlas-table-data").text_content() or "")
    sources = {name: atlas.address + data[name] for name in ("runtime", "code", "atlas")}
    sources |= {"day": day, "records": [atlas.address + one for one in data["records"]]}
    options = {"kind": "", "institute": "", "drafts": drafts}
    body = base64.b64encode(file.read_bytes()).decode()
    given = [f"{sources['runtime']}worker.js", sources, file.name, body, options]
    result, answer, records = page.evaluate(JUDGE, given)
    return json.loads(result), base64.b64decode(answer), base64.b64decode(records)


def _cells(book: bytes) -> Mapping[str, object]:
    """Return the visible content of a workbook: values, notes and colours, not its own dates."""
    return {
        f"{page.title}!{cell.coordinate}": (
            cell.value,
            cell.comment.text if cell.comment else "",
            cell.fill.start_color.rgb,
        )
        for page in load_workbook(BytesIO(book)).worksheets
        for cell in page._cells.values()  # noqa: SLF001 - the rest of a sheet may be endless
        if cell.value is not None or cell.comment
    }


def test_python_that_does_not_come_is_told_and_may_be_asked_for_again(
    page: Page, atlas: Atlas, tmp_path: Path
) -> None:
    page.goto(atlas.page)
    refuse: Callable[[Route], None] = lambda route: route.abort()  # noqa: E731 - a route needs the same one twice
    page.context.route("**/worker.js", refuse)
    file = write_plain_register(tmp_path / "свод.xlsx")
    _check(page, file)
    failed = page.locator("#atlas-table-failed")
    expect(failed).to_contain_text("нет связи")
    expect(failed).to_contain_text(f"Пошлите таблицу письмом: приложите её к письму на {MAILBOX}.")
    assert _faults(page) == []

    page.context.unroute("**/worker.js", refuse)
    _check(page, file)
    expect(page.locator("[data-part=ready]")).to_contain_text(f"{len(PLAIN_ROWS)}\u00a0записи")


@contextmanager
def _give(page: Page, file: str, body: bytes, kind: str = "text/html") -> Iterator[None]:
    """Let something else come within the block instead of a file."""
    page.context.route(f"**/{file}", lambda route: route.fulfill(body=body, content_type=kind))
    try:
        yield
    finally:
        page.context.unroute(f"**/{file}")


def _play(page: Page, told: Mapping[str, object]) -> AbstractContextManager[None]:
    """Replace the worker within the block by one that answers at once."""
    body = f"onmessage = () => postMessage({json.dumps(told)});"
    return _give(page, "worker.js", body.encode(), "text/javascript")


def _judged(records: list[dict[str, object]]) -> Mapping[str, object]:
    """Return what a worker tells of a table without faults."""
    result = {"opened": True, "summary": [], "perLetter": 100, "mostBytes": MAX_POST_BYTES, "groups": []}
    result |= {"rest": "", "notes": [], "replaced": [], "asked": [], "drafts": [], "undrafted": [], "left": 0}
    result |= {"records": records, "institutes": ["institute", "kro"], "institute": "institute"}
    return {"kind": "judged", "result": json.dumps(result), "answer": "", "records": ""}


def _faults(page: Page) -> list[str]:
    """Return what axe finds in a page at rest: scrolling moves its header."""
    page.evaluate(DRAWN)
    return violations(page)


def test_a_device_or_a_browser_that_cannot_is_told_so(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    file, failed = _write(tmp_path / "a.csv", b"x"), page.locator("#atlas-table-failed")
    page.goto(atlas.page)
    with _play(page, {"kind": "failed", "why": "memory", "said": "MemoryError"}):
        _check(page, file)
    expect(failed).to_contain_text("не поместилась в память этого устройства")
    page.evaluate("delete globalThis.DecompressionStream")
    _check(page, file)
    expect(failed).to_contain_text("Этот браузер не умеет")


BROKEN: Mapping[str, tuple[str, bytes, str]] = {
    "new instructions": (
        "python.wasm.gzip",
        gzip.compress(b"\0asm\1\0\0\0\xff\xff"),
        "Этот браузер не умеет",
    ),
    "cut": ("python.wasm.gzip", gzip.compress(b"\0asm\1\0\0\0")[:-4], "нет связи"),
    "login of a network": ("generator.zip", b"<title>Login</title>", "нет связи"),
    "login instead of data": ("atlas.gzip", b"<title>Login</title>", "нет связи"),
}


def test_a_browser_that_forbids_workers_is_told_so(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    page.goto(atlas.page)
    page.evaluate(
        "() => { globalThis.Worker = function () { throw new DOMException('no', 'SecurityError'); }; }"
    )
    _check(page, _write(tmp_path / "a.csv", b"x"))
    expect(page.locator("#atlas-table-failed")).to_contain_text("не умеет или не разрешает")
    expect(page.get_by_role("button", name="Проверить таблицу")).to_be_enabled()


@pytest.mark.parametrize("part", BROKEN)
def test_a_part_that_comes_broken_is_told(page: Page, atlas: Atlas, tmp_path: Path, part: str) -> None:
    file, body, said = BROKEN[part]
    page.goto(atlas.page)
    with _give(page, file, body):
        _check(page, write_plain_register(tmp_path / "свод.xlsx"))
    expect(page.locator("#atlas-table-failed")).to_contain_text(said)


def test_a_load_that_stands_still_is_told(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    page.route("**/worker.js", lambda _: None)
    page.goto(atlas.page)
    page.evaluate(HURRY)
    page.locator("#atlas-table-file").set_input_files(_write(tmp_path / "a.csv", b"x"))
    page.get_by_role("button", name="Проверить таблицу").click()
    expect(page.locator("progress")).to_be_visible()
    expect(page.locator("#atlas-table-failed")).to_contain_text("нет связи")
    expect(page.locator("progress")).to_be_hidden()


def test_a_check_that_takes_long_says_so_and_can_be_stopped(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    page.goto(atlas.page)
    page.evaluate(HURRY)
    file, status = write_plain_register(tmp_path / "свод.xlsx"), page.locator("#atlas-table-status")
    with _play(page, {"kind": "loaded"}):
        page.locator("#atlas-table-file").set_input_files(file)
        page.get_by_role("button", name="Проверить таблицу").click()
        expect(status).to_have_text("Таблица читается и проверяется…")
        expect(status).to_contain_text("дольше минуты")
        page.get_by_role("button", name="Остановить").click()
    expect(status).to_have_text("Проверка остановлена.")
    expect(page.get_by_role("button", name="Остановить")).to_be_hidden()
    page.evaluate("() => { globalThis.setTimeout = globalThis.testTimeout; }")
    _check(page, file)
    expect(page.locator("[data-part=ready]")).to_contain_text(f"{len(PLAIN_ROWS)}\u00a0записи")


def test_a_table_chosen_meanwhile_does_not_give_its_name_to_the_other(
    page: Page, atlas: Atlas, tmp_path: Path
) -> None:
    page.goto(atlas.page)
    chosen, status = page.locator("#atlas-table-file"), page.locator("#atlas-table-status")
    chosen.set_input_files(write_plain_register(tmp_path / "свод.xlsx"))
    page.get_by_role("button", name="Проверить таблицу").click()
    expect(page.locator("progress")).to_be_visible()
    chosen.set_input_files(_write(tmp_path / "другая.csv", b"x"))
    expect(page.locator("progress")).to_be_visible()
    expect(page.locator("#atlas-table-result")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-summary]")).to_contain_text("Таблица «свод.xlsx».")
    expect(status).to_have_text("Выбрана другая таблица: её проверка ещё не начата.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Скачать книгу с пометками").click()
    assert download.value.suggested_filename == "свод — ответ.xlsx"


def test_a_table_that_is_gone_is_told_and_may_be_chosen_again(
    page: Page, atlas: Atlas, tmp_path: Path
) -> None:
    page.goto(atlas.page)
    file = write_plain_register(tmp_path / "свод.xlsx")
    data = file.read_bytes()
    page.locator("#atlas-table-file").set_input_files(file)
    file.unlink()
    page.get_by_role("button", name="Проверить таблицу").click()
    expect(page.locator("#atlas-table-failed")).to_contain_text("изменился или удалён")
    _check(page, _write(file, data))
    expect(page.locator("[data-part=ready]")).to_contain_text(f"{len(PLAIN_ROWS)}\u00a0записи")


def test_letters_are_no_larger_than_a_receiver_takes(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    text = "я" * 60_000  # 120 KB: two in a letter
    records = [
        {"path": f"content/practices/p{one}.yaml", "title": f"П{one}", "text": text, "draft": False}
        for one in range(5)
    ]
    page.goto(atlas.page)
    with _play(page, _judged(records)):
        _check(page, _write(tmp_path / "a.csv", b"x"))
    ready = page.locator("[data-part=ready]")
    for which, number in enumerate((2, 2, 1), start=1):
        expect(ready).to_contain_text(f"не больше 100\u00a0записей и 300 КБ, это письмо {which} из 3")
        sent = _save(page, "Скачать файл для письма", tmp_path / f"{which}.txt").read_bytes()
        assert sent.count(b"content/practices/") == number
        assert len(sent) <= MAX_POST_BYTES
        page.get_by_role("button", name="Следующее письмо").click()


def test_more_records_than_a_letter_holds_go_in_several(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    records = [
        {
            "path": f"content/practices/p{one}.yaml",
            "title": f"П{one}",
            "text": f"id: p{one}\n",
            "draft": False,
        }
        for one in range(150)
    ]
    page.goto(atlas.page)
    with _play(page, _judged(records)):
        _check(page, _write(tmp_path / "a.csv", b"x"))

    ready = page.locator("[data-part=ready]")
    expect(ready).to_contain_text("Можно отправить 150\u00a0записей.")
    expect(ready).to_contain_text("это письмо 1 из 2")
    first = ready.locator("[data-number]").inner_text()
    file = _save(page, "Скачать файл для письма", tmp_path / "1.txt")
    assert file.read_text(encoding="utf-8").count("----- конец записи -----") == 100
    page.get_by_role("button", name="Следующее письмо").click()
    expect(ready).to_contain_text("это письмо 2 из 2")
    assert ready.locator("[data-number]").inner_text() != first
    file = _save(page, "Скачать файл для письма", tmp_path / "2.txt")
    assert file.read_text(encoding="utf-8").count("----- конец записи -----") == 50
    page.get_by_text("Как читать таблицу").click()
    expect(page.locator("#atlas-table-institute")).to_have_value("institute")
    assert _faults(page) == []


def test_what_is_not_a_table_is_told_in_words(page: Page, atlas: Atlas, tmp_path: Path) -> None:
    page.goto(atlas.page)
    _check(page, _write(tmp_path / "фото.xlsx", b"\xff\xd8\xff" * 1000))
    expect(page.locator("[data-part=groups]")).to_contain_text("ошибка")
    expect(page.locator("#atlas-table-result [data-summary]")).to_contain_text("Готово к отправке: 0")
    expect(page.locator("[data-part=ready]")).to_be_hidden()
    expect(page.get_by_role("button", name="Скачать книгу с пометками")).to_be_hidden()
    expect(page.get_by_text("Те же замечания стоят в книге")).to_be_hidden()


def test_without_scripts_the_page_says_how_to_send_a_table(atlas: Atlas) -> None:
    text = (atlas.root / "site/propose/table/index.html").read_text(encoding="utf-8")
    assert "Таблица проверяется в браузере, а сценарии (JavaScript) в нём выключены" in text
    assert f"mailto:{MAILBOX}" in text


def test_what_an_institute_gave_for_all_its_records_is_not_published(atlas: Atlas) -> None:
    packed = gzip.decompress((atlas.root / "site/data/tables/atlas.gzip").read_bytes())
    assert b"kro" in packed
    assert b"tayna@example.org" not in packed
