"""Files of a site: written once and never changed in place.

A build handles ten thousand of them, so paths are strings: `pathlib` costs more than the system calls.
"""

import errno
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import blame

INDEX = "index.html"
"""The file name of a page inside the page's folder."""

_NO_LINKS = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS, errno.EACCES}


def index_file(folder: str | Path, address: str) -> str:
    """Return the path of the file behind an address in a site's folder.

    Raises:
        ValueError: the address leads out of the folder; checked ids never cause it.
    """
    if address.startswith("/") or "\0" in address or ".." in address.split("/"):
        message = f"address leads out of the site: {address!r}"
        raise ValueError(message)
    return f"{folder}/{address}{INDEX}"


def link_or_copy(old: str, new: str) -> None:
    """Hard-link a file of the old site into the new one; copy it where links are impossible.

    A file that is already the same one stays; any other file in its place is replaced.

    Raises:
        OSError: the file cannot be read, or the new one cannot be written.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # its folder is missing, something is in its place, or links are impossible
        _replace_by_link(old, new)


def _replace_by_link(old: str, new: str) -> None:
    if _are_same(old, new):
        return
    _make_way(new)
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copyfile(old, new, follow_symlinks=False)


def read_file(file: str | Path) -> bytes:
    """Return the content of a regular file; reading a pipe or a device might never end.

    Raises:
        OSError: the file cannot be read, or is not a regular file.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as stream:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
        return stream.read()


def write_file(file: str | Path, data: bytes) -> int:
    """Write a file, creating its folders; return its size in bytes.

    An existing file is replaced, not changed: the old site may link to it.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        stream = open(file, "xb")  # noqa: PTH123, SIM115
    except FileExistsError:
        os.unlink(file)  # noqa: PTH108
        stream = open(file, "xb")  # noqa: PTH123, SIM115
    except FileNotFoundError:
        _make_folder(file)
        stream = open(file, "xb")  # noqa: PTH123, SIM115
    with stream:
        stream.write(data)
    return len(data)


def write_json(file: str | Path, value: object) -> int:
    """Write a value as compact JSON with a final newline; return the size in bytes (see `write_file`)."""
    return write_file(file, (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode())


def replace_file(file: str | Path, data: bytes) -> None:
    """Replace a file atomically, keeping its mode: readers see the old content or the new one.

    Raises:
        OSError: the file cannot be written; the old one is then untouched.
    """
    folder, name = os.path.split(os.fspath(file))
    try:
        os.makedirs(folder or ".", exist_ok=True)  # noqa: PTH103
    except FileExistsError as error:  # what the system raises when a file stands in the folder's place
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from error
    with blame(file):
        descriptor, temporary = tempfile.mkstemp(dir=folder or ".", prefix=f".{name}-")
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123
            stream.write(data)
        os.chmod(temporary, _mode_of(file))  # noqa: PTH101
        os.replace(temporary, file)  # noqa: PTH105
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode_of(file: str | Path) -> int:
    """Return the mode of a file, or for a new one the mode that the umask allows."""
    try:
        return stat.S_IMODE(os.lstat(file).st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _are_same(one: str, other: str) -> bool:
    try:
        return os.path.samestat(os.lstat(one), os.lstat(other))
    except OSError:
        return False


def _make_way(file: str | Path) -> None:
    try:
        os.unlink(file)  # noqa: PTH108
    except FileNotFoundError:
        _make_folder(file)


def _make_folder(file: str | Path) -> None:
    """Create the folder of a file: usually only the last part of its path is new."""
    folder = os.path.dirname(file)  # noqa: PTH120
    try:
        os.mkdir(folder)  # noqa: PTH102
    except OSError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def list_files(folder: str | Path) -> Iterator[str]:
    """Yield the relative paths of the files in a folder; entries that are not regular files start with NUL.

    Raises:
        OSError: a folder cannot be read.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from (f"{entry.name}/{path}" for path in list_files(entry.path))
            else:
                yield entry.name if entry.is_file(follow_symlinks=False) else f"\0{entry.name}"


def remove(path: str | Path) -> None:
    """Remove a file, link or folder; a missing one is not an error.

    Raises:
        OSError: it cannot be removed.
    """
    if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
        shutil.rmtree(path)
    else:
        Path(path).unlink(missing_ok=True)
