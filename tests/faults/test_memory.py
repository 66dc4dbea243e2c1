"""Whatever happened to the cache or the site, the next build gives the same as a clean one."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest
from support.atlases import AS_OF
from support.building import contents
from support.commands import BUILD, CHECK, call, list_leftovers

from generator.site import build, manifest

WITH_SEARCH = ("build", "--as-of", AS_OF, "--jobs", "1")
Harm = Callable[[Path], object]


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    if data:
        data[len(data) // 2] ^= 1
    replaced(file, bytes(data))


def replaced(file: Path, data: bytes) -> None:
    """Change the content of a file, but nothing else except its change time."""
    state = file.stat()
    file.write_bytes(data)
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "x").touch()


def as_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def as_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


HARMS: dict[str, Harm] = {
    "empty": lambda file: file.write_bytes(b""),
    "truncated": lambda file: os.truncate(file, file.stat().st_size // 2),
    "flipped": flipped,
    "foreign": lambda file: file.write_text("чужое"),
    "older": lambda file: replaced(file, file.read_bytes().replace(b"atlas-cache-", b"atlas-cache-0")),
    "longer": lambda file: file.write_bytes(file.read_bytes() * 2),
    "gone": Path.unlink,
    "folder": as_folder,
    "pipe": as_pipe,
    "link": as_link,
}


def groups(root: Path) -> dict[str, list[Path]]:
    """Return the cached files by type; files of a type have similar names."""
    found: dict[str, list[Path]] = {}
    for file in sorted(path for path in (root / ".atlas").rglob("*") if path.is_file()):
        form = re.sub(r"[0-9a-f]{2,}|[0-9]+", "*", file.relative_to(root).as_posix())
        found.setdefault(form, []).append(file)
    return found


def chosen(forms: Iterable[str]) -> list[tuple[str, str]]:
    """Return which files to damage, and how: each type and each way at least once, or all combinations."""
    every = list(product(forms, HARMS))
    return every if os.environ.get("ATLAS_FAULTS") == "0" else every[:: len(HARMS) + 1]


def test_what_is_remembered_never_changes_a_site(standing: Path) -> None:
    assert call(standing, *WITH_SEARCH).code == 0
    clean = contents(standing / "site", without="nothing")
    kinds = groups(standing)
    assert len(kinds) > 3, "records, pages, documents and the index are remembered"
    for form, harm in chosen(kinds):
        for file in groups(standing)[form]:
            HARMS[harm](file)
        assert call(standing, *CHECK).code == 0
        told = call(standing, *WITH_SEARCH)
        assert told.code == 0, (form, harm, told)
        assert contents(standing / "site", without="nothing") == clean, (form, harm)
        assert list_leftovers(standing / "site") == []


def test_nothing_that_is_remembered_is_trusted(standing: Path) -> None:
    clean = contents(standing / "site")
    for files in groups(standing).values():
        for file in files:
            flipped(file)
    assert call(standing, *BUILD).code == 0
    assert contents(standing / "site") == clean


def test_what_another_atlas_remembers_never_changes_a_site(standing: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(standing, other)
    record = other / "content/practices/measuring.yaml"
    record.write_text(record.read_text("utf-8").replace("школьный двор", "городской пруд"), "utf-8")
    assert call(other, *BUILD).code == 0
    clean = contents(standing / "site")
    shutil.rmtree(standing / ".atlas")
    shutil.copytree(other / ".atlas", standing / ".atlas")
    assert call(standing, *BUILD).code == 0
    assert contents(standing / "site") == clean


def spoiled(site: Path) -> Iterator[None]:
    """Damage a site in one way after another."""
    page, other = site / "practices/measuring/index.html", site / "practices/reading-hour/index.html"
    replaced(page, page.read_bytes()[:-1] + b"!")
    yield
    os.truncate(page, 100)
    yield
    other.replace(page)
    (site / "foreign.html").touch()
    yield
    shutil.rmtree(page.parent)
    page.parent.symlink_to("reading-hour")
    for file in sorted(site.rglob("*.css")):
        file.write_bytes(b"")
    yield
    for file in sorted(site.rglob("*.html")):
        if file.is_file():
            replaced(file, file.read_bytes()[::-1])
    yield
    shutil.rmtree(site)
    yield


def test_a_spoiled_site_is_made_whole(standing: Path) -> None:
    site = standing / "site"
    clean = contents(site)
    for _ in spoiled(site):
        assert call(standing, *BUILD).code == 0
        assert contents(site) == clean


def test_no_other_build_begins_before_this_one_is_remembered(
    standing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    remember = manifest.save_manifest

    def spy(root: Path, site_dir: Path, known: manifest.BuildManifest) -> None:
        with (root / ".site.lock").open() as file, pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held.append(True)
        remember(root, site_dir, known)

    monkeypatch.setattr(build, "save_manifest", spy)
    assert call(standing, *BUILD).code == 0
    assert held
