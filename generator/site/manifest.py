"""The manifest of a site: what its last build wrote, and from what, so that the next writes what changed.

What is not certain is made anew: see `FileStamp`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.base.files import INDEX, read_file, remove, write_file
from generator.base.fingerprint import FileStamp, code_digest, fingerprint
from generator.base.memo import FOLDER, Memo
from generator.site.host.frames import Frames
from generator.site.search.document_store import StoredDocument

_SITES, _OWNER = "sites", "folder"


class PageFacts(msgspec.Struct, frozen=True, array_like=True):
    """What is told of a page elsewhere, and the hash of all that it was made from.

    `searched` tells whether search has the page.
    """

    input_digest: bytes
    updated: str
    listed: bool
    searched: bool
    document: StoredDocument | None


class PictureEntry(msgspec.Struct, frozen=True, array_like=True):
    """The picture of a page's link: the hash of all that it was drawn from, and its file."""

    input_digest: bytes
    stamp: FileStamp


class WrittenPage(msgspec.Struct, frozen=True):
    """A page that stands in the new site; `facts` is None for one that was taken over from the old site.

    `dependencies` are keys, see `views.tracked_catalogue`.
    """

    address: str
    stamp: FileStamp
    facts: PageFacts | None = None
    dependencies: Sequence[str] = ()
    picture: PictureEntry | None = None


class PageEntry(msgspec.Struct, frozen=True, array_like=True):
    """A page in the manifest; `dependencies` are numbers in `BuildManifest.keys`."""

    stamp: FileStamp
    facts: PageFacts
    dependencies: Sequence[int]
    picture: PictureEntry | None = None


class FramesEntry(msgspec.Struct, frozen=True, array_like=True):
    """Drawn frames: the hash of all that they were drawn from, and the files that were written with them."""

    input_digest: bytes
    frames: Frames
    files: Mapping[str, FileStamp]


class DataFileEntry(msgspec.Struct, frozen=True, array_like=True):
    """A file of open data: the hash of what it was made from, and its stat signature."""

    input_digest: bytes
    stamp: FileStamp


class BuildManifest(msgspec.Struct, frozen=True, kw_only=True):
    """The manifest of the site in a folder.

    `listing` is the hash of the names of all its files, `spare` that of the site before it, whose folder
    is kept to be used again (see `publish`).
    """

    folder: str = ""
    pages: Mapping[str, PageEntry] = {}
    """The pages by address."""
    keys: Sequence[str] = ()
    """What the numbers in `dependencies` of pages stand for."""
    frames: FramesEntry | None = None
    data_files: Mapping[str, DataFileEntry] = {}
    """Files of open data by path."""
    listing: bytes = b""
    spare: bytes = b""

    def find_page(self, address: str, entry: PageEntry) -> str | None:
        """Return the file of a page if it is still the one that was written."""
        return self.find_file(f"{address}{INDEX}", entry.stamp)

    def find_file(self, path: str, stamp: FileStamp) -> str | None:
        """Return the whole path of a file of the site if it is still the one that was written."""
        file = f"{self.folder}/{path}"
        return file if FileStamp.of(file) == stamp else None


NO_MANIFEST = BuildManifest()


class ManifestBuilder:
    """Gathers the pages of a new site. Those that were taken over keep their entries.

    Keys of the old site that no page depends on any more stay: they are few, and gone with the next
    version of the generator.
    """

    def __init__(self, old: BuildManifest) -> None:
        """Begin with the keys of the old site, so that entries of its pages stay valid."""
        self._old = old.pages
        self._numbers = {key: number for number, key in enumerate(old.keys)}
        self.pages: dict[str, PageEntry] = {}

    @property
    def keys(self) -> Sequence[str]:
        """What the numbers in `dependencies` of the pages stand for."""
        return list(self._numbers)

    def add(self, pages: Iterable[WrittenPage]) -> None:
        """Add pages of the new site."""
        for page in pages:
            self.pages[page.address] = self._enter(page)

    def _enter(self, page: WrittenPage) -> PageEntry:
        if page.facts is None:
            return msgspec.structs.replace(self._old[page.address], stamp=page.stamp, picture=page.picture)
        numbers = self._numbers
        keys = [numbers.setdefault(key, len(numbers)) for key in page.dependencies]
        return PageEntry(page.stamp, page.facts, keys, page.picture)


def load_manifest(root: Path, site_dir: Path) -> BuildManifest:
    """Return the manifest of a site; an empty one if another version of the generator built it."""
    known = _memo(root).get(_name(site_dir)) or NO_MANIFEST
    return msgspec.structs.replace(known, folder=str(site_dir.absolute()))


def save_manifest(root: Path, site_dir: Path, manifest: BuildManifest) -> None:
    """Save the manifest of a site that has been published; forget the sites that are gone."""
    # the folder's name may be no text; it is known without
    _memo(root).put({_name(site_dir): msgspec.structs.replace(manifest, folder="")})
    owner = home(root, site_dir) / _OWNER
    with contextlib.suppress(OSError):
        remove(owner)  # it may be a folder, whoever made it
        write_file(owner, os.fsencode(site_dir.absolute()))
    _forget_gone_sites(root)


def names_digest(paths: Iterable[str]) -> bytes:
    """Return the hash of the names of a folder's files."""
    return fingerprint(*map(os.fsencode, sorted(paths)))


def home(root: Path, site_dir: Path) -> Path:
    """Return the folder for what is kept from one build of a site to the next."""
    return root / FOLDER / _name(site_dir)


def lock_of(site_dir: Path) -> Path:
    """Return the file whose lock a build of a site holds."""
    return site_dir.with_name(f".{site_dir.name}.lock")


def _forget_gone_sites(root: Path) -> None:
    """Remove what is kept for sites of which neither the folder is there nor the lock."""
    for owner in (root / FOLDER / _SITES).glob(f"*/{_OWNER}"):
        with contextlib.suppress(OSError):
            site_dir = Path(os.fsdecode(read_file(owner)))
            if not site_dir.exists() and not lock_of(site_dir).exists():
                shutil.rmtree(owner.parent)


def _name(site_dir: Path) -> str:
    return f"{_SITES}/{fingerprint(os.fsencode(site_dir.absolute())).hex()[:16]}"


def _memo(root: Path) -> Memo[BuildManifest]:
    return Memo(root / FOLDER, _SITES, BuildManifest, code_digest())
