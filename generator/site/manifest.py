"""The manifest of a site: what its last build wrote, and from what, so that the next writes only changes.

What is uncertain is built again: see `FileStamp`.
"""

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.base.files import link_or_copy, read_file, remove, write_file
from generator.base.fingerprint import FileStamp, code_digest, fingerprint
from generator.base.memo import FOLDER, Memo
from generator.site.host.frames import Frames
from generator.site.search.document_store import StoredDocument

_SITES, _OWNER = "sites", "folder"


class PageFacts(msgspec.Struct, frozen=True, array_like=True):
    """What other parts of the site need to know of a page, and the hash of everything it was built from.

    `searched` means that it is in the search index.
    """

    input_digest: bytes
    updated: str
    listed: bool
    searched: bool
    document: StoredDocument | None


class PictureEntry(msgspec.Struct, frozen=True, array_like=True):
    """The preview image of a page: the hash of everything it was drawn from, and the stamp of its file."""

    input_digest: bytes
    stamp: FileStamp


class WrittenPage(msgspec.Struct, frozen=True):
    """A page of the new site; `facts` is None if it was reused from the old site.

    `dependencies` are keys, see `views.tracked_catalogue`.
    """

    address: str
    stamp: FileStamp
    facts: PageFacts | None = None
    dependencies: Sequence[str] = ()
    picture: PictureEntry | None = None


class PageEntry(msgspec.Struct, frozen=True, array_like=True):
    """A page in the manifest; `dependencies` are indices into `BuildManifest.keys`."""

    stamp: FileStamp
    facts: PageFacts
    dependencies: Sequence[int]
    picture: PictureEntry | None = None


class FramesEntry(msgspec.Struct, frozen=True, array_like=True):
    """Rendered frames: the hash of everything they were rendered from, and the files written with them."""

    input_digest: bytes
    frames: Frames
    files: Mapping[str, FileStamp]


class DataFileEntry(msgspec.Struct, frozen=True, array_like=True):
    """A file of open data: the hash of what it was made from, and its stamp."""

    input_digest: bytes
    stamp: FileStamp


class BuildManifest(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest of the site in a folder.

    `listing` is the hash of the names of all its files; `spare` is that of the previous site, whose folder is
    kept for reuse (see `publish`).
    """

    folder: str = ""
    pages: Mapping[str, PageEntry] = {}
    """The pages by address."""
    keys: Sequence[str] = ()
    """The strings that the numbers in `dependencies` of pages refer to."""
    frames: FramesEntry | None = None
    data_files: Mapping[str, DataFileEntry] = {}
    """Files of open data by path."""
    listing: bytes = b""
    spare: bytes = b""

    def find_file(self, path: str, stamp: FileStamp) -> str | None:
        """Return the full path of a file of the site if it has not changed since it was written."""
        file = f"{self.folder}/{path}"
        return file if FileStamp.of(file) == stamp else None

    def reuse_file(self, path: str, stamp: FileStamp, folder: str | Path) -> FileStamp | None:
        """Put a file of the site into the folder of a new one; return its stamp there.

        None if it has changed since it was written. A spare folder already contains it.

        Raises:
            OSError: it can neither be linked nor copied.
        """
        file = f"{folder}/{path}"
        if FileStamp.of(file) == stamp:
            return stamp
        old = self.find_file(path, stamp)
        if old is None:
            return None
        link_or_copy(old, file)
        return FileStamp.of(file)


NO_MANIFEST = BuildManifest()


class ManifestBuilder:
    """Collects the pages of a new site. Reused pages keep their entries.

    Keys that no page depends on any more are kept: they are few, and disappear with the next version of the
    generator.
    """

    def __init__(self, old: BuildManifest) -> None:
        """Start with the keys of the old site, so that the entries of its pages stay valid."""
        self._old = old.pages
        self._numbers = {key: number for number, key in enumerate(old.keys)}
        self.pages: dict[str, PageEntry] = {}

    @property
    def keys(self) -> Sequence[str]:
        """The strings that the numbers in `dependencies` of the pages refer to."""
        return list(self._numbers)

    def add(self, pages: Iterable[WrittenPage]) -> None:
        """Add pages of the new site."""
        for page in pages:
            if page.facts is None:
                old = self._old[page.address]
                entry = msgspec.structs.replace(old, stamp=page.stamp, picture=page.picture)
            else:
                keys = [self._numbers.setdefault(key, len(self._numbers)) for key in page.dependencies]
                entry = PageEntry(page.stamp, page.facts, keys, page.picture)
            self.pages[page.address] = entry


def load_manifest(root: Path, site_dir: Path) -> BuildManifest:
    """Return the manifest of a site; an empty one if another version of the generator built it."""
    known = _memo(root).get(_name(site_dir)) or NO_MANIFEST
    return msgspec.structs.replace(known, folder=str(site_dir.absolute()))


def save_manifest(root: Path, site_dir: Path, manifest: BuildManifest) -> None:
    """Save the manifest of a published site; forget sites that no longer exist."""
    # the folder's name may not be valid Unicode, and is known anyway
    _memo(root).put({_name(site_dir): msgspec.structs.replace(manifest, folder="")})
    owner = home(root, site_dir) / _OWNER
    with contextlib.suppress(OSError):
        remove(owner)  # it may be a folder
        write_file(owner, os.fsencode(site_dir.absolute()))
    _forget_gone_sites(root)


def names_digest(paths: Iterable[str]) -> bytes:
    """Return the hash of the file names of a folder."""
    return fingerprint(*map(os.fsencode, sorted(paths)))


def home(root: Path, site_dir: Path) -> Path:
    """Return the folder for what is kept between builds of a site."""
    return root / FOLDER / _name(site_dir)


def lock_of(site_dir: Path) -> Path:
    """Return the file that a build of a site locks."""
    return site_dir.with_name(f".{site_dir.name}.lock")


def _forget_gone_sites(root: Path) -> None:
    """Remove what is kept for sites whose folder and lock no longer exist."""
    for owner in (root / FOLDER / _SITES).glob(f"*/{_OWNER}"):
        with contextlib.suppress(OSError):
            site_dir = Path(os.fsdecode(read_file(owner)))
            if not site_dir.exists() and not lock_of(site_dir).exists():
                shutil.rmtree(owner.parent)


def _name(site_dir: Path) -> str:
    return f"{_SITES}/{fingerprint(os.fsencode(site_dir.absolute())).hex()[:16]}"


def _memo(root: Path) -> Memo[BuildManifest]:
    return Memo(root / FOLDER, _SITES, BuildManifest, code_digest())
