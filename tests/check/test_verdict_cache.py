"""Whatever changes between two checks, the cache of the first never changes the second."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.atlases import FIXTURES, assemble, rule_fixtures

from generator.base.errors import AtlasError
from generator.base.memo import FILE, FOLDER
from generator.check import record_check, verdict_cache
from generator.check.check import CheckResult, check
from generator.check.load_catalogue import load_catalogue, load_records
from generator.source import record_files
from generator.source.record_files import Unloaded, read_file

STEPS = int(os.environ.get("ATLAS_STEPS", "10"))
"""How many changes are made in a row; ATLAS_STEPS=1000 for a long run."""
DAY = dt.date(2026, 9, 1)


@dataclass(frozen=True)
class Place:
    """An atlas that is changed at random, with saved older states of its cache."""

    root: Path
    older: Path
    chance: random.Random

    @property
    def records(self) -> list[Path]:
        found = sorted((self.root / "content").glob("*/*.yaml"))
        return [file for file in found if file.is_file() and not file.is_symlink()]

    def record(self) -> Path:
        return self.chance.choice(self.records)

    def memory(self) -> Path | None:
        file = self.root / FOLDER / FILE
        return file if file.exists() else None


def nothing(place: Place) -> None:
    """Change nothing."""
    del place


def edit(place: Place) -> None:
    change(place.record(), r"^(title|summary): .*$", f"\\1: Про чтение {place.chance.randrange(9)}")


def note(place: Place) -> None:
    with place.record().open("a", encoding="utf-8") as file:
        file.write(f"# {place.chance.randrange(9)}\n")


def add(place: Place) -> None:
    record = place.record()
    shutil.copy(record, record.with_name(f"{record.stem[:20]}{place.chance.randrange(99)}.yaml"))


def move(place: Place) -> None:
    """Move a record to a folder, perhaps of another kind, under its own name or another."""
    record, folder = place.record(), place.record().parent
    record.rename(folder / f"{place.chance.choice((record.stem, 'moved'))}.yaml")


def delete(place: Place) -> None:
    place.record().unlink()


def break_or_mend(place: Place) -> None:
    record = place.record()
    text = record.read_text(encoding="utf-8")
    broken = "\ntags: [урок"
    record.write_text(text.removesuffix(broken) if text.endswith(broken) else text + broken, encoding="utf-8")


def refer(place: Place) -> None:
    name = place.chance.choice((place.record().stem, "nobody"))
    change(place.record(), r"\Z", f"replaced_by: {name}\n")


def date(place: Place) -> None:
    day = DAY + dt.timedelta(days=place.chance.choice((-400, 1, 300)))
    change(place.record(), r"(\A|^added: .*\n)", f"added: {day}\n", count=1)


def link(place: Place) -> None:
    """Put a link or a folder in the place of a record, or remove it."""
    odd = place.root / "content/practices/odd.yaml"
    if odd.is_symlink():
        odd.unlink()
        odd.mkdir()
    elif odd.is_dir():
        odd.rmdir()
    elif not odd.exists():
        odd.symlink_to(place.record())


def vocabulary(place: Place) -> None:
    file = place.chance.choice(sorted((place.root / "site_config/vocabularies").glob("*.yaml")))
    change(file, r"title: \w+", f"title: Слово{place.chance.randrange(9)}", count=1)


def term(place: Place) -> None:
    change(
        place.root / "site_config/vocabularies/subjects.yaml",
        r"- id: (physics|physic)$",
        "- id: physic",
        count=1,
    )


def settings(place: Place) -> None:
    """Break, change or repair the settings."""
    file = place.root / "site_config/atlas.yaml"
    change(
        file,
        r"^(short_title|shorttitle):",
        place.chance.choice(("shorttitle:", "short_title:", "short_title:")),
    )


def schema(place: Place) -> None:
    change(
        place.root / "schemas/common.schema.json",
        r'"maxLength": (140|3\d)\b',
        f'"maxLength": {place.chance.choice((140, 35, 37))}',
    )


def damage(place: Place) -> None:
    """Damage the cache: delete it, truncate it, corrupt it, or replace it by an older one."""
    file = place.memory()
    if file is None:
        return
    body = file.read_bytes()
    spot = place.chance.randrange(len(body))
    old = place.older / file.name
    ways: tuple[Callable[[], object], ...] = (
        file.unlink,
        lambda: file.write_bytes(body[:spot]),
        lambda: file.write_bytes(body[:spot] + b"\x00" + body[spot + 1 :]),
        lambda: shutil.copy(old, file) if old.exists() else None,
    )
    place.chance.choice(ways)()


def keep(place: Place) -> None:
    """Save the current cache, to be restored later."""
    shutil.copytree(place.root / FOLDER, place.older, dirs_exist_ok=True)


def change(file: Path, pattern: str, new: str, count: int = 0) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(pattern, new, text, count=count, flags=re.MULTILINE), encoding="utf-8")


RARE = (vocabulary, term, settings, schema)
CHANGES = (nothing, nothing, edit, note, add, move, delete, break_or_mend, refer, date, link, damage, keep)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(record_check, "POOL_FROM", 3)
    monkeypatch.setattr(record_check, "CHUNK", 2)
    monkeypatch.setattr(verdict_cache, "SETTLED", 0)  # nobody writes while a check is under way
    chance = random.Random(11)  # noqa: S311 - repeatable, no secret
    root = tmp_path / "atlas"
    root.mkdir()
    parts = chance.sample([one for one in rule_fixtures() if not (one / "site_config").exists()], 8)
    return Place(assemble(root, FIXTURES / "valid", *parts), tmp_path / "older", chance)


def test_whatever_changes_a_check_says_what_a_check_without_memory_says(place: Place, tmp_path: Path) -> None:
    done: list[str] = []
    memory, aside = place.root / ".atlas", tmp_path / "aside"
    check(place.root, as_of=DAY)
    for _ in range(STEPS):
        made = place.chance.choice(RARE if place.chance.random() < 0.2 else CHANGES)
        if made is not delete or len(place.records) > 4:
            made(place)
        day = DAY + dt.timedelta(days=place.chance.choice((0, 0, 500)))
        done.append(f"{made.__name__} {day}")
        remembering = check(place.root, as_of=day, jobs=place.chance.choice((1, 1, 2)))
        told = (
            seen(place.root, remembering)
            if place.chance.random() < 0.5
            else seen(place.root, check(place.root, as_of=day))
        )
        memory.rename(aside)
        assert told == seen(place.root, check(place.root, as_of=day, jobs=place.chance.choice((1, 1, 2)))), (
            done
        )
        shutil.rmtree(memory)
        aside.rename(memory)


def seen(root: Path, result: CheckResult) -> tuple[object, ...]:
    """Return everything that a check reports."""
    records = load_records(root, result)
    linked = None if result.settings is None else load_catalogue(root, result)
    links = linked and (linked.by_id, linked.redirects, linked.links)
    return (result.findings, result.broken, result.paths, result.settings, records, links)


def test_what_changes_after_a_check_is_not_taken_for_what_was_checked(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    result = check(root, as_of=DAY)
    record = root / "content/practices/obrazets.yaml"
    record.write_text("id: another\n", encoding="utf-8")
    with pytest.raises(AtlasError, match="изменились"):
        load_records(root, result)


@pytest.mark.parametrize("with_values", [True, False])
def test_values_that_are_lost_are_had_from_the_files(tmp_path: Path, *, with_values: bool) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    first = check(root, as_of=DAY, with_values=with_values)
    assert bool(first.values) == with_values
    whole = load_records(root, first)
    assert whole
    shutil.rmtree(root / FOLDER)
    for _ in range(2):
        assert load_records(root, check(root, as_of=DAY, with_values=with_values)) == whole


def test_records_that_were_just_checked_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    whole = load_records(root, check(root, as_of=DAY))
    shutil.rmtree(root / FOLDER)
    result = check(root, as_of=DAY, with_values=True)
    monkeypatch.setattr(record_files, "read_file", None)
    assert load_records(root, result) == whole


def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the paths of record files are added as they are opened."""
    opened: list[str] = []

    def spy(file: Path | str, path: str) -> bytes | Unloaded:
        opened.append(path)
        return read_file(file, path)

    monkeypatch.setattr(record_files, "read_file", spy)
    return opened


