"""A build that reuses unchanged pages gives the same bytes as one that reuses nothing."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader
from support import changes
from support.building import DAY, buildable, contents, order

from generator.base import fingerprint
from generator.site.build import build
from generator.site.manifest import load_manifest
from generator.site.prepare import Order
from generator.site.render import renderer

pytestmark = pytest.mark.usefixtures("few_findings")

STEPS = int(os.environ.get("ATLAS_STEPS", "3"))
"""How many changes are made in a row; ATLAS_STEPS=300 for a long run."""
TEMPLATES = Path(renderer.__file__).parents[1] / "templates"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> changes.Place:
    """An atlas whose generator has its templates in a folder of the test."""
    root, package = tmp_path / "atlas", tmp_path / "generator"
    root.mkdir()
    shutil.copytree(TEMPLATES, package / "templates")
    made = renderer.environment

    def own() -> Environment:
        environment = made(FileSystemLoader(package / "templates"))
        environment.bytecode_cache = FileSystemBytecodeCache(str(tmp_path))  # else each build compiles all
        return environment

    monkeypatch.setattr(renderer, "environment", own)
    monkeypatch.setattr(fingerprint, "_PACKAGE", package)
    return changes.Place(
        root=buildable(root),
        site=tmp_path / "site",
        templates=package / "templates",
        chance=random.Random(7),  # noqa: S311 - repeatable, no secret
    )


@pytest.fixture
def usual(tmp_path: Path) -> changes.Place:
    """An atlas whose generator has its templates in their usual place, compiled before."""
    return changes.Place(
        root=buildable(tmp_path / "atlas"),
        site=tmp_path / "site",
        templates=TEMPLATES,
        chance=random.Random(7),  # noqa: S311 - as above
    )


def test_whatever_changes_the_site_is_that_of_a_clean_build(place: changes.Place, tmp_path: Path) -> None:
    done: list[str] = []
    for step in range(STEPS):
        change = place.chance.choice(changes.CHANGES)
        change(place)
        done.append(change.__name__)
        day = DAY + dt.timedelta(days=place.chance.choice((0, 0, 0, 400)))
        jobs = place.chance.choice((1, 2))
        build(Order(root=place.root, as_of=day, search=False, jobs=jobs, keep_going=True), place.site)
        clean = tmp_path / "clean"
        kept = place.root / ".atlas"
        kept.rename(tmp_path / "kept")
        build(Order(root=place.root, as_of=day, search=False, keep_going=True), clean / str(step))
        shutil.rmtree(kept)
        (tmp_path / "kept").rename(kept)
        assert contents(place.site) == contents(clean / str(step)), done
        shutil.rmtree(clean)


def test_what_did_not_change_is_taken_over(usual: changes.Place) -> None:
    build(order(usual.root), usual.site)
    before = {name: (usual.site / name).stat().st_ino for name in contents(usual.site)}
    record = usual.root / "content/practices/reading-hour.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "# заметка для себя\n", encoding="utf-8")
    build(order(usual.root), usual.site)
    after = {name: (usual.site / name).stat().st_ino for name in contents(usual.site)}
    anew = {name for name in after if after[name] != before[name]}
    assert "practices/measuring/index.html" not in anew
    assert not [name for name in anew if name.endswith(("index.html", ".css", ".js"))]


def test_a_page_shows_its_record_s_new_commit(usual: changes.Place) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "content"], ["commit", "-qm", "one"]):
        subprocess.run([*git, *words], cwd=usual.root, check=True)
    build(order(usual.root), usual.site)
    record = usual.root / "content/practices/reading-hour.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "# ещё\n", encoding="utf-8")
    subprocess.run([*git, "commit", "-qam", "two"], cwd=usual.root, check=True)
    head = subprocess.run(
        [*git, "rev-parse", "HEAD"], cwd=usual.root, check=True, capture_output=True, text=True
    )
    build(order(usual.root), usual.site)
    page = (usual.site / "practices/reading-hour/index.html").read_text(encoding="utf-8")
    assert head.stdout[:10] in page


def test_a_form_is_made_anew_when_its_schema_speaks_otherwise(usual: changes.Place) -> None:
    build(order(usual.root), usual.site)
    schema = usual.root / "schemas/practice.schema.json"
    text = schema.read_text(encoding="utf-8")
    assert "Чего хотели достичь." in text
    schema.write_text(text.replace("Чего хотели достичь.", "К чему шли."), encoding="utf-8")
    build(order(usual.root), usual.site)
    assert "К чему шли." in (usual.site / "propose/practices/index.html").read_text(encoding="utf-8")


def test_nothing_is_remembered_where_the_host_may_read_more(usual: changes.Place) -> None:
    file = usual.root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8").replace(
        "  - admonition\n", "  - admonition\n  - pymdownx.snippets\n"
    )
    file.write_text(text, encoding="utf-8")
    build(order(usual.root), usual.site)
    known = load_manifest(usual.root, usual.site)
    assert known.pages
    assert known.frames is None
