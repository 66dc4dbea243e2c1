"""Runs the form's own judge, the scripts of `theme/judge/`, on records, with one process for all of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.atlases import AS_OF, REPOSITORY
from support.node import NODE

from generator.model.kinds import KINDS, Kind
from generator.model.settings import Settings
from generator.site.forms.judging import judging_data
from generator.source.fields import Fields
from generator.source.schema_files import Schemas
from generator.source.yaml.reader import Parsed, read_yaml

THEME = REPOSITORY / "generator/site/theme"
_PROGRAM = """
import fs from "node:fs";
import "DIST/markdown.js";
import { judge } from "THEME/judge/judge.js";
import { isSameTitle, judgeOthers } from "THEME/judge/others.js";
import { tidyLine, tidyText } from "THEME/form/tidy.js";
import { textsOf } from "THEME/judge/base.js";

const { cases, abouts, today, atlases } = JSON.parse(fs.readFileSync(0, "utf8"));
const parse = globalThis.atlasMarkdown.parse;
const lines = { markdown: tidyText, plain: tidyText };

function tidied(record, about) {
  const copy = structuredClone(record);
  for (const { pointer, value, kind } of textsOf(about.texts, copy)) {
    const last = pointer[pointer.length - 1];
    const place = pointer.slice(0, -1).reduce((part, step) => part[step], copy);
    place[last] = (lines[kind] ?? tidyLine)(value);
    if (place[last] === undefined) Array.isArray(place) ? place.splice(last, 1) : delete place[last];
  }
  return copy;
}

const told = await Promise.all(cases.map(async ({ path, record, about: name, atlas, isNew }) => {
  const about = abouts[name];
  const own = tidied(record, about);
  const others = atlases[atlas];
  const isOther = (folder, id) => `content/${folder}/${id}.yaml` !== path;
  const came = (one) => `${one.added ?? "9999"} ${one.id}.yaml`;
  const twins = Object.entries(others[about.folder] ?? {})
    .filter(([id]) => isOther(about.folder, id))
    .filter(([, one]) => isSameTitle(one.title, own.title) && came(one) < came(own))
    .map(([id]) => `content/${about.folder}/${id}.yaml`);
  const lookup = async (folder, id) => (isOther(folder, id) ? others[folder]?.[id] : undefined);
  const alone = judge(own, about, { today, parse }, isNew);
  return { verdicts: [...alone, ...(await judgeOthers(own, about, lookup, twins))], tidied: own };
}));
console.log(JSON.stringify(told));
"""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A record, the key of the data about its kind, all records of its atlas by folder and id."""

    path: str
    record: Any
    about: str
    atlas: Mapping[str, Mapping[str, Any]]
    is_new: bool = False


def about(settings: Settings, schemas: Schemas, kind: Kind) -> Mapping[str, Any]:
    """Return the judge's data about a kind."""
    return judging_data(settings, kind, Fields(schemas=schemas, file=kind.schema_file))


def judge(cases: Sequence[Case], abouts: Mapping[str, Any], today: str = AS_OF) -> list[Any]:
    """Return the judge's findings for each record, and the record as the form normalises it."""
    atlases = {id(one.atlas): one.atlas for one in cases}  # each is sent once, however many records it has
    places = {key: number for number, key in enumerate(atlases)}
    given = {
        "today": today,
        "abouts": abouts,
        "atlases": [*atlases.values()],
        "cases": [
            {
                "path": one.path,
                "record": one.record,
                "about": one.about,
                "atlas": places[id(one.atlas)],
                "isNew": one.is_new,
            }
            for one in cases
        ],
    }
    program = _PROGRAM.replace("DIST", (THEME / "dist").as_uri()).replace("THEME", THEME.as_uri())
    command = [NODE, "--input-type=module", "--eval", program]
    done = subprocess.run(
        command, input=json.dumps(given, default=str), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: list[Any] = json.loads(done.stdout)
    return found


def records_of(root: Path) -> dict[tuple[Kind, str], Any]:
    """Return the values of an atlas's records by their kinds and paths."""
    found: dict[tuple[Kind, str], Any] = {}
    for kind in KINDS:
        for file in sorted((root / "content" / kind.folder).glob("*.yaml")):
            read = read_yaml(file.read_bytes())
            assert isinstance(read, Parsed), file
            found[kind, file.relative_to(root).as_posix()] = read.value
    return found


def cases_of(root: Path, prefix: str, *, is_new: bool = False) -> list[Case]:
    """Return the records of an atlas, each to be judged together with the others.

    The keys of the data about its kinds begin with `prefix`.
    """
    records = records_of(root)
    every: dict[str, dict[str, Any]] = {}
    for (kind, path), record in records.items():
        every.setdefault(kind.folder, {})[Path(path).stem] = record
    return [
        Case(path=path, record=record, about=f"{prefix}{kind.name}", atlas=every, is_new=is_new)
        for (kind, path), record in records.items()
    ]