def test_files_that_did_not_change_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    monkeypatch.setattr(verdict_cache, "SETTLED", 0)
    time.sleep(0.02)
    check(root, as_of=DAY)
    record = root / "content/practices/obrazets.yaml"
    opened = opened_files(monkeypatch)
    check(root, as_of=DAY)
    assert opened == []
    before = record.stat()
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("title: ", "titel: "), encoding="utf-8")
    os.utime(record, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert record.stat().st_size == before.st_size
    assert "unknown-key" in {finding.code for finding in check(root, as_of=DAY).findings}
    assert set(opened) == {"content/practices/obrazets.yaml"}


def test_the_stamp_of_a_file_that_changed_just_now_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    check(root, as_of=DAY)
    opened = opened_files(monkeypatch)
    check(root, as_of=DAY)
    assert opened == ["content/practices/obrazets.yaml"]


def test_a_file_that_cannot_be_read_is_told_and_nothing_of_it_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    whole = check(root, as_of=DAY)
    (root / "content/practices/new.yaml").write_bytes((root / "content/practices/obrazets.yaml").read_bytes())
    system_open = os.open

    def refuse(path: str, *arguments: int, **more: int) -> int:
        if str(path).endswith("new.yaml"):
            raise PermissionError(13, "denied")
        return system_open(path, *arguments, **more)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        for _ in range(2):
            told = check(root, as_of=DAY)
            assert [finding.code for finding in told.findings] == ["unreadable-file"]
            assert told.paths == whole.paths
    assert len(check(root, as_of=DAY).paths) == len(whole.paths) + 1
