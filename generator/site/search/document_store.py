"""Document store: keeps the search documents between builds. A document is the HTML that Pagefind reads."""

import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import msgspec

from generator.base.files import read_file, remove, write_file
from generator.base.fingerprint import FileStamp, fingerprint

FOLDER = "search"

Pairs = Sequence[tuple[str, str]]
_unpack = msgspec.msgpack.Decoder(tuple[tuple[str, str], ...]).decode


class IndexedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A page for the index: what Pagefind reads, and the values for the page table."""

    html: str
    filters: Pairs
    sort: Pairs


class StoredDocument(msgspec.Struct, frozen=True, array_like=True):
    """A stored document: its digest, the stamp of its file, and the values for the page table.

    They are kept packed: those of ten thousand pages take 42 MB as tuples and strings, 8 MB as MessagePack.
    """

    digest: bytes
    stamp: FileStamp
    packed_filters: bytes
    packed_sort: bytes

    @classmethod
    def of(cls, digest: bytes, stamp: FileStamp, filters: Pairs, sort: Pairs) -> Self:
        """Return a stored document with these values for the page table."""
        return cls(digest, stamp, msgspec.msgpack.encode(filters), msgspec.msgpack.encode(sort))

    @property
    def filters(self) -> Pairs:
        """The facets and values of the page."""
        return _unpack(self.packed_filters)

    @property
    def sort(self) -> Pairs:
        """What the page is sorted by."""
        return _unpack(self.packed_sort)


class DocumentStore(msgspec.Struct, frozen=True):
    """A folder of documents and index shards. Only one build at a time may use it."""

    folder: str

    @property
    def parts(self) -> Path:
        """The folder of the index shards."""
        return Path(self.folder, "parts")

    def file(self, address: str) -> str:
        """Return the file of a document."""
        name = fingerprint(address.encode()).hex()[:32]
        return f"{self.folder}/documents/{name[:2]}/{name[2:]}.html"

    def write(self, address: str, document: IndexedDocument) -> StoredDocument:
        """Write the document of an address.

        Raises:
            OSError: the document cannot be written.
        """
        body = document.html.encode()
        file = self.file(address)
        try:
            write_file(file, body)
        except (IsADirectoryError, PermissionError):  # something else is in its place
            remove(file)
            write_file(file, body)
        stamp = FileStamp.of_written(file)
        return StoredDocument.of(fingerprint(body), stamp, document.filters, document.sort)

    def read(self, address: str) -> str:
        """Return the document of an address.

        Raises:
            OSError: it cannot be read.
        """
        return read_file(self.file(address)).decode()

    def is_unchanged(self, address: str, known: StoredDocument) -> bool:
        """Return whether the file of a document has not changed since it was written."""
        return FileStamp.of(self.file(address)) == known.stamp

    def prune(self, addresses: Collection[str]) -> None:
        """Remove the documents of all other addresses."""
        kept = {self.file(address) for address in addresses}
        for folder, _, names in os.walk(f"{self.folder}/documents"):
            for name in names:
                if (file := f"{folder}/{name}") not in kept:
                    os.unlink(file)  # noqa: PTH108 - ten thousand of them


@contextmanager
def open_store(kept: Path | None) -> Iterator[DocumentStore]:
    """Yield the store in a cache folder, or a temporary one if that is not usable."""
    folder = kept and kept / FOLDER
    if folder and _is_usable(folder):
        yield DocumentStore(str(folder))
        return
    with tempfile.TemporaryDirectory(prefix="atlas-search-") as temporary:
        yield DocumentStore(temporary)


def _is_usable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)
