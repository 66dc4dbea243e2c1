"""`atlas links`, as a person and a workflow run it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.atlases import AS_OF, FIXTURES, assemble
from support.commands import call
from support.web import allow_sites, small_web

from generator.upkeep.links.politeness import Politeness

WORDS = ("links", "--as-of", AS_OF, "--pause", "0", "--second-look", "0", "--timeout", "9")


@pytest.fixture(autouse=True)
def own_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow requests to this machine."""
    monkeypatch.setattr(
        "generator.cli.links.Politeness", lambda **given: Politeness(**given, allowed=allow_sites)
    )


def atlas(folder: Path, *addresses: str, sample: bool = False) -> Path:
    """Create an atlas with one practice that links to some addresses."""
    root = assemble(folder / "atlas", FIXTURES / "valid")
    (file,) = (root / "content/practices").glob("*.yaml")
    record = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    record["materials"] = [
        {"title": f"@all <b>{number}</b> | x", "address": one} for number, one in enumerate(addresses)
    ]
    record["sample"] = sample
    if not sample:
        record["source"] = {"title": "Приказ № 1"}
    file.write_text(yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")
    return root


def test_dead_links_are_told_with_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "report.md"
    with small_web(monkeypatch, good=200, gone=404, shy=403, old=(301, {"Location": "/good"})) as web:
        root = atlas(tmp_path, *(web.address(path) for path in ("/good", "/gone", "/shy", "/old")))
        told = call(root, *WORDS, "--report", str(report))
    assert told.code == 1
    assert f"{web.address('/gone')}\n    такой страницы нет (404), не открывается с 01.09.2026" in told.out
    assert "поле «Материалы для скачивания, пункт 2, Адрес»" in told.out
    assert "сайт не пускает программы (403)" in told.out
    assert f"новый адрес: {web.address('/good')}" in told.out
    assert told.out.endswith("Не открываются: 1. Не удалось проверить: 1.\n")
    text = report.read_text(encoding="utf-8")
    assert "### Страницы нет" in text
    assert "/edit/main/content/practices/" in text
    assert "<b>" not in text
    assert "@all" not in text


def test_all_well_is_zero_and_samples_are_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_web(monkeypatch, good=200) as web:
        told = call(atlas(tmp_path / "a", web.address("/good")), *WORDS)
        assert (told.code, told.out) == (
            0,
            "Открываются: 1 адрес. Не открываются: 0. Не удалось проверить: 0.\n".replace(
                "1 адрес", "1\u00a0адрес"
            ),
        )
        asked = len(web.asked)
        told = call(atlas(tmp_path / "b", web.address("/gone"), sample=True), *WORDS)
        assert told.code == 0
        assert len(web.asked) == asked


def test_the_state_is_kept_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_web(monkeypatch, good=200) as web:
        root = atlas(tmp_path, web.address("/good"))
        call(root, *WORDS)
        assert (root / ".atlas/links.json").is_file()
        call(root, *WORDS, "--state", str(tmp_path / "state.json"), "--fresh-days", "6")
        call(root, *WORDS, "--state", str(tmp_path / "state.json"), "--fresh-days", "6")
    assert web.times("/good") == 2


def test_broken_settings_are_told(tmp_path: Path) -> None:
    root = atlas(tmp_path)
    (root / "site_config/atlas.yaml").write_text("title: [", encoding="utf-8")
    told = call(root, *WORDS)
    assert told.code == 1
    assert "в настройках атласа есть ошибки" in told.err


@pytest.mark.parametrize("option", ["--pause", "--timeout", "--second-look"])
@pytest.mark.parametrize("value", ["nan", "-nan", "inf", "-inf", "-1", "1e999", "скоро"])
def test_a_time_that_is_no_time_is_refused(tmp_path: Path, option: str, value: str) -> None:
    told = call(atlas(tmp_path), "links", f"{option}={value}")
    assert (told.code, told.out) == (2, "")
    assert f"значение параметра «{option}» не подходит. Нужно число от " in told.err


def test_an_atlas_with_an_address_in_cyrillic_can_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_web(monkeypatch, good=200) as web:
        root = atlas(tmp_path, web.address("/good"))
        file = root / "site_config/atlas.yaml"
        settings = yaml.safe_load(file.read_text(encoding="utf-8"))
        settings["site_address"] = "https://атлас-практик.рф/край/"
        file.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        told = call(root, *WORDS)
    assert told.code == 0, told.err
    assert {agent for *_, agent in web.asked} == {
        "atlas-links/1 (+https://xn----7sbab4blbc2bkiji.xn--p1ai/%D0%BA%D1%80%D0%B0%D0%B9/)"
    }


def test_a_page_that_became_a_login_is_doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"old": (301, {"Location": "/auth/login?back=/old"}), "auth/login?back=/old": 200}
    report = tmp_path / "report.md"
    with small_web(monkeypatch, **answers) as web:
        told = call(atlas(tmp_path, web.address("/old")), *WORDS, "--report", str(report))
    assert told.code == 0
    assert "Сомнительные: сайт показывает не ту страницу, посмотрите сами:\n" in told.out
    assert "сайт пересылает: страница входа или проверки" in told.out
    assert "новый адрес" not in told.out
    assert told.out.endswith("Не открываются: 0. Сомнительные: 1. Не удалось проверить: 0.\n")
    assert "### Сомнительные" in report.read_text(encoding="utf-8")
