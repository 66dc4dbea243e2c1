"""`atlas fmt` formats records canonically and damages none."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest
from support.atlases import FIXTURES, REFERENCE, assemble
from support.commands import DAY, apart, assert_refused, bound_by_permissions, call, run

from generator.model.kinds import KINDS

UNTIDY = """title: "Опыты с водой"
# как имя файла
id:   opyty-s-vodoy
tags:
- вода
"""
TIDY = """# yaml-language-server: $schema=../../schemas/filled/practice.schema.json
# как имя файла
id: opyty-s-vodoy
title: Опыты с водой
tags:
  - вода
"""
PATH = "content/practices/opyty-s-vodoy.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = assemble(tmp_path)
    put(root, UNTIDY)
    return root


def put(root: Path, text: str, path: str = PATH) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_record_that_breaks_its_schema_is_formatted_all_the_same(root: Path) -> None:
    told = call(root, "fmt")
    assert told.code == 0
    assert f"Приведена к общему виду: {PATH}\n" in told.out
    assert (root / PATH).read_text(encoding="utf-8") == TIDY
    told = call(root, "fmt", "--check")
    assert (told.code, told.out) == (0, "Просмотрено: 1\N{NO-BREAK SPACE}запись. Все в общем виде.\n")


def test_unknown_keys_come_last(root: Path) -> None:
    file = put(root, "titel: ёж\nid: раз\n# опечатка\nmunicipalty:   вода\ntitle: два\n")
    assert call(root, "fmt").code == 0
    lines = file.read_text(encoding="utf-8").split("\n")[1:]
    assert lines == ["id: раз", "title: два", "# опечатка", "municipalty: вода", "titel: ёж", ""]


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_difference_is_shown_as_git_takes_it(root: Path, end: str) -> None:
    file = put(root, UNTIDY.rstrip("\n") + end)
    told = call(root, "fmt", "--diff")
    assert told.code == 1
    assert told.out.startswith(f"--- a/{PATH}\n+++ b/{PATH}\n@@ ")
    assert '-title: "Опыты с водой"\n' in told.out
    assert ("\\ В конце файла нет перевода строки\n" in told.out) is (not end)
    assert file.read_text(encoding="utf-8") == UNTIDY.rstrip("\n") + end
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)  # noqa: S607
    subprocess.run(["git", "apply"], cwd=root, input=told.out, text=True, check=True)  # noqa: S607
    assert file.read_text(encoding="utf-8") == TIDY


def test_a_difference_is_not_for_machines(root: Path) -> None:
    told = call(root, "fmt", "--diff", "--format", "json")
    assert (told.code, told.out) == (2, "")
    assert "с --format его не пишут" in told.err


def test_the_check_changes_nothing_and_says_where_and_what_to_do(root: Path) -> None:
    file = put(root, TIDY.replace("  - вода", "- вода"))
    before = file.read_bytes()
    told = call(root, "fmt", "--check")
    assert told.code == 1
    assert f"{PATH}:6:1: предупреждение [not-canonical] Запись не в общем виде" in told.out
    assert f"Что сделать: Выполните команду «atlas fmt {PATH}»." in told.out
    assert file.read_bytes() == before


def test_machines_are_told_in_their_own_formats(root: Path) -> None:
    told = call(root, "fmt", "--check", "--format", "json")
    assert told.code == 1
    (finding,) = json.loads(told.out)["findings"]
    assert (finding["code"], finding["path"], finding["line"]) == ("not-canonical", PATH, 1)
    assert f"file={PATH},line=1" in call(root, "fmt", "--check", "--format", "github").out
    assert call(root, "fmt").code == 0
    told = call(root, "fmt", "--check", "--format", "json")
    assert (told.code, json.loads(told.out)["findings"]) == (0, [])


def test_only_what_is_asked_for_is_changed(root: Path) -> None:
    other = put(root, UNTIDY, "content/practices/drugaya.yaml")
    told = call(root, "fmt", PATH)
    assert told.out.count("Приведена") == 1
    assert other.read_text(encoding="utf-8") == UNTIDY
    assert call(root, "fmt", "--check", PATH).code == 0
    assert call(root, "fmt", "--check", "content/practices/net.yaml").code == 2
    (root / "content/communities").mkdir()
    assert call(root, "fmt", "--check", "content/communities").code == 0
    assert call(root, "fmt", "content").out.count("Приведена") == 1
    assert call(root, "fmt", "net-takogo").code == 2
    assert call(root, "fmt", "/etc").code == 2


@pytest.mark.parametrize(("path", "name"), [("README.md", "README"), ("site_config", ""), ("schemas", "")])
def test_what_is_no_record_is_refused(root: Path, path: str, name: str) -> None:
    if name:
        (root / path).write_text("x", encoding="utf-8")
    assert_refused(
        call(root, "fmt", path), f"«{path}» — не запись и не папка с записями", "Можно назвать", code=2
    )


def test_a_record_of_a_near_name_is_suggested(root: Path) -> None:
    put(root, UNTIDY)
    name = Path(PATH).stem
    for path in (f"{name}.yaml", f"content/practices/{name}x.yaml", f"{name}.yml"):
        assert_refused(call(root, "fmt", path), "не найдено", f"Возможно, вы имели в виду «{PATH}».", code=2)


def test_a_file_that_is_right_is_not_touched_and_one_that_changes_keeps_its_mode(root: Path) -> None:
    file = root / PATH
    file.chmod(0o640)
    inode = file.stat().st_ino
    assert call(root, "fmt").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.stat().st_ino != inode  # written beside and put in its place: readers see old or new
    before = file.stat()
    assert call(root, "fmt").code == 0
    after = file.stat()  # the time of access may change: the file is read
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


def test_what_cannot_be_read_is_reported_and_the_rest_formatted(root: Path) -> None:
    broken = put(root, "id: раз\ntitle: &а б\n", "content/practices/slomana.yaml")
    before = broken.read_bytes()
    told = call(root, "fmt")
    assert told.code == 1
    assert "content/practices/slomana.yaml:2:" in told.out
    assert "ошибка [" in told.out
    assert broken.read_bytes() == before
    assert (root / PATH).read_text(encoding="utf-8") == TIDY


def test_links_pipes_and_strays_are_reported_not_followed(root: Path) -> None:
    outside = put(root, UNTIDY, "elsewhere.yaml")
    (root / "content/practices/ssylka.yaml").symlink_to(outside)
    os.mkfifo(root / "content/practices/truba.yaml")
    put(root, UNTIDY, "content/practices/Заметки.txt")
    told = call(root, "fmt")
    assert told.code == 1
    for code in ("symlink", "not-a-regular-file", "bad-file-name"):
        assert f"[{code}]" in told.out
    assert outside.read_text(encoding="utf-8") == UNTIDY
    assert (root / "content/practices/ssylka.yaml").is_symlink()


def test_a_folder_that_cannot_be_written_is_told_and_the_file_stays(root: Path) -> None:
    folder = (root / PATH).parent
    folder.chmod(0o555)
    try:
        told = apart(bound_by_permissions, root, "fmt")
    finally:
        folder.chmod(0o755)
    assert told.code == 1
    assert f"{PATH}:1:1: ошибка [cannot-write] Не удалось записать файл" in told.out
    assert (root / PATH).read_text(encoding="utf-8") == UNTIDY


def test_names_and_texts_of_files_cannot_speak_to_the_terminal(root: Path) -> None:
    put(root, UNTIDY, "content/practices/\x1b[31m.yaml")
    assert "\x1b" not in call(root, "fmt").out


@pytest.mark.parametrize("title", ["Тень: «на дворе»", "Тень на дворе " + "и ещё раз " * 12])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_what_atlas_new_writes_is_canonical(root: Path, kind: object, title: str) -> None:
    (root / PATH).unlink()
    name = getattr(kind, "name")  # noqa: B009 - parametrize loses the type
    call(root, "new", name, "--title", title, *DAY)
    told = call(root, "fmt", "--check", f"content/{getattr(kind, 'folder')}")  # noqa: B009
    assert told.code == 0, told.out


def test_every_rule_fixture_that_can_be_read_keeps_its_value_and_findings(tmp_path: Path) -> None:
    for fixture in ("title-form", "unknown-reference"):
        root = assemble(tmp_path / fixture, FIXTURES / "rules" / fixture)
        before = call(root, "check", "--format", "json", *DAY)
        assert call(root, "fmt").code == 0
        after = call(root, "check", "--format", "json", *DAY)
        assert before.out.count('"code"') == after.out.count('"code"') > 0


def test_the_records_of_the_reference_atlas_are_canonical() -> None:
    told = run(REFERENCE, "fmt", "--check")
    assert told.code == 0, told.out
