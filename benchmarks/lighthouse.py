"""What Lighthouse says of every kind of page: the three scores that do not depend on the speed of a machine.

The pages are those of the reference atlas, whose samples pass for real records here: samples are kept from
search engines, and nothing could be said of how these find them. `make bench` installs Lighthouse.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.bench import BUILD, SITE, Bench
from benchmarks.browser import CHROMIUM
from benchmarks.cost import run
from benchmarks.host import host_site
from benchmarks.report import Figure, Row
from benchmarks.synthetic import REFERENCE, REPOSITORY, load

sys.path.insert(0, str(REPOSITORY / "tests"))

from support.page_kinds import addresses, like_others

WEB = Path(__file__).with_name("web")
SAMPLE = "sample: true\n"
NOT_FOUND = "not found"
PERSONAL = frozenset({"saved", "compare", NOT_FOUND})
"""Kinds of pages that no search engine is to show, whatever the records are."""
CATEGORIES = {"accessibility": "accessibility", "best-practices": "best practices", "seo": "search engines"}
WHOLE = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What was said of a kind of page: its scores by category, from 0 to 1, and the audits that it failed."""

    kind: str
    scores: Mapping[str, float]
    faults: Sequence[str]


def lighthouse_rows(bench: Bench) -> list[Row]:
    """Return a row for each category: how many kinds of pages have less than 100, which shall be none."""
    root = _make_atlas_of_facts(bench.folder / "facts")
    run(BUILD, root)
    verdicts = _judge(root)
    records = sum(1 for _ in (root / "content").rglob("*.yaml"))
    return [_row(category, verdicts, records) for category in CATEGORIES]


def _row(category: str, verdicts: Sequence[Verdict], records: int) -> Row:
    below = [one for one in verdicts if one.scores[category] < WHOLE]
    named = "".join(f"; {one.kind}: {', '.join(one.faults)}" for one in below)
    return Row(
        what=f"Lighthouse, {CATEGORIES[category]}: kinds of pages below 100, of {len(verdicts)}{named}",
        size=records,
        ours=Figure(value=len(below), unit="kinds"),
        target=0,
    )


def _make_atlas_of_facts(root: Path) -> Path:
    """Return a copy of the reference atlas in which no record is a sample."""
    shutil.copytree(REFERENCE, root, ignore=shutil.ignore_patterns(".atlas", SITE))
    shutil.copytree(REPOSITORY / "schemas", root / "schemas", dirs_exist_ok=True)
    for file in (root / "content").rglob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(SAMPLE, ""), encoding="utf-8")
    return root


def _judge(root: Path) -> Sequence[Verdict]:
    mount = urlsplit(load(root / "site_config/atlas.yaml")["site_address"]).path
    site = root / SITE
    # An address that is not there is judged by nothing: its page is asked for by its own name.
    pages = {**like_others(site), **addresses(site), NOT_FOUND: "404.html"}
    with host_site(site, mount) as (address, _):
        asked = [f"{'hidden:' if kind in PERSONAL else ''}{address}{path}" for kind, path in pages.items()]
        return list(_read_verdicts(pages, asked))


def _read_verdicts(kinds: Iterable[str], asked: Sequence[str]) -> Iterable[Verdict]:
    node = Path(sys.executable).with_name("node")
    command: list[str | Path] = [node, WEB / "measure.mjs", CHROMIUM, *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for kind, line in zip(kinds, done.stdout.splitlines(), strict=True):
        yield Verdict(kind=kind, **json.loads(line))
