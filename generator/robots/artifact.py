"""The artifact of a check: an archive that anybody may have made. Only what is expected is taken from it."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

import msgspec

from generator.robots.github import GitHub

NAME = "review"
REPORT, NUMBER = "review.md", "number"
_MOST_PACKED = 2 << 20
_MOST = {REPORT: 1 << 20, NUMBER: 20}
_DIGITS = 9
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError)
"""What reading an archive raises, whatever is wrong with it."""


class _Artifact(msgspec.Struct, frozen=True):
    id: int
    name: str
    size_in_bytes: int
    expired: bool


class _Artifacts(msgspec.Struct, frozen=True):
    artifacts: list[_Artifact]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a check left: a text, and the number of a pull request that may be anybody's."""

    text: str
    number: int


def report_of(forge: GitHub, run: int) -> Report | None:
    """Return what a run of the check left; None if it left nothing that can be used.

    Args:
        forge: the repository.
        run: the id of the workflow's run.

    Raises:
        ForgeError: GitHub refused.
    """
    path = f"actions/runs/{run}/artifacts"
    for one in forge.interface.get(path, _Artifacts, name=NAME, per_page=100).artifacts:
        if one.name == NAME and not one.expired and one.size_in_bytes <= _MOST_PACKED:
            return opened(forge.interface.download(f"actions/artifacts/{one.id}/zip", _MOST_PACKED))
    return None


def opened(data: bytes) -> Report | None:
    """Return what an archive holds; None if it is not what a check leaves.

    Nothing is written to the disk, so names cannot lead anywhere; of other files nothing is read, and of
    the two that are expected no more than they may be long.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = {name: _read(archive, name) for name in (REPORT, NUMBER)}
    except _BROKEN:
        return None
    number = held[NUMBER].decode("ascii", errors="replace").strip()
    if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
        return None
    return Report(text=held[REPORT].decode(errors="replace"), number=int(number))


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(_MOST[name] + 1)
    if len(data) > _MOST[name]:
        message = f"{name} is too large"
        raise ValueError(message)
    return data
