"""`atlas init` on a terminal: what it asks, and when."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.new_atlas import GENERATOR, REGIONS

import generator.cli.init
from generator.base.errors import AtlasError
from generator.cli import atlas

NOVOTROITSK = REGIONS / "novotroitsk.csv"
ANSWERS = (
    "Новотроицк",
    "",
    "",
    "",
    "Редакция",
    "git хаб",
    "https://gitlab.com/n/atlas",
    "",
    "https://n.example.org",
)


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator.cli.init, "is_terminal", lambda _stream: True)


def answer(folder: Path, table: Path, *words: str) -> Result:
    arguments = ["init", str(folder), "--municipalities", str(table), *words]
    return CliRunner().invoke(atlas, arguments, input="\n".join(ANSWERS) + "\n")


def test_a_wrong_answer_is_asked_again_and_the_others_are_kept(tmp_path: Path) -> None:
    told = answer(tmp_path / "atlas", NOVOTROITSK, "--generator", GENERATOR)
    assert told.exit_code == 0, told.output
    assert told.output.count("Адрес хранилища") == 2
    assert "«git хаб» не годится: " in told.output
    assert (tmp_path / "atlas/.gitlab-ci.yml").is_file()  # the forge was guessed from the address
    assert "Новотроицка" in (tmp_path / "atlas/README.md").read_text(encoding="utf-8")


def test_nothing_is_asked_for_a_table_that_cannot_be_used(tmp_path: Path) -> None:
    table = tmp_path / "empty.csv"
    table.write_text("", encoding="utf-8")
    told = answer(tmp_path / "atlas", table, "--generator", GENERATOR)
    assert "Атлас не создан" in told.output
    assert "Название региона" not in told.output


def test_nothing_is_asked_where_the_source_of_the_generator_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def from_a_folder() -> str:
        message = "не сказано, откуда устанавливать генератор"
        raise AtlasError(message)

    monkeypatch.setattr(generator.cli.init, "_own_source", from_a_folder)
    told = answer(tmp_path / "atlas", NOVOTROITSK)
    assert told.output == "Ошибка: не сказано, откуда устанавливать генератор.\n"
