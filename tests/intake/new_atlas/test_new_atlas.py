"""A region's new atlas is complete: it passes its own check, builds, and says where to begin."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
import yaml
from lxml import html
from support.building import texts
from support.commands import BUILD, DAY, call
from support.new_atlas import GENERATOR, REGIONS, REPOSITORY_ADDRESS, begin
from support.service_schemas import assert_fit
from support.workflows import workflow

from generator.base.files import write_file
from generator.check.settings_check import load_ruleset
from generator.intake.new_atlas.workflows import PUBLISH, Pin, pin_on_forge, workflow_files
from generator.model.settings import Settings
from generator.source.schema_files import read_schemas

pytestmark = pytest.mark.usefixtures("few_findings")

KRASNOYARSK = REGIONS / "krasnoyarsk.csv"
TAGGED = "git+https://forge.example.org/generator/atlas.git@v0.2.0"
PIN = Pin("generator/atlas", "v0.2.0")
FOREIGN = re.compile(
    r"Краснодарск(?:ий|ого|ом|ому) кра(?!.{0,40}\))|РУМО|КРЦ|\bТМС\b|Территориальная методическая"
)
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
    told = call(krasnoyarsk, *BUILD)
    assert told.code == 0, told
    return krasnoyarsk / "site"


def settings_of(root: Path) -> Settings:
    settings = load_ruleset(root, read_schemas(root)).settings
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


def test_no_page_speaks_of_another_region(site: Path) -> None:
    for file in site.rglob("*.html"):
        told = FOREIGN.findall(file.read_text(encoding="utf-8"))
        assert not told, (file, told)


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
    assert call(tmp_path, *BUILD).code == 0
    places = html.document_fromstring((tmp_path / "site/municipalities/index.html").read_bytes())
    assert not places.xpath("//*[@class='atlas-map']")
    search = html.document_fromstring((tmp_path / "site/search/index.html").read_bytes())
    facets = texts(search, "//details/@data-facet")
    assert "municipality" not in facets
    assert "subject" in facets
    home = html.document_fromstring((tmp_path / "site/index.html").read_bytes())
    assert not home.xpath("//main//a[starts-with(@href, 'municipalities/')][not(ancestor::nav)]")


def test_a_table_of_settlements_makes_no_atlas_that_cannot_be_read(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = (f"04{number:06d},Лес{number} муниципальный округ,с Лес{number}" for number in range(2000))
    table.write_text("\n".join(["октмо,название,центр", *rows]), encoding="utf-8")
    told = begin(tmp_path / "atlas", table, "Красноярский край")
    assert told.code == 1
    assert "муниципалитетов 2000: столько атлас не прочтёт" in told.err
    assert not (tmp_path / "atlas").exists()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Моё", encoding="utf-8")
    told = begin(tmp_path, KRASNOYARSK, "Красноярский край")
    assert told.code == 1
    assert "уже есть «README.md»: ничего не записано" in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_the_generator_is_installed_as_the_main_branch_pins_it(krasnoyarsk: Path) -> None:
    pinned = (krasnoyarsk / "generator.txt").read_text(encoding="utf-8")
    assert pinned == f"regional-practice-atlas @ {GENERATOR}\n"
    assert "--hash=sha256:" in (krasnoyarsk / "requirements.txt").read_text(encoding="utf-8")
    assert "\ninstall: .venv/installed\n" in (krasnoyarsk / "Makefile").read_text(encoding="utf-8")
    assert os.access(krasnoyarsk / ".ci/publish_rsync", os.X_OK)
    assert len([*(krasnoyarsk / ".github/workflows").glob("*.yml")]) == 5
    host = yaml.safe_load((krasnoyarsk / "mkdocs.yml").read_text(encoding="utf-8"))
    assert (host["plugins"], host.get("hooks")) == (["atlas"], None)


def test_a_forge_without_jobs_of_ours_is_left_to_a_timer(tmp_path: Path) -> None:
    assert begin(tmp_path, KRASNOYARSK, "Красноярский край", forge="gitflic").code == 0
    assert written_workflows("gitflic", PIN) == {}
    assert "проверяет по таймеру `atlas robot check`" in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert call(tmp_path, "check").code == 0


@pytest.mark.parametrize("pin", [None, PIN], ids=["wheel", "tag"])
@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo", "gitea"])
def test_workflows_are_short_and_safe(forge: str, pin: Pin | None) -> None:
    files = written_workflows(forge, pin)
    assert len(files) == {"github": 5, "gitlab": 1, "forgejo": 2, "gitea": 2}[forge]
    for path, text in files.items():
        assert "a proposal cannot bring a checker of its own" in text
        if pin and forge in {"github", "gitlab"}:  # others cannot call workflows of another repository
            assert len(text.splitlines()) <= 30, path
        elif path.endswith(("check.yml", ".gitlab-ci.yml")):
            before = text.partition("make install")[0]
            detached = ("git checkout --quiet --force --detach", "git checkout --quiet --detach FETCH_HEAD")
            assert 'git checkout --quiet --detach "$PROPOSAL^1"' in before or any(
                one in before for one in detached
            )


def written_workflows(forge: str, pin: Pin | None) -> dict[str, str]:
    """Return the workflows of a forge by their paths, without the program that they run."""
    return {path: text for path, text in workflow_files(forge, pin) if path != PUBLISH}


def test_judges_of_workflows_find_nothing_wrong(tmp_path: Path) -> None:
    files = {
        f"{forge}-{bool(pin)}/{path}": text
        for forge, pin in product(("github", "gitlab", "forgejo", "gitea"), (None, PIN))
        for path, text in written_workflows(forge, pin).items()
    }
    for path, text in files.items():
        write_file(tmp_path / path, text.encode())
    zizmor = [str(Path(sys.executable).with_name("zizmor")), "--quiet", "--offline", "--persona", "pedantic"]
    of_gitlab = [path for path in files if path.startswith("gitlab")]
    others = [path for path in files if path not in of_gitlab]
    assert_fit("github-workflows", [tmp_path / path for path in others])
    assert_fit("gitlab-ci", [tmp_path / path for path in of_gitlab])
    done = subprocess.run([*zizmor, *others], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["check.yml", "comment.yml", "links.yml", "proposal.yml", "publish.yml"])
def test_a_called_workflow_may_do_what_its_jobs_ask_and_starts_when_ours_does(name: str) -> None:
    flow = yaml.safe_load(dict(workflow_files("github", PIN))[f".github/workflows/{name}"])
    (job,) = flow["jobs"].values()
    asked: dict[str, str] = {}
    for one in workflow(name)["jobs"].values():
        asked |= {right: max(level, asked.get(right, "")) for right, level in one["permissions"].items()}
    assert (flow["permissions"], job["permissions"]) == ({}, asked)
    assert job["uses"] == f"generator/atlas/.github/workflows/{name}@v0.2.0"
    assert ("secrets" in job) == (name == "publish.yml")
    assert {*flow[True]} == {*workflow(name)["on"]} - {"workflow_call"}  # `on` is a truth of YAML 1.1


def test_a_pipeline_of_gitlab_is_the_generators_at_its_tag() -> None:
    text = dict(workflow_files("gitlab", PIN))[".gitlab-ci.yml"]
    assert yaml.safe_load(text) == {
        "include": [{"project": "generator/atlas", "ref": "v0.2.0", "file": "/.gitlab/atlas.yml"}]
    }


@pytest.mark.parametrize(
    "source", ["git+https://other.example.org/a/b@v1", "git+https://forge.example.org/a/b", GENERATOR]
)
def test_a_forge_calls_only_its_own_repositories_and_only_by_a_tag(source: str) -> None:
    assert pin_on_forge(TAGGED, REPOSITORY_ADDRESS) == PIN
    assert pin_on_forge(source, REPOSITORY_ADDRESS) is None
