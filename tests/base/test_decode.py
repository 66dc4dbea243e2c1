"""Bytes of unknown origin, as in damaged caches and strangers' files."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
import pytest
import yaml

from generator.base.decode import UndecodableError, decode, decode_or


class _Thing(msgspec.Struct, frozen=True):
    title: str
    number: int = 0


_BODIES = (
    *(b"\xff", b'"\xff"', b'{"title":"\xff"}', b'{"\xff":{}}', b"[\n" * 20_000, b"{", b"", b"\0" * 9),
    *(b'{"title":"a","number":' + b"9" * 5000 + b"}", b"\x91" * 200_000, b"\xdd"),
    b"a: &a [*a, *a]",
)
_DECODERS: dict[str, Callable[[bytes], object]] = {
    "json": msgspec.json.Decoder(_Thing).decode,
    "msgpack": msgspec.msgpack.Decoder(_Thing).decode,
    "python": lambda body: _Thing(**json.loads(body)),
    "yaml": lambda body: msgspec.convert(yaml.load(body, yaml.SafeLoader), _Thing),
}


@pytest.mark.parametrize("name", _DECODERS)
@pytest.mark.parametrize("body", _BODIES)
def test_whatever_a_decoder_raises_is_one_error(name: str, body: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(_DECODERS[name], body)
    assert decode_or(None, _DECODERS[name], body) is None


def test_what_is_whole_is_decoded() -> None:
    assert decode(msgspec.json.Decoder(_Thing).decode, b'{"title":"a"}') == _Thing("a")
