from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from generator.base.errors import AtlasError
from generator.base.files import write_file
from generator.site import publish
from generator.site.manifest import names_digest


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "atlas"
    (folder / "content").mkdir(parents=True)
    return folder


def put(root: Path, site: Path, text: str) -> None:
    with publish.open_staging(root, site) as staging:
        (staging.folder / "index.html").write_text(text)


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path.name.startswith(f".{site.name}."))


def test_a_new_site_takes_the_old_ones_place(root: Path) -> None:
    site = root / "site"
    put(root, site, "old")
    (site / "more.html").write_text("was only in the old one")
    put(root, site, "new")
    assert (site / "index.html").read_text() == "new"
    assert not (site / "more.html").exists()
    assert beside(site) == [".site.lock", ".site.spare"]


def test_without_an_exchange_two_renames_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "exchange", lambda _one, _other: False)
    site = root / "site"
    put(root, site, "old")
    put(root, site, "new")
    assert (site / "index.html").read_text() == "new"
    assert (root / ".site.spare" / "index.html").read_text() == "old"
    assert beside(site) == [".site.lock", ".site.spare"]


def test_the_spare_folder_serves_again_without_what_the_new_site_lacks(root: Path) -> None:
    site = root / "site"
    for text in ("first", "second"):
        with publish.open_staging(root, site) as staging:
            write_file(staging.folder / "a" / "b" / "index.html", text.encode())
            write_file(staging.folder / "index.html", text.encode())
    inode = (root / ".site.spare").stat().st_ino
    names = names_digest(["a/b/index.html", "index.html", publish.MARKER])
    with publish.open_staging(root, site, names) as staging:
        assert (staging.folder / "index.html").read_text() == "first"
        staging.keep_only({"index.html"})
    assert site.stat().st_ino == inode
    assert sorted(path.name for path in site.iterdir()) == [publish.MARKER, "index.html"]


@pytest.mark.parametrize("strange", ["more", "link", "fewer"])
def test_a_spare_folder_with_other_files_is_not_used(root: Path, tmp_path: Path, strange: str) -> None:
    site, spare = root / "site", root / ".site.spare"
    put(root, site, "first")
    put(root, site, "second")
    if strange == "more":
        (spare / "more.html").write_text("")
    else:
        (spare / "index.html").unlink()
    if strange == "link":
        (spare / "index.html").symlink_to(tmp_path)
    with publish.open_staging(root, site, names_digest(["index.html", publish.MARKER])) as staging:
        assert list(staging.folder.iterdir()) == []


def test_a_failure_leaves_the_old_site(root: Path) -> None:
    site = root / "site"
    put(root, site, "old")
    with pytest.raises(ZeroDivisionError):
        fail(root, site)
    assert (site / "index.html").read_text() == "old"
    assert beside(site) == [".site.lock"]


def fail(root: Path, site: Path) -> None:
    with publish.open_staging(root, site) as staging:
        (staging.folder / "index.html").write_text("half")
        raise ZeroDivisionError


def killed(root: Path, site: Path) -> None:
    with publish.open_staging(root, site) as staging:
        (staging.folder / "index.html").write_text("half")
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_kill_leaves_the_old_site_and_the_next_build_clears_up(root: Path) -> None:
    site = root / "site"
    put(root, site, "old")
    process = multiprocessing.get_context("spawn").Process(target=killed, args=(root, site))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert (site / "index.html").read_text() == "old"
    assert len(beside(site)) == len(["lock", "staging"])
    put(root, site, "new")
    assert beside(site) == [".site.lock", ".site.spare"]


def test_a_site_caught_between_two_renames_comes_back(root: Path) -> None:
    site = root / "site"
    put(root, site, "old")
    site.rename(root / ".site.previous.1")
    with pytest.raises(ZeroDivisionError):
        fail(root, site)
    assert (site / "index.html").read_text() == "old"


def test_two_builds_of_one_site_do_not_meet(root: Path) -> None:
    site = root / "site"
    with publish.open_staging(root, site), pytest.raises(AtlasError, match="собирает другая команда"):
        put(root, site, "second")


@pytest.mark.parametrize("name", [".", "..", "content", "content/site", "site_config/theme"])
def test_the_atlas_itself_is_never_replaced(root: Path, name: str) -> None:
    with pytest.raises(AtlasError, match="самим атласом или его частью"):
        put(root, root / name, "site")


def test_a_folder_of_somebody_else_is_never_replaced(root: Path) -> None:
    site = root / "site"
    site.mkdir()
    (site / "thesis.txt").write_text("years of work")
    with pytest.raises(AtlasError, match="собрана не атласом"):
        put(root, site, "site")
    assert (site / "thesis.txt").read_text() == "years of work"


def test_a_file_or_a_link_is_never_replaced(root: Path, tmp_path: Path) -> None:
    (root / "file").write_text("")
    (root / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(AtlasError, match=r"файл или ссылка|самим атласом"):
            put(root, root / name, "site")


def test_an_empty_folder_may_become_the_site_and_can_be_read_by_a_server(root: Path) -> None:
    site = root / "deep" / "site"
    site.mkdir(parents=True)
    put(root, site, "new")
    assert (site / publish.MARKER).is_file()
    assert site.stat().st_mode & 0o055 == 0o777 & ~os.umask(os.umask(0o022)) & 0o055
