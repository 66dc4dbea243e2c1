"""The generator's own modules that a page runs in the reader's browser, as one archive.

Which modules those are follows from their imports: nobody keeps a list. Packages whose modules are imported
by name (the types of records, the rules) are taken whole.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

PACKAGE = Path(__file__).parents[2]
"""The folder of the generator's package."""
ENTRIES = ("generator.intake.tables.judge.table_page", "generator.model.records.*", "generator.check.rules.*")
"""What the page for tables runs, and the packages whose modules are imported by name."""
_STATEMENT = re.compile(
    r"^([ ]*)(?:from (generator[\w.]*) import (\([^)]*\)|[^\n]*)"
    r"|import (generator[\w.]+)|(if TYPE_CHECKING:)|\S)",
    re.MULTILINE,
)
_NOT_NAMES = re.compile(r"#[^\n]*|[()\n]")
_TABLES = (".yaml", ".json")
_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of all files, so that the same modules give the same bytes."""


def archive_modules(entries: Sequence[str] = ENTRIES) -> bytes:
    """Return an archive of modules and of all that they import of the generator, with tables beside them."""
    modules = find_modules(entries)
    folders = {file.parent for file in modules}
    tables = {file for folder in folders for file in folder.iterdir() if file.suffix in _TABLES}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted({*modules, *tables}):
            info = zipfile.ZipInfo(file.relative_to(PACKAGE.parent).as_posix(), _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.read_bytes())
    return buffer.getvalue()


def find_modules(entries: Sequence[str]) -> set[Path]:
    """Return the files of modules, named `generator.…`, and of all modules that they import at any time."""
    found: set[Path] = set()
    waiting = [name for entry in entries for name in _expand(entry)]
    while waiting:
        for file in _files_of(waiting.pop()):
            if file not in found:
                found.add(file)
                waiting += _list_imports(file.read_text(encoding="utf-8"))
    return found


def _expand(entry: str) -> Iterator[str]:
    """Yield an entry, or the modules of the package that it names."""
    package = entry.removesuffix(".*")
    yield package
    if package != entry:
        folder = PACKAGE.joinpath(*package.split(".")[1:])
        yield from (f"{package}.{file.stem}" for file in folder.glob("*.py"))


def _files_of(name: str) -> Iterator[Path]:
    """Yield the files of a module and of the packages around it; none if the name is that of a value."""
    parts = name.split(".")[1:]
    own = PACKAGE.joinpath(*parts).with_suffix(".py")
    if parts and own.is_file():
        yield own
    elif not PACKAGE.joinpath(*parts, "__init__.py").is_file():
        return
    for size in range(len(parts) + 1):
        package = PACKAGE.joinpath(*parts[:size], "__init__.py")
        if package.is_file():
            yield package


def _list_imports(text: str) -> Iterator[str]:
    """Yield the names that a module's text imports from the generator, but for those of types alone."""
    hidden: int | None = None
    for found in _STATEMENT.finditer(text):
        indent, source, names, whole, types = found.groups()
        if hidden is not None and len(indent) > hidden:
            continue
        hidden = len(indent) if types else None
        if whole:
            yield whole
        if source:
            yield source
            plain = _NOT_NAMES.sub(" ", names).split(",")
            yield from (f"{source}.{name.split(' as ')[0].strip()}" for name in plain)
