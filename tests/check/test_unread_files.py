"""Files that nothing reads are reported with the name that was meant; unrelated files are ignored."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.atlases import REPOSITORY, assemble

from generator.check.settings_check import load_ruleset
from generator.check.unread_files import misplaced_findings, unread_findings
from generator.source.record_files import Unloaded, sources
from generator.source.schema_files import Schemas, read_schemas

UNREAD = {
    "site_config/serch.yaml": "search.yaml",
    "site_config/search.yml": "search.yaml",
    "site_config/Picks.yaml": "picks.yaml",
    "site_config/pick.yaml": "picks.yaml",
    "site_config/outline.json": "outline.geojson",
    "site_config/outlines.geojson": "outline.geojson",
    "site_config/boundary.geojson": "boundaries.geojson",
    "site_config/steps.yaml.bak": "steps.yaml",
    "site_config/vocabulary/subjects.yaml": "vocabularies",
    "site_config/page/about.md": "pages",
    "site_config/logo.svg": "",
    "site_config/vocabularies/subject.yaml": "subjects.yaml",
    "site_config/vocabularies/direction.yaml": "directions.yaml",
    "site_config/pages/o-nas.markdown": "o-nas.md",
    "site_config/pages/o-nas.MD": "o-nas.md",
    "site_config/pages/o-nas.md.txt": "o-nas.md",
    "site_config/theme/logo.svg": "assets/logo.svg",
    "site_config/theme/asset/logo.svg": "assets/logo.svg",
    "site_config/theme/assets/logo.png": "assets/logo.svg",
    "site_config/theme/assets/Favicon.svg": "assets/favicon.svg",
    "site_config/theme/palette.css": "assets/palette.css",
    "site_config/theme/footer.html": "partials/footer.html",
    "site_config/theme/partials/foter.html": "partials/footer.html",
    "site_config/theme/nashi-slova.html": "",
    "search.yaml": "site_config/search.yaml",
    "outline.geojson": "site_config/outline.geojson",
    "practices/opyt.yaml": "content/practices",
    "contents/practices/opyt.yaml": "content",
}
"""Files, and what is offered instead of each."""
LEFT = (
    *("README.md", "notes.yaml", "package.json", "scripts/a.py", "practices/README.md", "docs/search.yaml"),
    *(f"site_config/{name}" for name in ("README.md", ".DS_Store", ".gitkeep", "Thumbs.db", "atlas.yaml~")),
    *("site_config/~$search.yaml", "site_config/desktop.ini", "site_config/.search.yaml.swp"),
    *(f"site_config/{name}" for name in ("checklists.yaml", "steps.yaml", "map.json", "boundaries.geojson")),
    *("site_config/vocabularies/programmes.yaml", "site_config/vocabularies/README.md"),
    *("site_config/pages/list.docx", "site_config/pages/robots-1.txt", "site_config/pages/a/foto.jpg"),
    *("site_config/theme/README.md", "site_config/theme/assets/own.css", "site_config/theme/assets/a/b.png"),
    *("site_config/theme/partials/footer.html", "site_config/theme/partials/logo.html"),
    *("site_config/theme/base.html", "site_config/intake/rayony.yaml"),
)


def put(root: Path, path: str, text: str = "a: 1\n") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    return read_schemas(REPOSITORY)


def test_what_nothing_reads_is_told_with_what_was_meant(tmp_path: Path, schemas: Schemas) -> None:
    wrong = {}
    for number, (path, meant) in enumerate(UNREAD.items()):
        root = tmp_path / str(number)
        (root / "site_config/vocabularies").mkdir(parents=True)
        for name in ("atlas", "municipalities", "vocabularies/subjects", "vocabularies/directions"):
            put(root, f"site_config/{name}.yaml")
        put(root, path)
        found = [
            (one.code, *one.near[:1]) for one in (*unread_findings(root, schemas), *misplaced_findings(root))
        ]
        if found != [("unread-file", *([meant] if meant else []))]:
            wrong[path] = found
    assert wrong == {}


def test_what_is_read_or_anybodys_own_is_left_in_peace(tmp_path: Path, schemas: Schemas) -> None:
    for path in LEFT:
        put(tmp_path, path)
    assert list(unread_findings(tmp_path, schemas)) == []


def test_a_template_that_another_one_names_is_read(tmp_path: Path, schemas: Schemas) -> None:
    put(tmp_path, "site_config/theme/partials/own.html", "<p>")
    assert [one.code for one in unread_findings(tmp_path, schemas)] == ["unread-file"]
    put(tmp_path, "site_config/theme/main.html", '{% include "partials/own.html" %}')
    assert list(unread_findings(tmp_path, schemas)) == []


def test_a_file_that_was_meant_to_be_a_missing_one_is_told_once(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    renamed = {
        "municipalities.yaml": "municipality.yaml",
        "atlas.yaml": "atlas.yml",
        "vocabularies/subjects.yaml": "vocabularies/subject.yaml",
    }
    for name, other in renamed.items():
        (root / "site_config" / name).rename(root / "site_config" / other)
    found = load_ruleset(root, read_schemas(root)).findings
    told = {one.path.removeprefix("site_config/"): one.action for one in found}
    assert told.keys() == renamed.keys()
    assert all(f"«{Path(renamed[name]).name}»" in action for name, action in told.items())


def test_notes_and_files_of_systems_are_no_records(tmp_path: Path) -> None:
    for name in ("README.md", "Thumbs.db", "desktop.ini", "opyt.yaml~", ".gitkeep", "~$opyt.docx"):
        put(tmp_path, f"content/practices/{name}")
        put(tmp_path, f"content/{name}")
    assert list(sources(tmp_path)) == []


def test_a_record_under_another_ending_is_told_its_name(tmp_path: Path) -> None:
    meant = {"a.yml": "a.yaml", "b.YAML": "b.yaml", "c.json": "c.yaml", "d.txt": "d.yaml", "e.yaml.bak": ""}
    for name in meant:
        put(tmp_path, f"content/practices/{name}")
    found = [one for one in sources(tmp_path) if isinstance(one, Unloaded)]
    assert {Path(one.path).name: "".join(one.problem.suggestions) for one in found} == meant
    assert "прежнюю копию записи «e.yaml»" in found[-1].problem.what
