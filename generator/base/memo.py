"""Cache between runs: everything that is kept from one run to the next, in the atlas's one SQLite file.

The cache can never change a result. A value is found again only under the same key, which is made in one
place (`Memo`): the generator's code, the versions of what is installed, the area, and whatever else the
caller says the values were made from. Each value carries a checksum and is decoded by its type; a value or
file that is wrong in any way counts as absent, and a file that is not a cache is removed. Nothing waits long:
a cache that another process is writing to is skipped.

Why SQLite, at 10,000 records, against one MessagePack file an area: reading all verdicts takes 66 ms instead
of 47, rewriting verdicts and values 310 ms instead of 170 (a cold check takes 4 s of processor time); but one
changed record is written in 1 ms instead of 45 ms for its whole file, so that no second file of changes is
needed. Importing it takes 6 ms. SQLite itself copes with kills and concurrent writers: a transaction is there
as a whole or not at all.
"""

import os
import sqlite3
import stat
from collections.abc import Callable, Collection, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from generator.base.decode import UndecodableError, decode
from generator.base.fingerprint import fingerprint, modules_digest

FOLDER = Path(".atlas/cache")
FILE = "memo.sqlite3"
_FORMAT = 1
"""Version of the table and of what its rows hold."""
_TABLE = """
CREATE TABLE IF NOT EXISTS memo (
  area TEXT NOT NULL, name BLOB NOT NULL, key BLOB NOT NULL, checksum BLOB NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (area, name)
)
"""
_OWN = 0o600
"""Nobody else may read the cache: records may be drafts."""
_PATIENCE = 0.5
"""Seconds to wait for another process that writes."""
_HARMLESS = frozenset(
    {
        *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH),
    }
)
"""Errors after which the file may still be a good cache."""

T = TypeVar("T")
R = TypeVar("R")


class Memo(Generic[T]):
    """The cached values of one type in an area, by name."""

    def __init__(self, folder: Path, area: str, form: type[T], *inputs: bytes) -> None:
        """Prepare the cache without reading it.

        The file lies in `folder`: `FOLDER` of an atlas, or one of the folders it keeps. Areas are independent
        of one another. `inputs` are hashes of everything that the values are made from, apart from the
        generator's modules.
        """
        self._file, self._area = folder / FILE, area
        self._key = fingerprint(b"%d" % _FORMAT, area.encode(), modules_digest(), *inputs)
        self._decode = msgspec.msgpack.Decoder(form).decode

    def get(self, name: str) -> T | None:
        """Return the value stored under a name; None if there is no usable one."""
        return self._read("AND name = ?", os.fsencode(name)).get(name)

    def get_all(self) -> dict[str, T]:
        """Return all stored values by name."""
        return self._read("")

    def put(self, values: Mapping[str, T], *, keep: Collection[str] | None = None) -> None:
        """Store values; where nothing can be written, do nothing.

        With `keep`, earlier values are deleted unless their names are in it.
        """
        rows = []
        for name, value in values.items():
            # not encodable as text, or too large a number: it is computed each time
            with suppress(UnicodeEncodeError, OverflowError):
                key, body = os.fsencode(name), msgspec.msgpack.encode(value)
                rows.append((self._area, key, self._key, self._checksum(key, body), body))
        kept = None if keep is None else {*map(os.fsencode, keep), *map(os.fsencode, values)}

        def write(database: sqlite3.Connection) -> bool:
            with database:
                database.execute("BEGIN IMMEDIATE")
                if kept is not None:
                    known = database.execute("SELECT name FROM memo WHERE area = ?", (self._area,))
                    gone = [(self._area, name) for (name,) in known if name not in kept]
                    database.executemany("DELETE FROM memo WHERE area = ? AND name = ?", gone)
                database.executemany("INSERT OR REPLACE INTO memo VALUES (?, ?, ?, ?, ?)", rows)
            return True

        _ = self._with(write, create=True) or self._with(write, create=True)  # a spoilt file is removed

    def _checksum(self, name: bytes, body: bytes) -> bytes:
        """Return the hash of a row as one byte string: takes a third of the time over ten thousand rows."""
        return fingerprint(b"%b%d %b%b" % (self._key, len(name), name, body))

    def _read(self, condition: str, *given: bytes) -> dict[str, T]:
        query = f"SELECT name, checksum, body FROM memo WHERE area = ? AND key = ? {condition}"  # noqa: S608 - ours
        rows = self._with(
            lambda database: database.execute(query, (self._area, self._key, *given)).fetchall()
        )
        found = {}
        for name, checksum, body in rows or ():
            with suppress(TypeError, UndecodableError):  # SQLite returns whatever is in a column
                if self._checksum(name, body) == checksum:
                    found[os.fsdecode(name)] = decode(self._decode, body)
        return found

    def _with(self, work: Callable[[sqlite3.Connection], R], *, create: bool = False) -> R | None:
        """Run `work` on the database; None if that fails. A file that is not a cache is removed."""
        try:
            if not _is_there(self._file, create=create):
                return None
            with closing(
                sqlite3.connect(os.fsencode(self._file), timeout=_PATIENCE, isolation_level=None)
            ) as database:
                _prepare(database)
                return work(database)
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter if the message quotes spoilt text
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _HARMLESS:
                with suppress(OSError):
                    self._file.unlink()
        except OSError:
            pass
        return None


def _is_there(file: Path, *, create: bool) -> bool:
    """Return whether a regular file is at a path: SQLite would wait for ever at a pipe, or follow a link.

    With `create`, remove whatever is in the way and create the file.
    """
    for path in (file, file.with_name(f"{file.name}-journal")):
        if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
            from generator.base.files import remove  # noqa: PLC0415 - hardly ever needed, and slow to import

            remove(path)
    if create:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, _OWN))
    return file.exists()


def _prepare(database: sqlite3.Connection) -> None:
    """Create the table in a new file.

    Raises:
        sqlite3.Error: the file holds something else, or nothing can be written.
    """
    database.execute("PRAGMA synchronous = OFF")  # what is lost when the system crashes is computed again
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == 0:
        database.execute(_TABLE)
        database.execute(f"PRAGMA user_version = {_FORMAT}")
    elif version != _FORMAT:
        raise sqlite3.DatabaseError
