"""The verbosity of commands, their colours, and completion in shells."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from support.atlases import AS_OF, FIXTURES, assemble

from generator import cli
from generator.cli import COMMANDS, atlas
from generator.cli.output import paint_for
from generator.report.base import leave_plain

RECORD = "content/practices/obrazets.yaml"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path, FIXTURES / "valid")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(atlas, ["--root", str(root), *arguments])


@pytest.mark.parametrize(
    ("stream", "variables", "has_colour"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
        (None, {}, False),
    ],
)
def test_colour_is_for_terminals(
    stream: io.StringIO | None,
    variables: dict[str, str],
    *,
    has_colour: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    painted = paint_for(stream)("ошибка", "error")
    assert painted == (click.style("ошибка", fg="red", bold=True) if has_colour else "ошибка")
    assert (paint_for(stream) is leave_plain) is not has_colour


@pytest.mark.parametrize("arguments", [["-q", "check"], ["check", "-q"], ["check", "--quiet"]])
def test_quiet_is_silent_where_nothing_is_wrong(root: Path, arguments: list[str]) -> None:
    done = run(root, *arguments, "--as-of", AS_OF)
    assert (done.exit_code, done.output) == (0, "")


def test_quiet_still_tells_what_is_wrong(root: Path) -> None:
    text = (root / RECORD).read_text(encoding="utf-8")
    (root / RECORD).write_text(f"{text}titel: x\n", encoding="utf-8")
    done = run(root, "check", "-q", "--as-of", AS_OF)
    assert done.exit_code == 1
    assert "[unknown-key]" in done.stdout
    assert "Найдено" not in done.stdout


def test_quiet_formatting_says_nothing(root: Path) -> None:
    text = (root / RECORD).read_text(encoding="utf-8")
    (root / RECORD).write_text(text.replace(": ", ":  ", 1), encoding="utf-8")
    assert (run(root, "fmt", "-q").exit_code, run(root, "fmt", "-q").output) == (0, "")


def completed(root: Path, *words: str) -> list[str]:
    shell = ShellComplete(atlas, {"obj": root}, "atlas", "_ATLAS_COMPLETE")
    return [one.value for one in shell.get_completions(list(words[:-1]), words[-1])]


def test_a_shell_completes_ids_of_records_codes_and_commands(root: Path) -> None:
    assert completed(root, "check", "obr") == ["obrazets"]
    assert completed(root, "fmt", "obr") == ["obrazets"]
    assert completed(root, "explain", "unknown-k") == ["unknown-key"]
    assert completed(root, "f") == ["fmt", "forms"]
    assert completed(root, "") == list(COMMANDS)
    assert "--as-of" in completed(root, "check", "--a")


def test_an_id_names_a_record(root: Path) -> None:
    done = run(root, "check", "obrazets", "--as-of", AS_OF)
    assert (done.exit_code, done.stdout) == (0, "Проверено: 1\u00a0запись. Замечаний нет.\n")


def test_what_can_only_be_a_device_is_no_file_to_read(root: Path) -> None:
    done = run(root, "import", "/dev/full", "--kind", "practice")
    assert (done.exit_code, "«/dev/full» — не файл." in done.stderr) == (2, True)


def test_where_a_site_cannot_be_replaced_the_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(SystemExit, match="wsl --install"):
        cli.main()
