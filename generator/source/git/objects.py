"""Reads many blobs in one run of git."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from threading import Thread
from typing import IO

from generator.base.errors import AtlasError
from generator.source.git.git import GitRepository, start_git
from generator.source.yaml.limits import MAX_BYTES

_PIECE = 1 << 20
_ENDING = 1
"""`cat-file` writes a line end after each object."""


def read_blobs(
    repository: GitRepository, ids: Iterable[str], limit: int = MAX_BYTES + 1
) -> Mapping[str, bytes]:
    """Return the contents of blobs by their ids.

    Blobs larger than `limit` are cut to so many bytes.

    Raises:
        AtlasError: git is missing, or an object is missing or no blob.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    with start_git(repository.folder, "cat-file", "--batch", stdin=subprocess.PIPE) as git:
        assert git.stdin and git.stdout  # noqa: S101, PT018 - both are pipes
        asking = Thread(target=_write_ids, args=(git.stdin, wanted))
        asking.start()
        try:
            return dict(_read_objects(git.stdout, wanted, limit))
        except BaseException:
            git.kill()
            raise
        finally:
            asking.join()


def _write_ids(stream: IO[bytes], ids: list[str]) -> None:
    """Write the ids while the answers are read: both pipes are small."""
    try:
        stream.write("".join(f"{one}\n" for one in ids).encode())
        stream.close()
    except BrokenPipeError:  # git has ended: the reader of its output reports that
        return


def _read_objects(stream: IO[bytes], ids: list[str], limit: int) -> Iterator[tuple[str, bytes]]:
    for one in ids:
        head = stream.readline().split()
        if len(head) != 3 or head[1] != b"blob":  # noqa: PLR2004 - id, type, size
            raise _missing_object(one)
        size = int(head[2])
        data = stream.read(min(size, limit))
        if len(data) < min(size, limit):
            raise _missing_object(one)
        _skip(stream, size - len(data) + _ENDING)
        yield one, data


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0 and (piece := stream.read(min(size, _PIECE))):
        size -= len(piece)


def _missing_object(one: str) -> AtlasError:
    message = f"в хранилище git не хватает содержимого файла ({one[:12]})"
    return AtlasError(message, "Скачайте хранилище целиком: git clone без --filter и --depth")
