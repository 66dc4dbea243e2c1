"""Any letter is read without an exception; a record survives quoting and wrapping."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.atlases import REPOSITORY
from support.letters import GOOD, PATH, body_with, flow, letter, number_of, quote, raw, space, wrap

from generator.base.errors import AtlasError
from generator.base.limits import MAX_LETTER_PARTS, MAX_LETTER_RECORDS
from generator.letters.letter import read_letter
from generator.letters.letter_text import decode_text, join_flowed, text_of_html
from generator.letters.mailbox import read_mailbox
from generator.letters.proposals import find_proposals
from generator.letters.record_text import find_records, mend_text
from generator.source.schema_files import read_schemas

SCHEMAS = read_schemas(REPOSITORY)
WORDS = st.lists(
    st.sampled_from(["длина", "класс", "«урок»", "10", "—", "измерение", "м"]), min_size=1, max_size=60
)


@given(words=WORDS, width=st.integers(30, 90), quotes=st.integers(0, 4), spaces=st.booleans())
def test_quoting_wrapping_and_spaces_are_undone(
    words: list[str], width: int, quotes: int, *, spaces: bool
) -> None:
    text = GOOD.replace("title: Измерения на школьном дворе", f"title: А {' '.join(words)}")
    body = wrap(body_with(text), width)
    body = space(body) if spaces else body
    for _ in range(quotes):
        body = quote(body)
    (found,) = find_records(body)
    assert (found.path, found.depth) == (PATH, quotes)
    assert mend_text(found, {number_of(text)}) == text


@given(words=WORDS, width=st.integers(60, 90))
def test_the_flowed_format_is_undone(words: list[str], width: int) -> None:
    text = GOOD.replace("title: Измерения на школьном дворе", f"title: А {' '.join(words)}")
    (found,) = find_records(join_flowed(flow(body_with(text), width), delete_space=False))
    assert found.text == text


@pytest.mark.parametrize("fault", ["municipality: nowhere # ", "municipality: a: ", "summary: '"])
def test_an_attached_record_with_broken_lines_is_a_proposal_all_the_same(fault: str) -> None:
    """Its author is told what to correct in it, not that there is no record."""
    broken = GOOD.replace("municipality: ", fault, 1)
    assert broken != GOOD
    (found,) = find_proposals(
        read_letter(letter("Вот.", files={"a.yaml": broken.encode()}).as_bytes()), SCHEMAS
    )
    assert (found.path, found.obstacle, found.text) == (PATH, "", broken)


def test_a_record_that_was_garbled_on_its_way_is_read_anew() -> None:
    garbled = "".join(bytes([byte]).decode("cp1251", "ignore") or chr(byte) for byte in GOOD.encode())
    assert decode_text(garbled.encode(), "utf-8") == GOOD


@given(
    data=st.binary(max_size=2000),
    kind=st.sampled_from(["text/plain", "text/html", "multipart/mixed; boundary=a"]),
)
def test_no_bytes_raise(data: bytes, kind: str) -> None:
    for one in (data, raw(data, kind), letter(body_with()).as_bytes()[: len(data)] + data):
        for found in find_proposals(read_letter(one), SCHEMAS):
            assert found.obstacle or found.path


@given(text=st.text(alphabet="-—>запись атласа:\n\xa0<br>&id tle#", max_size=400))
def test_no_text_raises(text: str) -> None:
    text_of_html(text)
    assert all(one.text.endswith("\n") for one in find_records(text))


def test_deep_letters_and_long_ones_are_refused_in_words() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (one, one) for one in range(3000)
    )
    (found,) = find_proposals(read_letter(deep), SCHEMAS)
    assert found.obstacle
    (found,) = find_proposals(read_letter(raw(b"x" * 2_000_001, "text/plain")), SCHEMAS)
    assert found.obstacle == "текст письма или приложенного файла слишком длинный"
    (found,) = find_proposals(read_letter(raw(b"x" * 20_000_001, "text/plain")), SCHEMAS)
    assert found.obstacle == "письмо больше 20 МБ"
    many = letter("x", files={f"{one}.yaml": GOOD.encode() for one in range(201)})
    (found,) = find_proposals(read_letter(many.as_bytes()), SCHEMAS)
    assert found.obstacle == "в письме больше 200 частей и вложений"


def test_the_edges_of_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{one}.yaml": b"id: a" for one in range(MAX_LETTER_PARTS - 1)}  # and its text
    assert read_letter(letter("x", files=files).as_bytes()).obstacle == ""
    monkeypatch.setattr("generator.letters.letter.MAX_LETTER_TEXT", 900)
    assert read_letter(raw(b"x" * 899 + b"\n", "text/plain")).obstacle == ""
    assert "длинный" in read_letter(raw(b"x" * 900 + b"\n", "text/plain")).obstacle
    whole = raw(b"x" * 900, "application/zip")
    monkeypatch.setattr("generator.letters.letter.MAX_LETTER_BYTES", len(whole))
    assert read_letter(whole).obstacle == ""
    assert read_letter(whole + b"x").obstacle == "письмо больше 20 МБ"


def test_the_edge_of_a_letter_s_records() -> None:
    for number, told in ((MAX_LETTER_RECORDS, ""), (MAX_LETTER_RECORDS + 1, "в нём больше 100 записей")):
        bodies = (body_with(f"id: a{one}\n", f"content/events/a{one}.yaml") for one in range(number))
        found = find_proposals(read_letter(letter("\n".join(bodies)).as_bytes()), SCHEMAS)
        assert {one.obstacle for one in found} == {told}
        assert len(found) == (1 if told else number)


def test_the_edge_of_a_mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = tmp_path / "a.mbox"
    box.write_bytes(b"From a@b Fri Sep  4 10:00:00 2026\n" + letter("x").as_bytes() + b"\n")
    monkeypatch.setattr("generator.letters.mailbox.MAX_MAILBOX_BYTES", box.stat().st_size)
    assert len(list(read_mailbox(box))) == 1
    monkeypatch.setattr("generator.letters.mailbox.MAX_MAILBOX_BYTES", box.stat().st_size - 1)
    with pytest.raises(AtlasError, match="больше"):
        list(read_mailbox(box))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_file_is_named_in_letters_whatever_bytes_name_it(encoding: str) -> None:
    head = 'Content-Disposition: attachment;\r\n filename="практика.docx"\r\n'
    part = f"{head}Content-Type: application/octet-stream\r\n\r\nPK\x03\x04"
    sent = (
        f"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{part}\r\n--b--\r\n"
    )
    assert "практика.docx" in read_letter(sent.encode(encoding)).unread
