"""The golden atlas: a small complete atlas and everything that the generator makes of it.

The theme's frame around a page is not part of it: it changes with every version of the theme.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from support.atlases import AS_OF, FIXTURES, assemble
from support.pages import make_page

from generator.base.files import index_file, write_file
from generator.model import addresses
from generator.site import redirects, sitemap
from generator.site.prepare import Order, prepare
from generator.site.progress import Progress
from generator.site.render.renderer import Slots

GOLDEN = FIXTURES / "golden"
EXPECTED = GOLDEN / "expected"


def made_files(root: Path) -> dict[str, str]:
    """Assemble the golden atlas at `root`; return its output texts by file name."""
    assemble(root, GOLDEN)
    order = Order(root=root, as_of=dt.date.fromisoformat(AS_OF))
    prepared = prepare(order, Progress())
    folder = root / "made"
    pages = [make_page(prepared.index, draft) for draft in prepared.drafts if _is_golden(draft.address)]
    for page in pages:
        write_file(index_file(folder, page.address), _whole(prepared.renderer.render(page)).encode())
    listed = [
        sitemap.SitemapEntry(address=page.address, changed=page.updated) for page in pages if page.listed
    ]
    entries = sitemap.list_entries(listed, (), prepared.index.history)
    sitemap.write_sitemap(folder, prepared.renderer, entries)
    redirects.write_redirects(folder, prepared.renderer, prepared.catalogue.redirects)
    made = texts(folder)
    return {name: text.replace(prepared.renderer.assets.folder, "assets/hash") for name, text in made.items()}


def _is_golden(address: str) -> bool:
    """Return whether a page is kept: only a few about findings; forms have tests of their own."""
    return not address.startswith((addresses.FINDINGS, addresses.PROPOSE)) or address in _FINDINGS


_FINDINGS = {addresses.FINDINGS, *map(addresses.finding, ("missing-key", "symlink", "title-form"))}


def texts(folder: Path) -> dict[str, str]:
    """Return the files of a folder: text by path inside it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def bless(root: Path) -> int:
    """Write the current output as the expected one; return the number of files."""
    for path in sorted(EXPECTED.rglob("*"), reverse=True) if EXPECTED.exists() else ():
        path.rmdir() if path.is_dir() else path.unlink()
    made = made_files(root)
    for name, text in made.items():
        write_file(EXPECTED / name, text.encode())
    return len(made)


def _whole(slots: Slots) -> str:
    parts = (f"<header>{slots.title}</header>", slots.head, slots.contents, slots.content)
    return "\n".join(line.rstrip() for part in parts for line in part.splitlines() if line.strip()) + "\n"
