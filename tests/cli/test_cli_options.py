"""The atlas is found from its subfolders, and its root can be given before or after the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.atlases import AS_OF, FIXTURES, assemble

from generator.cli import atlas


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(atlas, arguments)
    return done.exit_code, done.output


def test_the_atlas_is_found_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = assemble(tmp_path / "atlas", FIXTURES / "valid")
    monkeypatch.chdir(root / "content/practices")
    code, said = run("check", "obrazets.yaml", "--as-of", AS_OF)
    assert (code, "Замечаний нет." in said) == (0, True), said


def test_the_root_may_follow_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = assemble(tmp_path / "atlas", FIXTURES / "valid")
    monkeypatch.chdir(tmp_path)
    assert run("check", "--root", "atlas", "--as-of", AS_OF) == run(
        "--root", str(root), "check", "--as-of", AS_OF
    )
    assert run("check", "--root", "atlass")[0] == 2


@pytest.mark.parametrize("arguments", [["-h"], ["check", "-h"]])
def test_help_is_short_too(arguments: list[str]) -> None:
    code, said = run(*arguments)
    assert (code, said.startswith("Использование: atlas")) == (0, True)


def test_a_folder_without_an_atlas_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = run("build")
    assert (code, "нет атласа" in said) == (2, True)
    assert list(tmp_path.iterdir()) == []
