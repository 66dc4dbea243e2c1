"""The pre-commit hooks work with the tool that contributors run, without a network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import git
from support.atlases import FIXTURES, REPOSITORY, assemble
from support.commands import call
from support.ready_command import ready_command

CONFIG = ".pre-commit-config.yaml"
RECORD = "content/practices/opyty-na-podokonnike.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with an atlas, its hooks, and the commands of this one."""
    root = assemble(git.start_repository(tmp_path / "atlas"), FIXTURES / "golden")
    (root / CONFIG).write_bytes((REPOSITORY / CONFIG).read_bytes())
    (root / ".gitignore").write_text(".venv\n.atlas\n", encoding="utf-8")
    (root / ".venv/bin").mkdir(parents=True)
    for name in ("ruff", "mypy"):
        (root / ".venv/bin" / name).symlink_to(Path(sys.executable).with_name(name))
    (root / ".venv/bin/atlas").symlink_to(ready_command())
    for command in ("fmt", "schema"):
        assert call(root, command).code == 0
    git.commit_all(root)
    return root


def hooked(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the hooks on staged files, like `git commit`, without a network."""
    git.git(root, "add", "-A")
    nowhere = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    environment = {**os.environ, **nowhere, "PRE_COMMIT_HOME": str(root.parent / "hooks"), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_a_good_change_passes(root: Path) -> None:
    (root / ".venv/bin/atlas").unlink()  # here by processes of its own
    (root / ".venv/bin/atlas").symlink_to(Path(sys.executable).with_name("atlas"))
    record = root / RECORD
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("title: ", "title: Новые ", 1), encoding="utf-8")
    done = hooked(root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 2
    assert done.stdout.count("Skipped") == 1 + 3  # no vocabulary has changed, and no code


def test_an_untidy_record_is_put_into_form_and_can_be_committed_then(root: Path) -> None:
    record = root / RECORD
    tidy = record.read_text(encoding="utf-8")
    lines = tidy.split("\n")
    record.write_text("\n".join([*lines[1:3], lines[-2], *lines[3:-2], ""]), encoding="utf-8")
    done = hooked(root)
    assert done.returncode == 1
    assert f"Приведена к общему виду: {RECORD}" in done.stdout
    assert record.read_text(encoding="utf-8") == tidy
    assert hooked(root).returncode == 0


def test_a_wrong_record_is_stopped_in_russian(root: Path) -> None:
    record = root / RECORD
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("municipality: ", "municipality: net-", 1), encoding="utf-8")
    done = hooked(root)
    assert done.returncode == 1
    assert f"{RECORD}:" in done.stdout
    assert "[not-in-vocabulary]" in done.stdout


def test_a_new_word_of_a_vocabulary_reaches_the_schemas(root: Path) -> None:
    vocabulary = root / "site_config/vocabularies/subjects.yaml"
    text = vocabulary.read_text(encoding="utf-8")
    assert "title: Физика" in text
    vocabulary.write_text(text.replace("title: Физика", "title: Физика и опыты", 1), encoding="utf-8")
    done = hooked(root)
    assert done.returncode == 1
    assert "schemas/filled/practice.schema.json" in done.stdout
    done = hooked(root)
    assert done.returncode == 0, done.stdout


def test_code_is_held_to_style_and_types(root: Path) -> None:
    (root / "pyproject.toml").write_text(
        '[tool.mypy]\nfiles = ["tool.py"]\nstrict = true\n', encoding="utf-8"
    )
    (root / "tool.py").write_text("import os\n\n\ndef double(n):\n    return 2*n\n", encoding="utf-8")
    done = hooked(root)
    assert done.returncode == 1
    assert "`os` imported but unused" in done.stdout
    assert "1 file reformatted" in done.stdout
    assert "Function is missing a type annotation" in done.stdout
    # not as long as before: mypy takes a file of the same length and second for the same
    (root / "tool.py").write_text("def double(value: int) -> int:\n    return 2 * value\n", encoding="utf-8")
    done = hooked(root)
    assert done.returncode == 0, done.stdout
