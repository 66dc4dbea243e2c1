"""Drawing: the frames come from their host, or from the last build where nothing of theirs changed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from generator.base.cache import fingerprint
from generator.base.file_stamp import Trace
from generator.base.files import link_or_copy
from generator.site.host.frames import Frames, Plan
from generator.site.manifest import KnownFrames, Memory

Draw = Callable[[Plan, Path], Frames]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Frames, and the files that stand in the site's folder with them."""

    frames: Frames
    inputs: bytes = field(repr=False)
    files: Mapping[str, int]
    """Their sizes in bytes, by path inside the folder."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(self.files.values())

    def known(self, traces: Callable[[str], Trace | None]) -> KnownFrames | None:
        """Return what is to be remembered of the frames; nothing if it is not certain what they depend on.

        Args:
            traces: gives the trace of a file of the published site.
        """
        found = {path: trace for path in self.files if (trace := traces(path)) is not None}
        if not self.frames.sources or len(found) < len(self.files):
            return None
        return KnownFrames(self.inputs, _ENCODER.encode(self.frames), found)


def drawn(plan: Plan, folder: Path, old: Memory, draw: Draw) -> Drawn:
    """Return the frames, their files written into an empty folder.

    Args:
        plan: what has to be drawn.
        folder: where the theme's files and the hand-written pages go.
        old: what is known of the old site.
        draw: draws everything anew.

    Raises:
        AtlasError: as `draw`.
    """
    known = old.frames
    if known and (again := _again(plan, folder, old, known)):
        return again
    begun = _now(folder)
    frames = draw(plan, folder)
    if _changed_since(begun, plan, frames):  # nobody can say which state of its sources was drawn
        frames = replace(frames, sources=())
    files = {path: (folder / path).stat().st_size for path in _files(str(folder))}
    return Drawn(frames=frames, inputs=_inputs(plan, frames), files=files)


def _again(plan: Plan, folder: Path, old: Memory, known: KnownFrames) -> Drawn | None:
    frames = msgspec.msgpack.decode(known.frames, type=Frames)
    files = _standing(old, known) if known.inputs == _inputs(plan, frames) else {}
    for path, whole in files.items():
        link_or_copy(whole, f"{folder}/{path}")
    sizes = {path: known.files[path].size for path in files}
    return Drawn(frames=frames, inputs=known.inputs, files=sizes) if files else None


def _standing(old: Memory, known: KnownFrames) -> dict[str, str]:
    """Return the files of the old site by path, each with its whole path; none if one is not as it was."""
    files = {path: old.file(path, trace) for path, trace in known.files.items()}
    whole = {path: found for path, found in files.items() if found}
    return whole if len(whole) == len(files) else {}


def _inputs(plan: Plan, frames: Frames) -> bytes:
    """Return the hash of all that frames are drawn from; `frames` tell what that is."""
    standing = {draft.address for draft in plan.drafts}.intersection(frames.asked)
    asked = _ENCODER.encode((plan.digest, sorted(plan.places), sorted(standing)))
    contents = (part for source in frames.sources for part in _content(plan.root / source))
    return fingerprint(asked, *contents)


def _now(folder: Path) -> int:
    """Return the time that the system gives to what changes now, in nanoseconds."""
    with tempfile.TemporaryFile(dir=folder) as probe:
        return os.fstat(probe.fileno()).st_ctime_ns


def _changed_since(begun: int, plan: Plan, frames: Frames) -> bool:
    """Return whether a source of the frames, or a folder of them, was touched after the drawing began."""
    paths = (path for source in frames.sources for path in _all(str(plan.root / source)))
    return any(os.lstat(path).st_ctime_ns >= begun for path in paths)


def _all(path: str) -> Iterator[str]:
    if os.path.lexists(path):
        yield path
    for place, folders, names in os.walk(path):
        for name in (*folders, *names):
            yield os.path.join(place, name)  # noqa: PTH118


def _content(source: Path) -> Iterator[bytes]:
    """Yield the names and contents of a file or of all files of a folder, in a fixed order."""
    if not source.exists():
        return
    inside = sorted(_files(str(source))) if source.is_dir() else [""]
    for path in inside:
        yield os.fsencode(path)
        yield (source / path).read_bytes()


def _files(folder: str) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        for name in names:
            yield os.path.relpath(os.path.join(place, name), folder)  # noqa: PTH118


_ENCODER = msgspec.msgpack.Encoder()
