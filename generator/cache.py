"""Remembers what a run has worked out, so that the next one works out only what changed.

A cache can never change a result: each file of it is keyed by everything that its content was made
from, it carries a checksum, and whatever is wrong with it means that nothing is remembered.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
import sysconfig
import tempfile
from pathlib import Path

FOLDER = Path(".atlas/cache")
_MAGIC = b"atlas-cache-2\n"
_DIGEST = 32
_PACKAGE = Path(__file__).parent
_CODE = (".py", ".j2", ".js")


def fingerprint(*parts: bytes) -> bytes:
    """Return the hash of some bytes, told apart: («ab», «c») and («a», «bc») differ."""
    whole = hashlib.blake2b(digest_size=_DIGEST)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.digest()


@functools.cache
def code_digest() -> bytes:
    """Return the hash of the generator itself, its templates, and the versions of all that is installed.

    A developer's change must not be hidden by what was remembered before it.
    """
    files = sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _CODE)
    named = ((path.relative_to(_PACKAGE).as_posix().encode(), path.read_bytes()) for path in files)
    # the folder of an installed package's description is named after its version
    installed = sorted(one.name for one in Path(sysconfig.get_path("purelib")).glob("*-info"))
    versions = "\n".join([sys.version, *installed])
    return fingerprint(versions.encode(), *(part for pair in named for part in pair))


def recall(root: Path, name: str, key: bytes) -> bytes | None:
    """Return what was remembered under a name; None if nothing usable is.

    Args:
        root: the root of the atlas.
        name: the name of the file of the cache, without its ending.
        key: hash of everything that the content was made from (see `fingerprint`).
    """
    try:
        content = _file(root, name).read_bytes()
    except OSError:
        return None
    head = _MAGIC + key
    start = len(head) + _DIGEST
    body = content[start:]
    whole = content.startswith(head) and content[len(head) : start] == fingerprint(body)
    return body if whole else None


def remember(root: Path, name: str, key: bytes, body: bytes) -> None:
    """Remember bytes under a name; where the folder cannot be written to nothing is remembered.

    The file is replaced in one step: a reader never sees half of it.
    """
    file = _file(root, name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}-")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.writelines((_MAGIC, key, fingerprint(body), body))
            Path(temporary).replace(file)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
    except OSError:
        return


def _file(root: Path, name: str) -> Path:
    return root / FOLDER / f"{name}.msgpack"
