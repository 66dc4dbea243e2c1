"""Renders the frames, or reuses those of the last build if none of their sources has changed."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.base.files import link_or_copy
from generator.base.fingerprint import FileStamp, file_clock, fingerprint
from generator.site.host.frames import FramePlan, Frames
from generator.site.manifest import BuildManifest, FramesEntry


class DrawnFrames(msgspec.Struct, frozen=True, kw_only=True):
    """Frames, and the files written into the site's folder with them."""

    frames: Frames
    input_digest: bytes
    files: Mapping[str, int]
    """Their sizes in bytes, by path in that folder."""

    @property
    def size(self) -> int:
        """Total size of all files in bytes."""
        return sum(self.files.values())

    def entry(self, stamp_of: Callable[[str], FileStamp | None]) -> FramesEntry | None:
        """Return the manifest entry; None if it is not certain what the frames depend on.

        Args:
            stamp_of: returns the stamp of a file of the published site.
        """
        found = {path: stamp for path in self.files if (stamp := stamp_of(path)) is not None}
        if not self.frames.sources or len(found) < len(self.files):
            return None
        return FramesEntry(self.input_digest, self.frames, found)


def draw_frames(plan: FramePlan, folder: Path, old: BuildManifest) -> DrawnFrames:
    """Return the frames; their files are written into the empty folder.

    Raises:
        AtlasError: as `mkdocs.draw`.
    """
    return _take_over(plan, folder, old) or _draw_anew(plan, folder)


def _take_over(plan: FramePlan, folder: Path, old: BuildManifest) -> DrawnFrames | None:
    entry = old.frames
    if entry is None or entry.input_digest != _input_digest(plan, entry.frames):
        return None
    found = {path: old.find_file(path, stamp) for path, stamp in entry.files.items()}
    files = {path: file for path, file in found.items() if file}
    if not files or len(files) < len(found):
        return None
    for path, file in files.items():
        link_or_copy(file, f"{folder}/{path}")
    sizes = {path: entry.files[path].size for path in files}
    return DrawnFrames(frames=entry.frames, input_digest=entry.input_digest, files=sizes)


def _draw_anew(plan: FramePlan, folder: Path) -> DrawnFrames:
    from generator.site.host.mkdocs import draw  # noqa: PLC0415 - many builds need no MkDocs

    begun = file_clock(folder) or 0
    frames = draw(plan, folder)
    if _changed_since(begun, plan, frames):  # it is unknown which state of its sources was rendered
        frames = replace(frames, sources=())
    files = {path: (folder / path).stat().st_size for path in _files(str(folder))}
    return DrawnFrames(frames=frames, input_digest=_input_digest(plan, frames), files=files)


def _input_digest(plan: FramePlan, frames: Frames) -> bytes:
    """Return the hash of everything that frames are rendered from, as `frames` list it."""
    standing = {draft.address for draft in plan.drafts}.intersection(frames.asked)
    asked = msgspec.msgpack.encode((plan.digest, sorted(plan.frame_keys), sorted(standing)))
    contents = (part for source in frames.sources for part in _content(plan.root / source))
    return fingerprint(asked, *contents)


def _changed_since(begun: int, plan: FramePlan, frames: Frames) -> bool:
    """Return whether a source of the frames, or a folder in it, was modified after the rendering began."""
    paths = (path for source in frames.sources for path in _walk(str(plan.root / source)))
    return any(os.lstat(path).st_ctime_ns >= begun for path in paths)


def _walk(path: str) -> Iterator[str]:
    if os.path.lexists(path):
        yield path
    for place, folders, names in os.walk(path):
        for name in (*folders, *names):
            yield os.path.join(place, name)  # noqa: PTH118


def _content(source: Path) -> Iterator[bytes]:
    """Yield the names and contents of a file or of all files in a folder, in a fixed order."""
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
