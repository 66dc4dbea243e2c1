from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support.records import own_settings

from generator.check.rules.page_addresses import page_addresses
from generator.model import addresses
from generator.model.kinds import PRACTICE
from generator.model.settings import Repository

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.text())
def test_a_slug_is_an_id_or_nothing(text: str) -> None:
    slug = addresses.slug(text)
    assert slug == "" or ID.fullmatch(slug)
    assert len(slug) <= addresses.SLUG_LIMIT


@given(st.text(), st.characters(categories=["L", "Nd"]), st.text())
def test_a_text_with_a_letter_or_a_digit_has_a_slug(before: str, letter: str, after: str) -> None:
    assert ID.fullmatch(addresses.slug(before + letter + after))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Читательская грамотность за 10 минут", "chitatelskaya-gramotnost-za-10-minut"),
        ("Щёлковский объезд: «подъём»", "shchyolkovsky-obyezd-podyom"),
        ("ШМО — исследует урок", "shmo-issleduyet-urok"),
        ("Й и Ё двумя знаками: и\u0306 е\u0308", "y-i-yo-dvumya-znakami-y-yo"),
        ("Café № 5", "cafe-no-5"),
        ("日本", "u65e5u672c"),
        ("?!", ""),
    ],
)
def test_one_fixed_transliteration(title: str, slug: str) -> None:
    assert addresses.slug(title) == slug


def test_a_long_slug_is_cut_between_words() -> None:
    assert addresses.slug("слово " * 40, limit=20) == "slovo-slovo-slovo"
    assert addresses.slug("о" * 100, limit=20) == "o" * 20


@given(st.lists(st.text(min_size=1)))
def test_tags_get_distinct_addresses_whatever_their_order(tags: list[str]) -> None:
    found = addresses.tags(tags)
    assert found == addresses.tags(reversed(tags))
    assert len(set(found.values())) == len(set(tags))


def test_tags_that_transliterate_alike_are_told_apart_by_numbers() -> None:
    assert addresses.tags(["тэг", "тег", "тег 2"]) == {
        "тег": "tags/teg/",
        "тег 2": "tags/teg-2/",
        "тэг": "tags/teg-3/",
    }


def test_terms_have_a_page_or_a_place_in_the_glossary() -> None:
    assert addresses.term("subjects", "physics") == "subjects/physics/"
    assert addresses.term("education_levels", "noo") == "levels/noo/"
    assert addresses.term("audiences", "teachers") == "glossary/#audiences-teachers"


def test_the_first_page_of_a_catalogue_is_its_folder() -> None:
    assert addresses.catalogue_page(PRACTICE) == "practices/"
    assert addresses.catalogue_page(PRACTICE, 3) == "practices/page/3/"


def test_further_pages_of_a_list_stand_below_it_and_are_known_by_their_form() -> None:
    assert addresses.sheet("levels/ooo/", 1) == "levels/ooo/"
    assert addresses.sheet("levels/ooo/", 12) == "levels/ooo/page/12/"
    assert addresses.is_sheet("levels/ooo/page/12/")
    assert not addresses.is_sheet("levels/page/")
    assert not addresses.is_sheet("page/12/")


def test_addresses_of_the_settings_hold_every_municipality_and_term_page() -> None:
    known = page_addresses(own_settings())
    assert {"", "search/", "municipalities/sochi/", "levels/do/", "subjects/physics/"} <= known
    assert {"about/", "help/", "reports/", "statuses/"} <= known
    assert "data/" not in known, "it has files and no page"
    assert all(address == "" or address.endswith("/") for address in known)


def repository(forge: str, address: str) -> Repository:
    """Return a repository on one of the forges that this atlas's settings describe."""
    return replace(own_settings().atlas.repository, kind=forge, address=address)


FILE = "content/practices/школа 1.yaml"
QUOTED = "content/practices/%D1%88%D0%BA%D0%BE%D0%BB%D0%B0%201.yaml"


@pytest.mark.parametrize(
    ("forge", "edit", "commit"),
    [
        ("github", f"edit/main/{QUOTED}", "commit/abc"),
        ("gitlab", f"-/edit/main/{QUOTED}", "-/commit/abc"),
        ("gitea", f"_edit/main/{QUOTED}", "commit/abc"),
        ("forgejo", f"_edit/main/{QUOTED}", "commit/abc"),
        ("gitflic", f"blob?file={QUOTED}&branch=main", "commit/abc"),
    ],
)
def test_every_forge_has_its_own_ways(forge: str, edit: str, commit: str) -> None:
    start = "https://git.example.org/atlas/"
    kept = repository(forge, start)
    assert addresses.edit_file(kept, FILE) == start + edit
    assert addresses.commit(kept, "abc") == start + commit
    history = addresses.file_history(kept, FILE)
    assert urlsplit(history).path.endswith(QUOTED) if kept.forge.history else history == ""


@pytest.mark.parametrize(
    ("forge", "new"),
    [
        ("github", "new/main?filename=content/practices/a.yaml"),
        ("gitlab", "-/new/main/content/practices?file_name=a.yaml"),
        ("gitea", "_new/main/content/practices?filename=a.yaml"),
    ],
)
def test_a_new_file_has_its_name_filled_in(forge: str, new: str) -> None:
    kept = repository(forge, "https://git.example.org/atlas")
    assert addresses.new_file(kept, "content/practices/a.yaml") == f"https://git.example.org/atlas/{new}"
