"""A Hugo site with the records, vocabularies and hand-written pages of an atlas, made before measuring.

Hugo reads each record as the front matter of a page: the same YAML, with its Markdown description as the
page's text. Only keys are renamed: Hugo reserves `kind` and `resources`, and a taxonomy is named after its
folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.hugo.frames import ROOT, write_frames
from benchmarks.synthetic import load
from generator.model.kinds import KINDS, Kind

HERE = Path(__file__).parent
RENAMED = {"kind": "variety", "resources": "needs", "education_levels": "levels"}
PAGES = {
    "subjects": "subjects",
    "directions": "directions",
    "education_levels": "levels",
    "community_kinds": "community_kinds",
    "centre_kinds": "centre_kinds",
}
"""Folders of the vocabularies whose terms have pages."""
NAMES = {
    **{name: name for name in ("subjects", "directions", "forms")},
    "education_levels": "levels",
    "audiences": "audience",
    "cost_bands": "cost",
    "practice_stages": "stage",
    "practice_spheres": "sphere",
    "material_kinds": "material",
    "licences": "licence",
    "expertise_decisions": "decision",
    "expertise_levels": "expertise_level",
    "organisation_kinds": "organisation",
    **dict.fromkeys(("practice_kinds", "community_kinds", "centre_kinds"), "variety"),
}
"""Names of the vocabularies in the layouts."""
RELATED: Mapping[str, Mapping[str, int]] = {
    "none": {},
    "tags": {"tags": 100},
    "facets": {"subjects": 100, "tags": 80, "directions": 60, "levels": 30},
}
"""Indices of Hugo's related content, with their weights. Common terms make it quadratic, tags not yet."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """The atlas from which the Hugo site is made."""

    root: Path
    site: Path

    def write(self, name: str, front: Mapping[str, Any], text: str = "") -> None:
        """Write a page of the Hugo site."""
        file = self.site / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{_yaml(front)}---\n{text}", encoding="utf-8")

    def vocabularies(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the vocabularies by name, including the municipalities."""
        for file in sorted((self.root / "site_config/vocabularies").glob("*.yaml")):
            yield file.stem, load(file)
        places = load(self.root / "site_config/municipalities.yaml")["municipalities"]
        yield "municipalities", {"title": "Муниципалитеты", "terms": places}


def make_hugo_site(root: Path, site: Path, related: str) -> Path:
    """Write a Hugo site with the content of the atlas at `root` and return it.

    `related` says how pages find related ones: a key of `RELATED`.
    """
    source = Source(root=root, site=site)
    for folder in ("layouts", "i18n"):
        shutil.copytree(HERE / folder, site / folder)
    write_frames(root, site)
    _write_settings(source, RELATED[related])
    _write_terms(source)
    _write_pages(source)
    for kind in KINDS:
        for file in sorted((root / "content" / kind.folder).glob("*.yaml")):
            record = load(file)
            text = record.pop("description", "")
            source.write(f"{kind.folder}/{file.stem}.md", _front(kind, record), text)
    return site


def _front(kind: Kind, record: Mapping[str, Any]) -> Mapping[str, Any]:
    front = {RENAMED.get(key, key): value for key, value in record.items()}
    front["municipalities"] = [front.pop("municipality")]
    if kind.kind_vocabulary in PAGES and "variety" in front:
        front[kind.kind_vocabulary] = [front["variety"]]
    return front


def _write_settings(source: Source, related: Mapping[str, int]) -> None:
    atlas = load(source.root / "site_config/atlas.yaml")
    settings = load(HERE / "hugo.yaml")
    settings["title"] = atlas["title"]
    settings["related"]["indices"] = [{"name": name, "weight": weight} for name, weight in related.items()]
    settings["params"] = {
        "related": bool(related),
        "nouns": {kind.folder: atlas["kinds"][kind.name]["forms"][0].capitalize() for kind in KINDS},
        "atlas": {
            "title": atlas["title"],
            "short_title": atlas["short_title"],
            "region": atlas["region"]["name"],
            "repository": atlas["repository"]["address"],
            "licence": {key: atlas["licence"][key] for key in ("title", "address")},
        },
    }
    (source.site / "hugo.yaml").write_text(_yaml(settings), encoding="utf-8")
    source.write("_index.md", {"title": atlas["title"], "linkTitle": "Главная", "lead": atlas["description"]})
    for kind in KINDS:
        source.write(f"{kind.folder}/_index.md", {"title": atlas["kinds"][kind.name]["title"]})


def _write_terms(source: Source) -> None:
    """Write the terms as data for all layouts, and as pages if they have any."""
    terms: dict[str, dict[str, Any]] = {}
    source.write("tags/_index.md", {"title": "Метки"})
    for name, vocabulary in source.vocabularies():
        shown, folder = NAMES.get(name, name), {**PAGES, "municipalities": "municipalities"}.get(name)
        for term in vocabulary["terms"]:
            address = f"{folder}/{term['id']}/" if folder else f"glossary/#{shown}-{term['id']}"
            terms.setdefault(shown, {})[term["id"]] = _term(term, f"{ROOT}{address}")
            if folder:
                front = {"title": term["title"], "lead": term.get("definition", term.get("name", ""))}
                source.write(f"{folder}/{term['id']}/_index.md", front)
        if folder:
            source.write(f"{folder}/_index.md", {"title": vocabulary["title"]})
    data = source.site / "data/terms.yaml"
    data.parent.mkdir()
    data.write_text(_yaml(terms), encoding="utf-8")


def _term(term: Mapping[str, Any], address: str) -> Mapping[str, Any]:
    short = term.get("short", "")
    return {
        "title": term["title"],
        "short": short,
        "abbreviated": sum(map(str.isupper, short)) > 1,
        "definition": term.get("definition", ""),
        "address": address,
    }


def _write_pages(source: Source) -> None:
    """Write the hand-written pages, and those of the glossary and the search."""
    for file in sorted((source.root / "site_config/pages").glob("*.md")):
        shutil.copy(file, source.site / "content" / file.name)
    source.write("glossary.md", {"title": "Глоссарий", "layout": "glossary"})
    source.write("search.md", {"title": "Поиск"})


def _yaml(value: object) -> str:
    text: str = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100)
    return text
