"""Remembers what a run has worked out, so that the next one works out only what changed.

A cache can never change a result: each file of it is keyed by everything that its content was made
from, it carries a checksum, and whatever is wrong with it means that nothing is remembered.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

try:
    from _blake2 import blake2b  # what `hashlib` gives out, without the whole of OpenSSL: a tenth of a check
except ImportError:
    from hashlib import blake2b

FOLDER = Path(".atlas/cache")
_MAGIC = b"atlas-cache-2\n"
_DIGEST = 32
_ALONE = b"alone"
"""Sets the hash of one part apart from those of several."""
_HOUR = 3600
_OWN = 0o600
"""Nobody else may read what is remembered: records may be drafts."""
_PACKAGE = Path(__file__).parents[1]
_INSTALLED = Path(msgspec.__file__).parents[1]


def fingerprint(*parts: bytes) -> bytes:
    """Return the hash of some bytes, told apart: («ab», «c») and («a», «bc») differ."""
    if len(parts) == 1:  # of every record in every check: hashed at once, in half the time
        return blake2b(parts[0], digest_size=_DIGEST, person=_ALONE).digest()
    whole = blake2b(digest_size=_DIGEST)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.digest()


def code_digest() -> bytes:
    """Return the hash of the generator itself, its templates and texts, and the versions of all installed.

    A developer's change must not be hidden by what was remembered before it. Templates are read again
    each time: a command that serves the site outlives their changes, but not those of its modules.
    """
    return fingerprint(modules_digest(), *_contents(".html", ".j2", ".js", ".json"))


@functools.cache
def modules_digest() -> bytes:
    """Return the hash of the generator's modules and tables, and the versions of all that is installed."""
    # the folder of an installed package's description is named after its version
    installed = sorted(one.name for one in _INSTALLED.glob("*-info"))
    return fingerprint("\n".join([sys.version, *installed]).encode(), *_contents(".py", ".yaml"))


def _contents(*suffixes: str) -> Iterator[bytes]:
    for folder, folders, files in os.walk(_PACKAGE):  # half of what `Path.rglob` takes in every command
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in files if name.endswith(suffixes)):
            path = f"{folder}/{name}"
            yield path.removeprefix(str(_PACKAGE)).encode()
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - as above
                yield stream.read()


def recall(root: Path, name: str, key: bytes) -> bytes | None:
    """Return what was remembered under a name; None if nothing usable is.

    Args:
        root: the root of the atlas.
        name: the name of the file of the cache, without its ending.
        key: hash of everything that the content was made from (see `fingerprint`).
    """
    head = _MAGIC + key
    try:
        with open(_file(root, name), "rb", opener=_opened) as stream:
            if stream.read(len(head)) != head:
                return None
            digest, body = stream.read(_DIGEST), stream.read()
    except OSError:
        return None
    return body if digest == fingerprint(body) else None


def seems_known(root: Path, name: str, key: bytes) -> bool:
    """Return whether something was remembered under a name, be it whole or not; as `recall`."""
    head = _MAGIC + key
    try:
        with open(_file(root, name), "rb", opener=_opened) as stream:
            return stream.read(len(head)) == head
    except OSError:
        return False


def remember(root: Path, name: str, key: bytes, body: bytes) -> None:
    """Remember bytes under a name; where the folder cannot be written to nothing is remembered.

    The file is replaced in one step: a reader never sees half of it.
    """
    file = _file(root, name)
    temporary = file.with_name(f".{file.stem}-{os.urandom(8).hex()}")  # what `tempfile` does, not imported
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(temporary, "xb", opener=_opened) as stream:
                stream.writelines((_MAGIC, key, fingerprint(body), body))
            _put(temporary, file)
        except OSError:
            temporary.unlink(missing_ok=True)
        _tidy(file)
    except OSError:
        return


def _put(temporary: Path, file: Path) -> None:
    try:
        temporary.replace(file)
    except IsADirectoryError:  # whoever made it: nothing but the cache's own has a place there
        from generator.base.files import remove  # noqa: PLC0415 - hardly ever needed, and slow to import

        remove(file)
        temporary.replace(file)


def clock(root: Path) -> int | None:
    """Return the time, in nanoseconds, by which the file system of the cache dates changes of files now.

    None where nothing can be written: nothing can be remembered there either.
    """
    file = _file(root, "clock")
    temporary = file.with_name(f".{file.stem}-{os.urandom(8).hex()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "xb", opener=_opened) as stream:
            found = os.fstat(stream.fileno()).st_ctime_ns
        temporary.unlink()
    except OSError:
        return None
    return found


def _opened(file: str, flags: int) -> int:
    """Open a file itself: a named pipe in its place would never answer, a link may lead anywhere."""
    return os.open(file, flags | os.O_NOFOLLOW | os.O_NONBLOCK, _OWN)


def _tidy(file: Path) -> None:
    """Remove what killed runs left of a file; what is young may be another run's."""
    written = file.stat().st_mtime
    for left in file.parent.glob(f".{file.stem}-*"):
        if left.stat().st_mtime < written - _HOUR:
            left.unlink()


def _file(root: Path, name: str) -> Path:
    return root / FOLDER / f"{name}.msgpack"
