"""A cache saves work and can never change a result, whatever happened to its file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator.base import memo
from generator.base.fingerprint import fingerprint
from generator.base.memo import FILE, Memo

AREA = "things"


class Thing(msgspec.Struct, frozen=True, array_like=True):
    name: str
    parts: tuple[int, ...] = ()


ONE, TWO = Thing("one", (1,)), Thing("two", (2, 2))


def things(folder: Path, *inputs: bytes, area: str = AREA) -> Memo[Thing]:
    return Memo(folder, area, Thing, *inputs)


def test_what_is_put_is_found(tmp_path: Path) -> None:
    things(tmp_path).put({"a": ONE, "b": TWO})
    again = things(tmp_path)
    assert (again.get("a"), again.get("b"), again.get("c")) == (ONE, TWO, None)
    assert again.get_all() == {"a": ONE, "b": TWO}


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    assert things(tmp_path / "no").get_all() == {}
    assert not (tmp_path / "no").exists()


def test_areas_and_inputs_do_not_know_of_one_another(tmp_path: Path) -> None:
    things(tmp_path, b"in").put({"a": ONE})
    things(tmp_path, b"in", area="others").put({"a": TWO})
    assert things(tmp_path, b"in").get("a") == ONE
    assert things(tmp_path, b"in", area="others").get("a") == TWO
    for inputs in ((), (b"i", b"n"), (b"other",)):
        assert things(tmp_path, *inputs).get_all() == {}


def test_another_generator_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    things(tmp_path).put({"a": ONE})
    monkeypatch.setattr(memo, "modules_digest", lambda: b"another")
    assert things(tmp_path).get_all() == {}


def test_the_latest_is_found(tmp_path: Path) -> None:
    things(tmp_path, b"old").put({"a": ONE})
    things(tmp_path).put({"a": ONE, "b": ONE})
    things(tmp_path).put({"a": TWO})
    assert things(tmp_path).get_all() == {"a": TWO, "b": ONE}
    assert things(tmp_path, b"old").get_all() == {}


def test_what_is_not_kept_is_forgotten(tmp_path: Path) -> None:
    things(tmp_path, b"old").put({"x": ONE})
    things(tmp_path).put({"a": ONE, "b": ONE, "c": ONE})
    things(tmp_path, area="others").put({"d": ONE})
    things(tmp_path).put({"a": TWO}, keep=["b", "never there"])
    assert things(tmp_path).get_all() == {"a": TWO, "b": ONE}
    assert things(tmp_path, b"old").get_all() == {}
    assert things(tmp_path, area="others").get_all() == {"d": ONE}


def test_names_and_texts_that_are_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff")
    things(tmp_path).put({name: ONE, "b": Thing("\udcff")})
    assert things(tmp_path).get_all() == {name: ONE}


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    things(tmp_path).put({"a": ONE})
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def flip(file: Path, place: int) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 0x41
    file.write_bytes(data)


def test_a_flipped_byte_changes_nothing(tmp_path: Path) -> None:
    file, values = tmp_path / FILE, {"a": ONE, "b": TWO}
    things(tmp_path).put(values)
    whole = file.read_bytes()
    told = [place for place in range(len(whole)) if whole[place] or place % 97 == 0]
    for place in told:
        file.write_bytes(whole)
        flip(file, place)
        found = things(tmp_path).get_all()
        assert found.items() <= values.items(), place


def as_folder(file: Path) -> None:
    file.unlink()
    (file / "inner").mkdir(parents=True)


def as_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def as_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def as_database(file: Path) -> None:
    """Put another program's database there."""
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE memo (x)")
        database.execute("PRAGMA user_version = 1")


def as_spoilt_table(file: Path) -> None:
    """Spoil how the table is described: SQLite quotes it in its error, whose message is not text then."""
    data = file.read_bytes()
    file.write_bytes(data.replace(b"CREATE TABLE", b"CREATE T\xc8BLE"))


