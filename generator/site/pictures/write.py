"""Writes the preview images; each is drawn again only if its content has changed."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from generator.base.files import link_or_copy, write_file
from generator.base.fingerprint import FileStamp, fingerprint
from generator.model import addresses
from generator.site.manifest import BuildManifest, PictureEntry
from generator.site.pages import Page, Picture


@dataclass(frozen=True, kw_only=True)
class PictureWriter:
    """Writes images into the folder of a site; `old` is the manifest of the site it replaces."""

    folder: str
    old: BuildManifest = field(repr=False)

    def put(self, page: Page) -> PictureEntry | None:
        """Write the image of a page, or reuse the old one if it is the same; None if the page has none.

        Raises:
            OSError: the file cannot be written.
        """
        if page.picture is None:
            return None
        digest = picture_digest(page.picture)
        entry = self.old.pages.get(page.address)
        if entry and entry.picture and entry.picture.input_digest == digest:
            kept = self.keep(page.address, entry.picture)
            if kept:
                return kept
        file = self._file(page.address)
        write_file(file, _draw(page.picture))
        return PictureEntry(digest, FileStamp.of_written(file))

    def keep(self, address: str, entry: PictureEntry | None) -> PictureEntry | None:
        """Reuse the image of the old page if its file has not changed since it was written."""
        if entry is None:
            return None
        file = self._file(address)
        if FileStamp.of(file) == entry.stamp:  # the folder is a spare one, and already contains this file
            return entry
        old = self.old.find_file(addresses.picture(address), entry.stamp)
        if old is None:
            return None
        link_or_copy(old, file)
        stamp = FileStamp.of(file)
        return PictureEntry(entry.input_digest, stamp) if stamp else None

    def _file(self, address: str) -> str:
        return f"{self.folder}/{addresses.picture(address)}"


def picture_digest(picture: Picture) -> bytes:
    """Return the hash of everything an image depends on, except the generator, which the manifest covers."""
    return fingerprint(msgspec.msgpack.encode(picture))


def _draw(picture: Picture) -> bytes:
    from generator.site.pictures.draw import draw  # noqa: PLC0415 - many builds need no Pillow

    return draw(picture)
