"""A record is read completely from a letter, however mail programs have changed it."""

from __future__ import annotations

import pytest
from support.atlases import REPOSITORY
from support.letters import GOOD, PATH, SENDER, WAYS

from generator.letters.letter import read_letter
from generator.letters.proposals import find_proposals
from generator.source.schema_files import read_schemas
from generator.source.yaml.reader import Parsed, read_yaml

SCHEMAS = read_schemas(REPOSITORY)


def value_of(text: str) -> object:
    read = read_yaml(text.encode())
    assert isinstance(read, Parsed)
    return read.value


@pytest.mark.parametrize("way", WAYS)
def test_the_record_comes_whole(way: str) -> None:
    read = read_letter(WAYS[way]())
    assert (read.sender, read.obstacle, read.is_automatic) == (SENDER, "", False)
    (found,) = find_proposals(read, SCHEMAS)
    assert (found.path, found.obstacle) == (PATH, "")
    assert value_of(found.text) == value_of(GOOD)
    if way != "bare-without-modeline":
        assert found.text == GOOD
