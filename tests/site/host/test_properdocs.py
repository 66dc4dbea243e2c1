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
from support.atlases import REPOSITORY
from support.building import buildable, contents
from support.commands import BUILD, call

ABOUT = "site_config/pages/about.md"
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


def test_properdocs_draws_the_same_bytes_and_its_warnings_are_findings(
    tmp_path: Path, properdocs: Path
) -> None:
    roots = [buildable(tmp_path / name) for name in ("properdocs", "mkdocs")]
    for root in roots:
        (root / ABOUT).write_text("# Об атласе\n\n[нет такой](absent.md)\n", encoding="utf-8")
    said = run(properdocs, roots[0], "-m", "generator", *BUILD)
    assert "absent.md" in said
    assert "WARNING" not in said
    assert call(roots[1], *BUILD).code == 0
    assert contents(roots[0] / "site") == contents(roots[1] / "site")
