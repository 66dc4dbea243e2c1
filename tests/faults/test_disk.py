"""A disk that is full, read-only or failing: reported in Russian, and the old site stays."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import re
import resource
from collections.abc import Mapping
from functools import partial
from itertools import cycle, product
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from support.building import OWN_STYLE, contents
from support.commands import (
    BUILD,
    CHECK,
    apart,
    assert_refused,
    bound_by_permissions,
    call,
    list_leftovers,
    run,
    unhurt,
)
from support.effort import sample
from support.faults import GROWING, Steps, once, refuse_after, watch_steps

from generator.base.errors import from_os_error
from generator.cli.commands import AtlasGroup, command

PRACTICE = "content/practices/measuring.yaml"
ROUNDS = int(os.environ.get("ATLAS_FAULTS", "3"))
"""How many steps of a build are made to fail; 0 is every one."""


TROUBLES = (
    (partial(refuse_after, errno.ENOSPC), "на диске кончилось место"),
    (partial(once, errno.EIO), "диск не читается или не пишется"),
)


def change(root: Path) -> None:
    """Change a record, so that the site has to be built again."""
    file = root / PRACTICE
    file.write_text(file.read_text(encoding="utf-8").replace("школьный двор", "городской пруд"), "utf-8")


def chosen(total: int) -> list[int]:
    """Return the steps to interrupt: the first, the last, and some in between, always the same."""
    if not ROUNDS:
        return list(range(total))
    return sorted({0, total - 1, *random.Random(total).sample(range(total), ROUNDS - 2)})  # noqa: S311


def test_every_error_of_the_system_is_told_in_russian() -> None:
    for code, name in errno.errorcode.items():
        told = from_os_error(OSError(code, os.strerror(code), "site/index.html"))
        assert told.message.endswith(": «site/index.html»"), name
        assert not re.search(r"[A-Za-z]", told.message.replace("site/index.html", "")), name
        assert told.action, name


def test_lack_of_memory_is_told() -> None:
    @command(name="fail")
    def fail() -> None:
        raise MemoryError

    group = AtlasGroup(name="group", short_helps={})
    group.add_command(fail)
    result = CliRunner().invoke(group, ["fail"])
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "Ошибка: не хватило памяти.")


def test_names_of_files_cannot_command_the_terminal() -> None:
    @command(name="fail")
    def fail() -> None:
        raise PermissionError(errno.EACCES, "", "\x1b[2J\u202e.yaml")

    group = AtlasGroup(name="group", short_helps={})
    group.add_command(fail)
    assert not re.search("[\x1b\u202e]", CliRunner().invoke(group, ["fail"]).stderr)
    assert isinstance(fail, click.Command)


def test_a_disk_that_refuses_at_any_step_leaves_the_old_site_or_the_new_one(standing: Path) -> None:
    site = standing / "site"
    old, new, total = counted(standing, Steps(root=standing, kinds=GROWING))
    hits = product(chosen(total), TROUBLES) if not ROUNDS else zip(chosen(total), cycle(TROUBLES))
    for after, (act, words) in hits:
        with watch_steps(Steps(root=standing, kinds=GROWING, act=act(after=after))):
            told = call(standing, *BUILD)
        if told.code:
            assert_refused(told, words)
        old = old if told.code else new
        assert contents(site) == old, f"step {after}"
        assert list_leftovers(site) == []
    assert call(standing, *BUILD).code == 0
    assert contents(site) == new


def test_a_file_that_cannot_be_read_at_any_step_is_told_or_not_needed(standing: Path) -> None:
    reading = partial(Steps, root=standing, kinds=frozenset({"open"}), reading=True)
    old, new, total = counted(standing, reading())
    for after in chosen(total):
        with watch_steps(reading(act=once(errno.EIO, after=after))):
            told = call(standing, *BUILD)
        if told.code:
            assert_refused(told)
        old = old if told.code else new
        assert contents(standing / "site") == old, f"step {after}"


def counted(root: Path, steps: Steps) -> tuple[Mapping[str, bytes], Mapping[str, bytes], int]:
    """Change an atlas; return its old site, the new one, and the steps that lead to it."""
    old = contents(root / "site")
    change(root)
    with watch_steps(steps):
        assert call(root, *BUILD, "--site-dir", "counted").code == 0
    return old, contents(root / "counted"), steps.taken


def test_a_file_that_the_system_cuts_short_stops_the_build(standing: Path) -> None:
    # The system writes a part of the file, then refuses: what was written must not pass for a page.
    change(standing)
    sizes = sorted(len(data) for name, data in contents(standing / "site").items() if name.endswith(".html"))
    with unhurt(standing / "site"):
        told = apart(partial(limited, resource.RLIMIT_FSIZE, sizes[-1] - 1), standing, *BUILD)
        assert_refused(told, "файл больше, чем разрешает система")


def test_too_many_open_files_are_told(standing: Path) -> None:
    change(standing)
    with unhurt(standing / "site"):
        assert_refused(apart(partial(leave_few_files, 3), standing, *BUILD), "открыто слишком много файлов")


def leave_few_files(number: int) -> None:
    """Open almost as many files as this process may."""
    limited(resource.RLIMIT_NOFILE, 300)
    with contextlib.suppress(OSError):
        while True:
            last = os.dup(0)
    for descriptor in range(last - number + 1, last + 1):
        os.close(descriptor)


def limited(what: int, soft: int) -> None:
    """Set a limit of this process."""
    resource.setrlimit(what, (soft, resource.getrlimit(what)[1]))


def test_a_full_disk_behind_the_output_is_told(standing: Path) -> None:
    with Path("/dev/full").open("w") as full:
        told = run(standing, *CHECK, capture_output=False, stdout=full, stderr=-1)
    assert_refused(told, "на диске кончилось место")


def test_a_folder_that_may_not_be_written_to_keeps_its_site(standing: Path) -> None:
    change(standing)
    standing.chmod(0o555)
    with unhurt(standing / "site"):
        assert_refused(apart(bound_by_permissions, standing, *BUILD), "не хватает прав доступа: «")
    standing.chmod(0o755)


def test_a_closed_site_is_replaced_and_closed_leftovers_are_cleared(standing: Path) -> None:
    site = standing / "site"
    new = contents(site)
    old = standing / ".site.staging.1.0"
    (old / "closed" / "deep").mkdir(parents=True)
    (old / "closed" / "deep" / "file").touch()
    for folder in (site, *filter(Path.is_dir, site.rglob("*"))):
        folder.chmod(0o500)
    for folder in (old / "closed" / "deep", old / "closed", old):
        folder.chmod(0)
    for _ in range(2):
        told = apart(bound_by_permissions, standing, *BUILD)
        assert told.code == 0, told
        assert contents(site) == new
        assert list_leftovers(site) == []


def test_an_atlas_that_may_not_be_written_to_can_be_checked(standing: Path) -> None:
    for folder in (standing / ".atlas", standing):
        folder.chmod(0o555)
    kept = sorted(str(path) for path in standing.rglob("*"))
    assert apart(bound_by_permissions, standing, *CHECK).code == 0
    assert sorted(str(path) for path in standing.rglob("*")) == kept
    standing.chmod(0o755)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (PRACTICE, f"{PRACTICE}:1:1: ошибка [unreadable-file] Не удалось прочитать: не хватает прав доступа"),
        ("content/practices", "content/practices:1:1: ошибка [unreadable-file]"),
        ("content", "content:1:1: ошибка [unreadable-file]"),
        ("schemas", "не хватает прав доступа: «"),
        (
            "schemas/atlas.schema.json",
            "schemas/atlas.schema.json:1:1: ошибка [unreadable-file]",
        ),
        ("site_config", "не хватает прав доступа: «"),
        ("site_config/atlas.yaml", "site_config/atlas.yaml:1:1: ошибка [unreadable-file]"),
        ("site_config/vocabularies", "site_config/vocabularies:1:1: ошибка [unreadable-file]"),
        ("site_config/pages", "site_config/pages:1:1: ошибка [unreadable-file]"),
        ("site_config/theme", "site_config/theme:1:1: ошибка [unreadable-file]"),
        ("site_config/theme/assets", "site_config/theme/assets:1:1: ошибка [unreadable-file]"),
        (OWN_STYLE, "palette.css:1:1: ошибка [unreadable-file]"),
        ("mkdocs.yml", "mkdocs.yml:1:1: ошибка [unreadable-file]"),
    ],
)
def test_what_may_not_be_read_is_named(standing: Path, path: str, words: str) -> None:
    (standing / path).chmod(0)
    with unhurt(standing / "site"):
        told = apart(bound_by_permissions, standing, *BUILD)
        assert_refused(told, words)
        assert "missing-vocabulary" not in told.err
    (standing / path).chmod(0o755)


@pytest.mark.sampled
@pytest.mark.parametrize("mask", sample([0o077, 0o000], 1))
def test_another_umask_changes_rights_and_no_byte(standing: Path, mask: int) -> None:
    told = apart(partial(os.umask, mask), standing, *BUILD, "--site-dir", "other")
    assert told.code == 0
    assert contents(standing / "other") == contents(standing / "site")
    modes = {path.stat().st_mode & 0o777 for path in (standing / "other").rglob("*")}
    assert modes == {0o777 & ~mask, 0o666 & ~mask}


def test_a_umask_that_closes_everything_is_told_and_leaves_nothing(standing: Path) -> None:
    def close() -> None:
        bound_by_permissions()
        os.umask(0o777)

    with unhurt(standing / "site"):
        assert_refused(apart(close, standing, *BUILD), "не хватает прав доступа")
    assert call(standing, *BUILD).code == 0


def test_half_a_new_record_is_none(standing: Path) -> None:
    words = ("new", "practice", "--title", "Новая практика")
    told = apart(partial(limited, resource.RLIMIT_FSIZE, 1000), standing, *words)
    assert_refused(told, "не удалось создать файл", "файл больше")
    assert call(standing, *words).code == 0
