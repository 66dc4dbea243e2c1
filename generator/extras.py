"""Extras: the files of the site that are no pages for readers: map, robots, redirects, schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.history import History
from generator.pages import Page
from generator.pour import Written
from generator.render import Renderer
from generator.schema_files import schema_text

SCHEMAS = "schemas/v1"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Place:
    """A page in the map of the site; `changed` is the day of its last change, «» when unknown."""

    address: str
    changed: str


def target(folder: Path, address: str) -> Path:
    """Return the file of an address in the site's folder.

    Raises:
        ValueError: the address leads out of the folder; checked ids never cause it.
    """
    parts = PurePosixPath(address).parts
    if address.startswith("/") or ".." in parts or "\0" in address:
        message = f"address leads out of the site: {address!r}"
        raise ValueError(message)
    return folder.joinpath(*parts, "index.html")


def write(file: Path, text: str) -> int:
    """Write a text file, making its folders; return its size in bytes."""
    data = text.encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    return file.write_bytes(data)


def places(pages: Iterable[Page], written: Iterable[Written], history: History) -> Sequence[Place]:
    """Return what the map of the site lists, by address."""
    generated = [Place(address=page.address, changed=page.updated) for page in pages if page.listed]
    by_hand = [Place(address=page.address, changed=_day(history, page.path)) for page in written]
    return sorted(generated + by_hand)


def write_map(folder: Path, renderer: Renderer, listed: Sequence[Place]) -> None:
    """Write sitemap.xml and robots.txt."""
    write(folder / "sitemap.xml", renderer.whole("sitemap.xml.j2", places=listed))
    write(folder / "robots.txt", renderer.whole("robots.txt.j2"))


def write_redirects(folder: Path, renderer: Renderer, redirects: Mapping[str, str]) -> None:
    """Write a page for every former address that leads to the present one."""
    for former, present in redirects.items():
        root = "../" * former.count("/")
        write(target(folder, former), renderer.whole("redirect.html.j2", root=root, target=present))


def write_schemas(folder: Path, schemas: Mapping[str, Any]) -> None:
    """Write the schemas with the vocabularies' values filled in, for editors."""
    for name, schema in sorted(schemas.items()):
        write(folder / SCHEMAS / name, schema_text(schema))


def _day(history: History, path: str) -> str:
    change = history.of(path)
    return change.date.isoformat() if change else ""
