"""The former names of a municipality lead to it: in search, in tables, from its old address."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from support.atlases import assemble
from support.pages import AS_OF, site_pages, tree, words
from support.records import own_settings

from generator.check.settings_check import load_ruleset
from generator.model.link import link
from generator.model.municipality import FormerMunicipality
from generator.model.settings import Settings
from generator.model.term_names import TermNames
from generator.site.search.names import make_names
from generator.source.schema_files import as_vocabulary, read_schemas

FORMER = FormerMunicipality(name="Черноморский район", oktmo="03699000", id="chernomorsky")


@pytest.fixture(scope="module")
def reformed() -> Settings:
    """Settings in which Анапа replaced a district."""
    places = [
        replace(place, formerly=(FORMER,)) if place.id == "anapa" else place
        for place in own_settings().municipalities
    ]
    return replace(own_settings(), municipalities=tuple(places))


def test_its_old_address_leads_to_the_new_page(reformed: Settings) -> None:
    catalogue = link([], reformed, AS_OF)
    assert catalogue.redirects == {"municipalities/chernomorsky/": "municipalities/anapa/"}


@pytest.mark.parametrize("phrase", ["черноморск", "03699000"])
def test_search_finds_it_by_the_old_name_and_code(reformed: Settings, phrase: str) -> None:
    names = make_names(reformed).names
    assert [one.value for one in names if phrase in (*one.titles, *one.also)] == ["Анапа"]


@pytest.mark.parametrize("said", ["Черноморский район", "черноморский р-н", "03699000"])
def test_tables_know_it_by_the_old_name_and_code(reformed: Settings, said: str) -> None:
    assert TermNames(as_vocabulary(reformed.municipalities)).find_id(said) == "anapa"


def test_its_page_says_what_was_there_before(reformed: Settings) -> None:
    page = tree(site_pages(settings=reformed)["municipalities/anapa/"])
    assert "Прежде Черноморский район 03699000" in words(page)


def test_a_former_id_that_is_in_use_is_a_finding(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    file = root / "site_config/municipalities.yaml"
    text = file.read_text(encoding="utf-8")
    second = text.split("- id: ")[2].split("\n")[0]
    former = f"    formerly:\n      - {{name: Прежний район, id: {second}}}\n"
    file.write_text(text.replace("    centre:", f"{former}    centre:", 1), encoding="utf-8")
    (finding,) = load_ruleset(root, read_schemas(root)).findings
    assert finding.code == "duplicate-id"
    assert f"«{second}»" in finding.what
