"""The link back to the form: mail programs truncate long links, so a long record is sent as a file."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib

import pytest
from support.atlases import REFERENCE, REPOSITORY
from support.letters import GOOD, PATH

from generator.check.settings_check import sound_settings
from generator.letters.ledger import ReceivedProposal
from generator.letters.letter import ProposalLetter
from generator.letters.reply import first_reply, make_form_link, write_reply
from generator.source.schema_files import read_schemas

ATLAS = sound_settings(REFERENCE, read_schemas(REPOSITORY)).atlas
EMPTY = "/propose/practices/"


def with_noise(words: int) -> str:
    """Return a record whose words cannot be compressed to less than half."""
    noise = " ".join(hashlib.sha256(str(one).encode()).hexdigest() for one in range(words))
    return GOOD.replace("problem: ", f"problem: {noise} ")


REPEATING = GOOD.replace("problem: ", f"problem: {'Очень подробно. ' * 300}")
USUAL, LONG = with_noise(40), with_noise(200)
SHORT = "id: proba\ntitle: Проба\n"


@pytest.mark.parametrize(
    ("text", "filled", "attached"),
    [
        (SHORT, True, False),
        (REPEATING, True, False),
        (USUAL, True, True),
        (LONG, False, True),
        ("id: [\n", False, True),
    ],
)
def test_a_link_is_as_long_as_mail_programs_take(text: str, *, filled: bool, attached: bool) -> None:
    link = make_form_link(PATH, text, ATLAS, is_published=False)
    assert (link.is_filled, bool(link.file)) == (filled, attached)
    assert ("#record=" in link.address or "#packed=" in link.address) is filled
    assert link.address.partition("#")[0].endswith(EMPTY)
    assert len(link.address) <= 6000
    assert link.file.decode() in {text, ""}


def test_a_letter_says_the_way_without_the_link() -> None:
    kept = ReceivedProposal(number="P-1", letters=("a",), digest="d", path=PATH, title="Проект «Тень»")
    link = make_form_link(PATH, LONG, ATLAS, is_published=False)
    data = write_reply(first_reply(kept, link, "taken"), ATLAS, ProposalLetter(sender="a@example.org"))
    text = data.decode()
    assert max(map(len, text.splitlines())) < 1000
    assert 'filename="izmereniya-na-shkolnom-dvore.yaml"' in text
    assert "#record=" not in text
    assert "#packed=" not in text


def test_a_long_record_is_packed_into_the_link() -> None:
    link = make_form_link(PATH, REPEATING, ATLAS, is_published=False)
    data = link.address.partition("#packed=")[2]
    value = json.loads(zlib.decompress(base64.urlsafe_b64decode(data + "=" * (-len(data) % 4)), wbits=-15))
    assert value["problem"].startswith("Очень подробно. ")
    assert len(link.address) < 2000
