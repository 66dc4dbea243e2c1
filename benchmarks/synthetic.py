"""Synthetic atlases for measurements: about 3 KB of Russian text per record, seeded, never committed.

Nearly all records are practices, with some communities and resource centres, to which practices refer. `made`
makes the records, `prose` their text.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from benchmarks.made import Maker, centre, community, event, plan, practice
from benchmarks.prose import Raw, prose_of
from generator.model.kinds import COMMUNITY, DOCUMENT, EVENT, KINDS, PRACTICE, RESOURCE_CENTRE, Kind

REPOSITORY = Path(__file__).resolve().parents[1]
REFERENCE = REPOSITORY / "tests/fixtures/reference"
"""The atlas whose records are varied, because this repository's own content changes, and the results with
it."""
AS_OF = dt.date(2099, 1, 1)
"""A day on which a synthetic atlas is valid: nothing in it is dated later or has ended."""
COMMUNITIES, CENTRES = 40, 80
"""One of this many records is a community or a resource centre."""
FOLDED = 80
"""Longer texts are folded in their file, as people write them."""


class Dumper(yaml.CSafeDumper):
    """Writes long texts as people do: folded, and texts of several lines literally."""

    def ignore_aliases(self, data: object) -> bool:
        """Write equal values out each time: records have no anchors."""
        del data
        return True


def _text(dumper: Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > FOLDED else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, _text)


def make_atlas(root: Path, count: int, seed: int = 1, *, plans: int = 0) -> Path:
    """Write an atlas of `count` records, and a number of events and plans; return its root.

    Raises:
        FileExistsError: `root` already exists.
    """
    root.mkdir(parents=True)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    shutil.copytree(REFERENCE / "site_config", root / "site_config")
    shutil.copy(REFERENCE / "mkdocs.yml", root / "mkdocs.yml")
    for kind in KINDS:
        (root / "content" / kind.folder).mkdir(parents=True)
    for kind, record in _records(maker_of(seed), count, plans):
        (root / "content" / kind.folder / f"{record['id']}.yaml").write_text(
            write_record(record), encoding="utf-8"
        )
    return root


def maker_of(seed: int) -> Maker:
    """Return the maker of records from those of the reference atlas."""
    chance = random.Random(seed)  # noqa: S311 - repeatable data, not secrets
    models = {kind: [load(path) for path in _files(kind)] for kind in KINDS}
    places = load(REFERENCE / "site_config/municipalities.yaml")["municipalities"]
    return Maker(
        models=models,
        prose=prose_of([record for of_kind in models.values() for record in of_kind], chance),
        chance=chance,
        places={place["id"]: place["title"] for place in places},
    )


def load(path: Path) -> Any:  # noqa: ANN401 - any YAML
    """Return the value of a YAML file."""
    return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def write_record(record: Raw) -> str:
    """Return the text of a record's file."""
    text: str = yaml.dump(record, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text


def _records(maker: Maker, count: int, plans: int) -> Iterator[tuple[Kind, Raw]]:
    """Yield the records, beginning with those to which practices refer."""
    communities, centres = max(1, count // COMMUNITIES), max(1, count // CENTRES)
    order: tuple[tuple[Kind, int, Callable[[Maker], Raw]], ...] = (
        (COMMUNITY, communities, community),
        (RESOURCE_CENTRE, centres, centre),
        (PRACTICE, count - communities - centres, practice),
        (EVENT, plans, event),
        (DOCUMENT, plans, plan),
    )
    for kind, number, make in order:
        for _ in range(number):
            yield kind, make(maker)


def _files(kind: Kind) -> list[Path]:
    return sorted((REFERENCE / "content" / kind.folder).glob("*.yaml"))
