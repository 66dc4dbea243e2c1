"""Help and usage errors are Russian, whatever click itself would say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from support.atlases import REPOSITORY

from generator.base.errors import AtlasError
from generator.cli import COMMANDS, atlas
from generator.cli.commands import AtlasGroup, command
from generator.cli.usage import describe_usage_error
from generator.model.findings import BrokenAtlasError, Finding, Severity


def run(*arguments: str) -> Result:
    return CliRunner().invoke(atlas, arguments)


ENGLISH = re.compile(
    r"\b(?:Usage|Options|Commands|Error|Try|Show|exit|default|Invalid|Missing|such|Got|required)\b"
)


def test_the_list_of_commands_imports_none_of_them() -> None:
    ask = "import sys; from generator.cli import atlas; atlas.main(['--help'])"
    code = f"import atexit, sys; atexit.register(lambda: print(*sys.modules)); {ask}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    imported = set(done.stdout.split())
    assert "generator.cli.commands" in imported
    assert not imported & {f"generator.cli.{name}" for name in COMMANDS}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_russian(name: str) -> None:
    result = run(*filter(None, [name]), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Использование: atlas {name}".rstrip())
    assert "Показать эту справку и выйти." in result.stdout
    assert not ENGLISH.search(result.stdout)


def test_the_group_lists_its_commands_and_asks_for_one() -> None:
    result = run()
    assert result.exit_code == 2
    assert all(f"\n  {name} " in result.stderr for name in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "нет команды «chek». Возможно, вы имели в виду «check»."),
        (["zzz"], "нет команды «zzz»."),
        (["check", "--formt", "json"], "нет параметра «--formt». Возможно, вы имели в виду «--format»."),
        (["--rot", "x"], "нет параметра «--rot». Возможно, вы имели в виду «--root»."),
        (
            ["check", "--format", "xml"],
            (
                "параметр «--format»: «xml» не подходит. "
                "Можно: «text», «json», «github», «gitlab», «sarif» или «junit»."
            ),
        ),
        (["check", "--format"], "параметр «--format» записан неверно: проверьте, нужно ли ему значение."),
        (["check", "--jobs", "0"], "значение параметра «--jobs» не подходит. Нужно целое число от 1 до 64."),
        (["check", "--jobs", "x"], "значение параметра «--jobs» не подходит. Нужно целое число от 1 до 64."),
        (["check", "--as-of", "2026-2-3"], "параметр «--as-of»: «2026-2-3» не дата."),
        (["check", "--as-of", "2026-02-30"], "параметр «--as-of»: «2026-02-30» не дата."),
        (
            ["check", "--proposal", "x"],
            "параметр «--proposal»: «x» — одно состояние, а нужны два через две точки",
        ),
        (["links", "--pause", "x"], "значение параметра «--pause» не подходит. Нужно число от 0 до 60."),
        (
            ["export", "/nowhere/x.xlsx"],
            "параметр «ФАЙЛ»: папки «/nowhere» нет. Создайте её или укажите другую.",
        ),
        (["check", "nowhere"], "параметр «ПУТИ»: «nowhere» не найдено: нет такого файла или папки."),
        (["check", "/"], "параметр «ПУТИ»: «/» лежит вне атласа."),
        (["--root", "/nowhere", "check"], "параметр «--root»: папки «/nowhere» нет."),
        (["schema", "x"], "лишние аргументы: команда их не принимает."),
        (
            ["new"],
            "не указан обязательный параметр «ВИД». Можно: «practice», «community», «resource_centre»,",
        ),
        (
            ["new", "Practica"],
            "параметр «ВИД»: «Practica» не подходит. Возможно, вы имели в виду «practice». Можно: «practice»",
        ),
        (["new", "practice"], "параметр «--title»: нужно название записи: --title «…»."),
    ],
)
def test_usage_errors_are_russian(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Ошибка: {words}" in result.stderr
    assert not ENGLISH.search(result.stderr)


def test_a_folder_that_is_no_atlas_is_wrong_usage(tmp_path: Path) -> None:
    for name in ("check", "build", "schema"):
        result = run("--root", str(tmp_path), name)
        assert result.exit_code == 2
        assert "нет атласа" in result.stderr
        assert "Traceback" not in result.output


def test_the_boundary_turns_exceptions_into_exit_codes() -> None:
    finding = Finding(path="a.yaml", line=1, column=1, code="c", severity=Severity.ERROR, what="плохо")

    @command(name="fail")
    @click.argument("how")
    def fail(how: str) -> int:
        raise {
            "broken": BrokenAtlasError("не собрано", [finding], "Исправьте ошибки"),
            "plain": AtlasError("не вышло."),
            "abort": click.Abort(),
            "file": click.FileError("x.yaml"),
            "system": PermissionError(13, "denied", "site"),
        }[how]

    group = AtlasGroup(name="group", short_helps={})
    group.add_command(fail)
    hows = ("broken", "plain", "abort", "file", "system")
    answers = {how: CliRunner().invoke(group, ["fail", how]) for how in hows}
    assert {how: answer.exit_code for how, answer in answers.items()} == {
        "broken": 1,
        "plain": 1,
        "abort": 130,
        "file": 1,
        "system": 1,
    }
    assert "a.yaml:1:1: ошибка [c] плохо" in answers["broken"].stderr
    assert answers["broken"].stderr.endswith("Ошибка: не собрано.\nИсправьте ошибки.\n")
    assert answers["plain"].stderr == "Ошибка: не вышло.\n"
    assert "«x.yaml»" in answers["file"].stderr
    assert answers["system"].stderr.startswith("Ошибка: не хватает прав доступа: «site».\nПроверьте права")


def test_an_error_without_a_command_is_told_too() -> None:
    assert describe_usage_error(click.NoSuchOption("--x")) == "Ошибка: нет параметра «--x»."
    assert describe_usage_error(click.BadParameter("bad")) == "Ошибка: значение параметра не подходит."
    assert describe_usage_error(click.ClickException("Сломалось")) == "Ошибка: Сломалось"


def test_the_installed_command_answers() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("atlas"), "--version"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split()[0], done.stderr) == (0, "atlas", "")
