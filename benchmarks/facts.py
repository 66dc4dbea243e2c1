"""The site of the reference atlas with a page of every kind, whose samples are made real records.

Search engines may not index samples, so nothing could be measured about them.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.bench import BUILD, SITE
from benchmarks.cost import run
from benchmarks.host import Sent, host_site
from benchmarks.synthetic import REFERENCE, REPOSITORY, load

sys.path.insert(0, str(REPOSITORY / "tests"))

from support.page_kinds import addresses, like_others

SAMPLE = "sample: true\n"
NOT_FOUND = "not found"


@dataclass(frozen=True, kw_only=True)
class FactSite:
    """The atlas in a folder; it and its site are created on first use."""

    folder: Path

    @cached_property
    def site(self) -> Path:
        """The built site."""
        if not self.folder.exists():
            shutil.copytree(REFERENCE, self.folder, ignore=shutil.ignore_patterns(".atlas", SITE))
            shutil.copytree(REPOSITORY / "schemas", self.folder / "schemas", dirs_exist_ok=True)
            for file in (self.folder / "content").rglob("*.yaml"):
                file.write_text(file.read_text(encoding="utf-8").replace(SAMPLE, ""), encoding="utf-8")
            run(BUILD, self.folder)
        return self.folder / SITE

    @property
    def records(self) -> int:
        """Number of its records."""
        return sum(1 for _ in (self.site.parent / "content").rglob("*.yaml"))

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """An address of every kind of page; for that of unknown addresses, its name."""
        return {**like_others(self.site), **addresses(self.site), NOT_FOUND: "404.html"}

    @contextmanager
    def host(self) -> Iterator[tuple[str, Sent]]:
        """Serve the site; yields its address and what is sent."""
        mount = urlsplit(load(REFERENCE / "site_config/atlas.yaml")["site_address"]).path
        with host_site(self.site, mount) as served:
            yield served