def as_older(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 77")


HARMS: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "truncated": lambda file: os.truncate(file, file.stat().st_size // 2),
    "cut in a page": lambda file: os.truncate(file, 5000),
    "foreign": lambda file: file.write_bytes("чужое".encode() * 2000),
    "beginning lost": lambda file: flip(file, 3),
    "folder": as_folder,
    "pipe": as_pipe,
    "link": as_link,
    "another database": as_database,
    "another version": as_older,
    "spoilt table": as_spoilt_table,
    "journal as pipe": lambda file: os.mkfifo(f"{file}-journal"),
    "journal as folder": lambda file: Path(f"{file}-journal").mkdir(),
    "journal as link": lambda file: Path(f"{file}-journal").symlink_to("/dev/zero"),
    "journal of another": lambda file: Path(f"{file}-journal").write_bytes(b"\xd9\xd5\x05\xf9" * 500),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_harmed_gives_way(tmp_path: Path, harm: str) -> None:
    values = {str(number): Thing("long " * 50, (number,)) for number in range(100)}
    things(tmp_path).put(values)
    HARMS[harm](tmp_path / FILE)
    assert things(tmp_path).get_all().items() <= values.items()
    things(tmp_path).put({"a": ONE})
    assert things(tmp_path).get("a") == ONE


@pytest.mark.parametrize("body", [b"\xff", b"\xa1\xff", b"\x92\xa1\xff\x90", b"", b"\x91" * 200_000])
def test_a_value_of_wrong_bytes_with_a_right_checksum_is_none(tmp_path: Path, body: bytes) -> None:
    known = things(tmp_path)
    known.put({"a": ONE, "b": TWO})
    row = (body, fingerprint(known._key, b"a", body))  # noqa: SLF001 - as a forger would
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.execute("UPDATE memo SET body = ?, checksum = ? WHERE name = CAST('a' AS BLOB)", row)
    assert things(tmp_path).get_all() == {"b": TWO}


@pytest.mark.parametrize("value", [None, 7, 1.5, "text"])
@pytest.mark.parametrize("column", ["body", "checksum"])
def test_a_value_of_another_sort_is_none(tmp_path: Path, column: str, value: object) -> None:
    things(tmp_path).put({"a": ONE, "b": TWO})
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.execute("PRAGMA writable_schema = 1")
        database.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'memo'")
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        change = f"UPDATE memo SET {column} = ? WHERE name = CAST('a' AS BLOB)"  # noqa: S608
        database.execute(change, (value,))
    assert things(tmp_path).get_all() == {"b": TWO}


def test_what_another_process_writes_to_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memo, "_PATIENCE", 0.01)
    things(tmp_path).put({"a": ONE})
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        assert things(tmp_path).get("a") is None
        things(tmp_path).put({"a": TWO})
        database.execute("COMMIT")
    assert things(tmp_path).get("a") == ONE


@pytest.mark.parametrize("error", [OSError(28, "full"), PermissionError(13, "denied")])
def test_where_nothing_can_be_written_nothing_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def refuse(*_: Any, **__: Any) -> int:  # noqa: ANN401
        raise error

    monkeypatch.setattr(os, "open", refuse)
    things(tmp_path).put({"a": ONE})
    monkeypatch.undo()
    assert things(tmp_path).get("a") is None


def test_a_full_disk_leaves_what_stood(tmp_path: Path) -> None:
    things(tmp_path).put({"a": ONE})
    program = f"""
import resource, signal
from pathlib import Path
from generator.base.memo import Memo
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
known = Memo(Path({str(tmp_path)!r}), "big", str)
known.put({{str(number): "x" * 1000 for number in range(100)}})
assert known.get_all() == {{}}
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    assert things(tmp_path).get("a") == ONE


def test_a_file_in_place_of_the_folder_is_borne(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    things(tmp_path / "file").put({"a": ONE})
    assert things(tmp_path / "file").get_all() == {}


def test_a_kill_in_the_middle_leaves_what_stood(tmp_path: Path) -> None:
    things(tmp_path).put({"a": ONE})
    program = f"""
import os, sqlite3
database = sqlite3.connect({str(tmp_path / FILE)!r}, isolation_level=None)
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
database.execute("DELETE FROM memo")
many = [("x", str(number).encode(), b"", b"", b"y" * 5000) for number in range(500)]
database.executemany("INSERT INTO memo VALUES (?, ?, ?, ?, ?)", many)
os.kill(os.getpid(), 9)
"""  # noqa: S608 - ours
    subprocess.run([sys.executable, "-c", program], check=False)
    assert (tmp_path / f"{FILE}-journal").exists()
    assert things(tmp_path).get_all() == {"a": ONE}


def test_two_processes_at_once(tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from generator.base.memo import Memo
known = Memo(Path({str(tmp_path)!r}), "numbers", int)
for number in range(30):
    known.put({{sys.argv[1] + str(number): number}})
    assert all(name[1:] == str(value) for name, value in known.get_all().items())
"""
    writers = [subprocess.Popen([sys.executable, "-c", program, name]) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    found = Memo(tmp_path, "numbers", int).get_all()
    assert found
    assert all(name[1:] == str(value) for name, value in found.items())
