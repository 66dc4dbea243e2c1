"""An atlas without its own schemas is checked with the package's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.atlases import FIXTURES, REPOSITORY, assemble
from support.git import commit_all, start_repository
from support.reading import check_fixture
from support.reviews import report_of

from generator.base.errors import AtlasError
from generator.source.package_files import package_file, schemas_folder
from generator.source.schema_files import COMMON, FILLED, read_schemas


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    root = assemble(tmp_path, FIXTURES / "golden")
    for file in (root / "schemas").glob("*.json"):
        file.unlink()
    shutil.copytree(REPOSITORY / FILLED, root / FILLED, dirs_exist_ok=True)  # no schemas: editors read them
    return root


def test_schemas_of_the_package_judge_it(atlas: Path) -> None:
    assert schemas_folder(atlas) == package_file("schemas")
    assert read_schemas(atlas) == read_schemas(REPOSITORY)
    assert check_fixture(atlas).findings == check_fixture(assemble(atlas, FIXTURES / "golden")).findings


def test_own_schemas_count_as_a_whole(atlas: Path) -> None:
    shutil.copy(package_file("schemas") / COMMON, atlas / "schemas" / COMMON)
    with pytest.raises(AtlasError, match="не хватает"):
        read_schemas(atlas)


def test_proposals_are_judged_without_schemas_of_the_atlas(atlas: Path) -> None:
    shutil.rmtree(atlas / "schemas")
    start_repository(atlas)
    commit_all(atlas)
    before = report_of(atlas, "HEAD..HEAD")
    practice = next((atlas / "content/practices").iterdir())
    practice.write_text("id: x\n", encoding="utf-8")
    own = json.loads((package_file("schemas") / COMMON).read_text(encoding="utf-8"))
    shutil.copytree(package_file("schemas"), atlas / "schemas")
    (atlas / "schemas" / COMMON).write_text(json.dumps(own | {"title": "Чужая"}), encoding="utf-8")
    commit_all(atlas)
    assert "missing-key" in report_of(atlas, "HEAD^..HEAD")
    assert "missing-key" not in before
