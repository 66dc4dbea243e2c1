"""ProperDocs, a continuation of MkDocs 1.x, draws the same site."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from support.atlases import AS_OF, REPOSITORY
from support.building import DAY, buildable, contents

from generator.site.build import build
from generator.site.prepare import Order

LOCK = REPOSITORY / "requirements" / "properdocs.txt"
HOSTED_BY = "import generator.site.host.mkdocs as host; print(host.mkdocs_build.__module__)"


@pytest.fixture(scope="session")
def properdocs() -> Path:
    """Return the Python of an environment with ProperDocs; it is made once for each state of its lock."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    folder = Path(sys.prefix) / f"properdocs-{digest}"
    if not folder.is_dir():
        made = Path(tempfile.mkdtemp(dir=sys.prefix, prefix="properdocs-new-"))
        uv = str(Path(sys.prefix) / "bin" / "uv")
        subprocess.run([uv, "venv", "--quiet", "--relocatable", "--allow-existing", str(made)], check=True)
        install = [
            uv,
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--python",
            str(made / "bin" / "python"),
        ]
        subprocess.run([*install, "-r", str(LOCK)], check=True)
        try:
            made.rename(folder)
        except OSError:  # another process of this run was first
            shutil.rmtree(made)
    return folder / "bin" / "python"


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    return buildable(tmp_path / "atlas")


def run(python: Path, folder: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [python, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_properdocs_takes_the_place_of_mkdocs_where_it_is_installed(tmp_path: Path, properdocs: Path) -> None:
    assert run(properdocs, tmp_path, "-c", HOSTED_BY) == "properdocs.commands.build\n"


def test_a_run_that_mkdocs_began_goes_on_with_mkdocs(tmp_path: Path, properdocs: Path) -> None:
    assert run(properdocs, tmp_path, "-c", f"import mkdocs; {HOSTED_BY}") == "mkdocs.commands.build\n"


def test_properdocs_draws_the_same_bytes(atlas: Path, tmp_path: Path, properdocs: Path) -> None:
    by_properdocs, by_mkdocs = tmp_path / "by_properdocs", tmp_path / "by_mkdocs"
    options = ["--as-of", AS_OF, "--site-dir", str(by_properdocs)]
    run(properdocs, atlas, "-m", "generator", "build", *options)
    build(Order(root=buildable(tmp_path / "other"), as_of=DAY), by_mkdocs)
    assert contents(by_properdocs) == contents(by_mkdocs)


def test_warnings_of_properdocs_are_findings_of_the_build(
    atlas: Path, tmp_path: Path, properdocs: Path
) -> None:
    about = atlas / "site_config" / "pages" / "about.md"
    about.write_text("# Об атласе\n\n[нет такой](absent.md)\n", encoding="utf-8")
    said = run(properdocs, atlas, "-m", "generator", "build", "--site-dir", str(tmp_path / "site"))
    assert "absent.md" in said
    assert "WARNING" not in said
