"""A request to accompany a practice: from the form of an issue to a line in the practice's record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from support.atlases import AS_OF, REFERENCE
from support.building import buildable

from generator.intake.issue_forms.accompaniment import request_from_issue

DAY = dt.date.fromisoformat(AS_OF)
BODY = """### Практика

{practice}

### Кто просит

{by}

### Муниципалитет

Сочи

### Что нужно

Консультация.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An atlas with the vocabularies of the reference."""
    made = buildable(tmp_path / "atlas")
    for name in ("requester_kinds", "accompaniment_states"):
        source = REFERENCE / f"site_config/vocabularies/{name}.yaml"
        (made / f"site_config/vocabularies/{name}.yaml").write_bytes(source.read_bytes())
    return made


def test_a_request_becomes_a_line_of_the_record_and_names_nobody(root: Path) -> None:
    page = "https://example.org/atlas/practices/reading-hour/"
    body = BODY.format(practice=page, by="Образовательная организация")
    made = request_from_issue(root, body, asked_on=DAY, as_of=DAY)
    assert made is not None
    assert (made.path, made.obstacle, made.errors) == ("content/practices/reading-hour.yaml", "", [])
    value = yaml.safe_load(made.text)
    assert value["accompaniment"] == [{"asked_on": DAY, "by": "organisation", "state": "received"}]


@pytest.mark.parametrize(
    ("practice", "by", "said"),
    [
        ("https://example.org/practices/no-such/", "МОУО", "Такой практики в атласе нет"),
        ("../../etc/passwd", "МОУО", "Такой практики в атласе нет"),
        ("reading-hour", "Не знаю", "Не выбрано, кто просит"),
    ],
)
def test_what_cannot_be_written_is_told(root: Path, practice: str, by: str, said: str) -> None:
    made = request_from_issue(root, BODY.format(practice=practice, by=by), asked_on=DAY, as_of=DAY)
    assert made is not None
    assert said in made.obstacle
    assert not made.is_good


def test_another_issue_is_no_request(root: Path) -> None:
    assert request_from_issue(root, "Здравствуйте!", asked_on=DAY, as_of=DAY) is None
