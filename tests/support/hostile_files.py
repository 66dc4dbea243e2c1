"""Files that a contributor may put among records, and that a repository itself cannot contain.

Some are too large, some are not regular files, some have names that other systems cannot check out. The small
ones are in `tests/fixtures/reading`.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from support.atlases import FIXTURES, assemble

EXPECTED = FIXTURES / "hostile_files"
"""The findings about each: a text file with its name."""
VALID = FIXTURES / "valid"
_RECORD = (VALID / "content/practices/obrazets.yaml").read_text(encoding="utf-8")
_MEBIBYTE = 1024 * 1024

Put = Callable[[Path], None]
"""Puts something hostile into the folder of practices, which already contains a valid record."""


def record(record_id: str) -> str:
    """Return the text of a valid record with an id."""
    title = f"title: Урок физики на дворе, {record_id[:20]}"
    return _RECORD.replace("id: obrazets", f"id: {record_id}").replace(
        "title: Урок физики на школьном дворе", title
    )


def _file(text: str | bytes, name: str = "opyt.yaml") -> Put:
    data = text if isinstance(text, bytes) else text.encode()
    return lambda folder: void(_write(folder, {name: data}))


def _records(*ids: str) -> Put:
    return lambda folder: void(_write(folder, {f"{one}.yaml": record(one).encode() for one in ids}))


def _write(folder: Path, files: Mapping[str, bytes]) -> int:
    return sum((folder / name).write_bytes(data) for name, data in files.items())


def void(_result: object) -> None:
    """Discard a result."""


def _linked_out(folder: Path) -> None:
    secret = folder.parents[2] / "secret.yaml"
    secret.write_text(record("opyt"), encoding="utf-8")
    (folder / "opyt.yaml").symlink_to(secret)


def _linked_up(folder: Path) -> None:
    (folder.parent / "communities").symlink_to(folder.parent, target_is_directory=True)


def _leave_socket(folder: Path) -> None:
    """Create a socket: its name must be short, so it is bound from within its folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(f"/proc/self/fd/{descriptor}/opyt.yaml")
    finally:
        os.close(descriptor)


def _named_in_bytes(folder: Path) -> None:
    for place in (folder / "name.yaml", folder.parent / "name.yaml"):
        Path(os.fsdecode(os.fsencode(place).replace(b"name", b"opyt\xff"))).write_text(
            record("opyt"), "utf-8"
        )
    Path(os.fsdecode(os.fsencode(folder) + b"\xff")).mkdir()


HOSTILE: Mapping[str, Put] = MappingProxyType(
    {
        "ten-megabytes": _file(b"id: opyt\ntitle: " + b"x" * 10 * _MEBIBYTE),
        "ten-megabytes-of-keys": _file(b"a: 1\n" * 2 * _MEBIBYTE),
        "nested-brackets": _file("[" * 50_000),
        "nested-braces": _file("{" * 50_000),
        "nested-braces-with-keys": _file("{a: " * 50_000),
        "nested-dashes": _file("- " * 50_000),
        "nested-questions": _file("? " * 50_000),
        "nested-indents": _file("".join(" " * depth + "a:\n" for depth in range(700))),
        "wide-list": _file("tags: [" + "a," * 100_000 + "]"),
        "many-keys": _file("".join(f"k{number}: 1\n" for number in range(20_000))),
        "many-anchors": _file("&a " * 80_000),
        "zero-bytes": _file(b"\0" * 100_000),
        "folder-named-like-a-record": lambda folder: (folder / "opyt.yaml").mkdir(),
        "named-pipe": lambda folder: os.mkfifo(folder / "opyt.yaml"),
        "socket": _leave_socket,
        "link-out-of-the-atlas": _linked_out,
        "link-to-itself": lambda folder: (folder / "opyt.yaml").symlink_to("opyt.yaml"),
        "link-to-a-device": lambda folder: (folder / "opyt.yaml").symlink_to("/dev/zero"),
        "folder-linked-up": _linked_up,
        "names-that-differ-in-case": _file(record("Obrazets"), "Obrazets.yaml"),
        "id-that-differs-in-case": _file(record("Opyt"), "opyt.yaml"),
        "names-of-windows-devices": _records("con", "nul", "com1", "lpt9"),
        "name-with-a-slash-sign": _file(record("opyt"), "praktiki\\opyt.yaml"),
        "name-of-dots": _file(record("opyt"), "opyt..yaml"),
        "name-of-250-letters": _records("a" * 250),
        "name-that-is-no-text": _named_in_bytes,
    }
)


def hostile_atlas(root: Path, name: str) -> Path:
    """Create an atlas with one valid record and one hostile file; return its root."""
    HOSTILE[name](assemble(root, VALID) / "content" / "practices")
    return root
