"""Writes the preview images; each is drawn again only if its content has changed."""

import msgspec

from generator.base.files import write_file
from generator.base.fingerprint import FileStamp, fingerprint
from generator.model import addresses
from generator.site.manifest import BuildManifest, PictureEntry
from generator.site.pages import Page


class PictureWriter(msgspec.Struct, frozen=True, kw_only=True):
    """Writes images into the folder of a site; `old` is the manifest of the site it replaces."""

    folder: str
    old: BuildManifest

    def put(self, page: Page) -> PictureEntry | None:
        """Write the image of a page, or reuse the old one if it is the same; None if the page has none.

        Raises:
            OSError: the file cannot be written.
        """
        if page.picture is None:
            return None
        digest = fingerprint(msgspec.msgpack.encode(page.picture))
        entry = self.old.pages.get(page.address)
        before = entry and entry.picture
        kept = self.keep(page.address, before) if before and before.input_digest == digest else None
        if kept:
            return kept
        from generator.site.pictures.draw import draw  # noqa: PLC0415 - many builds need no Pillow

        file = f"{self.folder}/{addresses.picture(page.address)}"
        write_file(file, draw(page.picture))
        return PictureEntry(digest, FileStamp.of_written(file))

    def keep(self, address: str, entry: PictureEntry | None) -> PictureEntry | None:
        """Reuse the image of the old page if its file has not changed since it was written."""
        path = addresses.picture(address)
        stamp = self.old.reuse_file(path, entry.stamp, self.folder) if entry else None
        return PictureEntry(entry.input_digest, stamp) if entry and stamp else None
