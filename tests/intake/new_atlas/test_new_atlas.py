"""A region's new atlas is whole: it passes its own check, builds, and tells where to begin."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from lxml import html
from support.building import texts
from support.commands import DAY, call
from support.new_atlas import REGIONS, begin

from generator.check.settings_check import load_settings
from generator.model.settings import Settings
from generator.source.schema_files import read_schemas

KRASNOYARSK = REGIONS / "krasnoyarsk.csv"
FOREIGN = re.compile(r"Краснодарск(?:ий|ого|ом|ому) кра(?!.{0,40}\))|РУМО|КРЦ|Территориальная методическая")
"""What another region calls by its own words; documents that a definition is taken from may be named."""


@pytest.fixture(scope="module")
def krasnoyarsk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("regions") / "krasnoyarsk"
    told = begin(root, KRASNOYARSK, "Красноярский край")
    assert told.code == 0, told
    assert "39\xa0муниципалитетов" in told.out
    return root


@pytest.fixture(scope="module")
def site(krasnoyarsk: Path) -> Path:
    told = call(krasnoyarsk, "build", *DAY)
    assert told.code == 0, told
    return krasnoyarsk / "site"


def settings_of(root: Path) -> Settings:
    settings = load_settings(root, read_schemas(root)).settings
    assert settings is not None
    return settings


def test_its_check_finds_nothing(krasnoyarsk: Path) -> None:
    for words in (("check", *DAY), ("fmt", "--check"), ("schema", "--check"), ("forms", "--check")):
        told = call(krasnoyarsk, *words)
        assert told.code == 0, told


def test_settings_are_the_regions_own(krasnoyarsk: Path) -> None:
    settings = settings_of(krasnoyarsk)
    assert settings.atlas.title == "Атлас образовательных практик Красноярского края"
    assert settings.atlas.region.oktmo == "04000000"
    assert settings.atlas.region.prepositional == "Красноярском крае"
    assert settings.atlas.site_address == "https://atlas.example.org/"
    places = {place.id: place for place in settings.municipalities}
    assert len(places) == 39
    assert (places["krasnoyarsk"].title, places["krasnoyarsk"].type) == ("Красноярск", "urban-district")
    assert places["severo-yeniseysky"].title == "Северо-Енисейский округ"
    assert places["abansky"].centre == "п. Абан"


def test_vocabularies_leave_out_what_only_another_region_says(krasnoyarsk: Path, tmp_path: Path) -> None:
    vocabularies = settings_of(krasnoyarsk).vocabularies
    assert not {"rumo"} & vocabularies["community_kinds"].by_id.keys()
    assert not {"krc", "kip"} & vocabularies["centre_kinds"].by_id.keys()
    assert "mms" in vocabularies["glossary"].by_id
    assert "tms" not in vocabularies["glossary"].by_id
    table = tmp_path / "t.csv"
    table.write_text(
        "код,название,центр,lat,lon\n03701000,городской округ город Краснодар,г Краснодар,45,39\n"
        "03705000,городской округ город Армавир,г Армавир,45,41\n",
        encoding="utf-8",
    )
    assert begin(tmp_path / "own", table, "Краснодарский край").code == 0
    assert "rumo" in settings_of(tmp_path / "own").vocabularies["community_kinds"].by_id


def test_no_file_speaks_of_another_region(krasnoyarsk: Path) -> None:
    for file in (path for path in krasnoyarsk.rglob("*") if path.is_file() and ".atlas" not in path.parts):
        text = file.read_text(encoding="utf-8", errors="replace")
        told = [line for line in text.splitlines() if FOREIGN.search(line) and "source" not in line]
        assert not told or file.suffix == ".json" or "site" in file.parts, (file, told)


def test_the_empty_home_page_says_where_to_begin(site: Path) -> None:
    home = html.document_fromstring((site / "index.html").read_bytes())
    text = " ".join("".join(texts(home, "//main//text()")).split())
    assert "Записей пока нет — добавьте первую" in text
    assert not home.xpath("//ul[@class='atlas-numbers']")
    steps = texts(home, "//section[@aria-labelledby='first']//a/@href")
    assert steps == ["contributing/", "propose/"]
    assert all((site / step / "index.html").is_file() for step in steps)


def test_a_region_of_one_city_has_no_map_and_no_choice_of_one(tmp_path: Path) -> None:
    assert begin(tmp_path, REGIONS / "novotroitsk.csv", "Новотроицк").code == 0
    assert settings_of(tmp_path).atlas.region.oktmo == "53723000"
    assert call(tmp_path, "build", *DAY).code == 0
    places = html.document_fromstring((tmp_path / "site/municipalities/index.html").read_bytes())
    assert not places.xpath("//*[@class='atlas-map']")
    search = html.document_fromstring((tmp_path / "site/search/index.html").read_bytes())
    facets = texts(search, "//details/@data-facet")
    assert "municipality" not in facets
    assert "subject" in facets
    home = html.document_fromstring((tmp_path / "site/index.html").read_bytes())
    assert not home.xpath("//main//a[starts-with(@href, 'municipalities/')][not(ancestor::nav)]")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Моё", encoding="utf-8")
    told = begin(tmp_path, KRASNOYARSK, "Красноярский край")
    assert told.code == 1
    assert "уже есть «README.md»: ничего не записано" in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_workflows_install_what_the_main_branch_pins(tmp_path: Path, forge: str) -> None:
    pin = "https://files.example.org/atlas-0.2.0-py3-none-any.whl#sha256=" + "0" * 64
    assert begin(tmp_path, KRASNOYARSK, "Красноярский край", "--generator", pin, forge=forge).code == 0
    assert (tmp_path / "generator.txt").read_text(encoding="utf-8") == f"regional-practice-atlas @ {pin}\n"
    assert "--hash=sha256:" in (tmp_path / "requirements.txt").read_text(encoding="utf-8")
    assert os.access(tmp_path / ".ci/install", os.X_OK)
    flows = [*(tmp_path / ".github/workflows").glob("*.yml"), *tmp_path.glob(".gitlab-ci.yml")]
    assert len(flows) == {"github": 5, "gitlab": 1, "forgejo": 0}[forge]
    for flow in flows:
        text = flow.read_text(encoding="utf-8")
        assert "a proposal cannot bring a checker of its own" in text
        assert "make " not in text
        assert yaml.safe_load(text)
    for flow in flows:
        if flow.name in {"check.yml", ".gitlab-ci.yml"}:
            before = flow.read_text(encoding="utf-8").partition(".ci/install")[0]
            assert "pull_request.base.sha" in before or "git checkout --quiet --force --detach" in before


def test_workflows_are_right_and_safe(tmp_path: Path) -> None:
    assert begin(tmp_path, KRASNOYARSK, "Красноярский край").code == 0
    assert begin(tmp_path / "gitlab", KRASNOYARSK, "Красноярский край", forge="gitlab").code == 0
    audit = [str(Path(sys.executable).with_name("zizmor")), "--quiet", "--offline", "--persona", "pedantic"]
    files = {
        "github-workflows": tmp_path.glob(".github/workflows/*.yml"),
        "gitlab-ci": [tmp_path / "gitlab/.gitlab-ci.yml"],
    }
    checks = [
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, paths)]
        for schema, paths in files.items()
    ]
    for command in (*checks, [*audit, str(tmp_path / ".github/workflows")]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_pipelines_of_gitlab_do_not_test_the_generator(tmp_path: Path) -> None:
    assert begin(tmp_path, KRASNOYARSK, "Красноярский край", forge="gitlab").code == 0
    parts = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert {*parts} - {"workflow", "stages", "default", "variables"} == {
        *("check", "site", "pages", "rsync", "links", "dead-links", "answers")
    }
