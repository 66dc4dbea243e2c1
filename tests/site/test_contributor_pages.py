"""The guide for contributors is true: its record, the check's answer and its card are real."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import html
from support.additions import found_in
from support.atlases import REFERENCE, REPOSITORY
from support.pages import catalogue
from support.reading import check_fixture

from generator.canonical import canonical_text
from generator.cli import COMMANDS
from generator.model.catalogue import Entry, entry_with
from generator.model.kinds import PRACTICE
from generator.report.text import finding_text
from generator.site.views.site import Site, SiteIndex
from generator.site.views.tracked_catalogue import TrackedEntry
from generator.source.fields import Fields
from generator.source.git.history import History
from generator.source.package_files import package_file
from generator.source.schema_files import read_schemas
from generator.source.yaml.reader import Parsed, read_yaml

PAGES = package_file("site_config/pages")
"""What a new atlas begins with."""
GUIDE = (PAGES / "contributing.md").read_text(encoding="utf-8")
NAME = "chitatelsky-dnevnik-bez-pereskaza"


def blocks(language: str) -> list[str]:
    """Return the texts of the guide's blocks in a language."""
    return [
        str(found) for found in re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    ]


WRONG, RIGHT, RECORD = blocks("yaml")
(SAID,) = blocks("text")


def value() -> Any:  # noqa: ANN401 - any JSON
    read = read_yaml(RECORD.encode())
    assert isinstance(read, Parsed)
    return read.value


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The reference atlas with no record yet."""
    (tmp_path / "content/practices").mkdir(parents=True)
    shutil.copytree(REFERENCE / "site_config", tmp_path / "site_config")
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    return tmp_path


def put(root: Path, record: str) -> None:
    (root / f"content/practices/{NAME}.yaml").write_text(record, encoding="utf-8")


def test_the_record_of_the_guide_has_nothing_wrong_even_as_a_new_one(root: Path) -> None:
    put(root, RECORD)
    assert check_fixture(root).findings == ()
    assert found_in(root) == ()


def test_the_wrong_record_gets_just_the_answer_that_is_shown(root: Path) -> None:
    assert RECORD.count(RIGHT) == 1
    put(root, RECORD.replace(RIGHT, WRONG))
    (finding,) = check_fixture(root).findings
    assert finding_text(finding) == SAID.rstrip("\n")
    assert f"строка {finding.line}, столбец {finding.column}" in GUIDE
    assert f"findings/{finding.code}/" in GUIDE


def test_the_record_is_as_the_form_gives_it() -> None:
    assert canonical_text(value(), PRACTICE, read_schemas(REPOSITORY)) == RECORD


def test_the_answers_in_the_form_are_those_of_the_record() -> None:
    record = value()
    for answer in (record["title"], record["summary"], record["organisation"]["name"], record["problem"]):
        assert f"| {answer} |" in GUIDE
    for step in record["steps"]:
        assert f"{step['title']} ({step['duration']})" in GUIDE


def test_the_questions_of_the_form_are_called_as_in_the_form() -> None:
    fields = Fields(schemas=read_schemas(REPOSITORY), file=PRACTICE.schema_file)
    titles = {fields.at((key,)).title for key in value()}
    asked = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", GUIDE, re.MULTILINE)[1:]
    assert set(asked) == titles - {fields.at(("id",)).title}


def test_the_card_is_the_card_of_the_record() -> None:
    record = msgspec.convert(value(), PRACTICE.record_type)
    entry: Entry[Any] = entry_with(PRACTICE, record, f"content/practices/{NAME}.yaml")
    site = Site(SiteIndex(catalogue=catalogue(), history=History()))
    card = site.card(TrackedEntry(entry, site.depend_on))
    (shown,) = re.findall(r'<div class="atlas-card".*?</div>', GUIDE, re.DOTALL)
    lines = [" ".join(line.itertext()) for line in html.fragment_fromstring(shown)]
    about = " · ".join(item.title for item in card.about)
    assert lines == [about, card.title, card.gist, " · ".join(card.terms)]


@pytest.mark.parametrize("page", ["contributing", "editors", "tables"])
def test_every_command_that_pages_name_exists(page: str) -> None:
    text = (PAGES / f"{page}.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`|/)atlas ([a-z]+)", text, re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


def test_the_guide_asks_for_all_that_a_practice_shows_of_its_cost_and_evidence() -> None:
    properties = read_schemas(REPOSITORY)["practice.schema.json"]["properties"]
    effort, results = properties["effort"], properties["results"]["items"]["properties"]
    shown = [results[key] for key in ("sample", "measured_by", "comparison", "better", "points")]
    titles = [str(one["title"]).lower() for one in (effort, *effort["properties"].values(), *shown)]
    assert [title for title in titles if title not in GUIDE.lower()] == []
