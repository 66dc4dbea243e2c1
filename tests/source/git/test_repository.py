from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.git import commit_all, git, start_repository

from generator.base.errors import AtlasError
from generator.base.limits import MAX_BYTES
from generator.source.git.difference import PathChange, changed_paths
from generator.source.git.git import GitRepository, open_repository
from generator.source.git.revision import Blob, Revision, merge_base, read_range, revision_of

HOSTILE = [
    "content/practices/имя с пробелом.yaml",
    'content/a "quoted"\nname\t.yaml',
    "content/practices/--output=x.yaml",
    "content/practices/:(glob)*.yaml",
    os.fsdecode(b"content/practices/\xff\xfe.yaml"),
]


def write(folder: Path, path: str, text: str = "title: x\n") -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return start_repository(tmp_path / "repository")


def at(folder: Path, name: str = "HEAD") -> Revision:
    return revision_of(open_repository(folder), name)


def changes(folder: Path, base: str, head: str = "HEAD") -> list[PathChange]:
    return list(changed_paths(at(folder, base), at(folder, head)))


def test_a_revision_holds_the_files_of_the_atlas_and_no_others(folder: Path) -> None:
    for path in ("content/practices/a.yaml", "schemas/b.json", "site_config/c/d.yaml", "other/e.yaml", "f"):
        write(folder, path, path)
    commit = commit_all(folder)
    revision = at(folder)
    assert (revision.commit, revision.name) == (commit, "HEAD")
    assert list(revision.files) == ["content/practices/a.yaml", "schemas/b.json", "site_config/c/d.yaml"]
    assert set(revision.parts) == {"content", "schemas", "site_config"}
    assert revision.read(["site_config/c/d.yaml", "other/e.yaml", "content/none.yaml"]) == {
        "site_config/c/d.yaml": b"site_config/c/d.yaml"
    }


def test_nothing_is_read_from_the_working_tree(folder: Path) -> None:
    write(folder, "content/practices/a.yaml", "committed")
    commit_all(folder)
    write(folder, "content/practices/a.yaml", "changed")
    write(folder, "content/practices/b.yaml", "staged")
    git(folder, "add", "content/practices/b.yaml")
    assert at(folder).read(["content/practices/a.yaml"]) == {"content/practices/a.yaml": b"committed"}
    assert list(at(folder).files) == ["content/practices/a.yaml"]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_name_may_hold_anything(folder: Path, path: str) -> None:
    first = commit_all(folder)
    write(folder, path, "here")
    second = commit_all(folder)
    assert list(at(folder).files) == [path]
    assert at(folder).read([path]) == {path: b"here"}
    assert changes(folder, first) == [PathChange(path=path, how="added", before=path)]
    assert changes(folder, second, first) == [PathChange(path=path, how="removed", before=path)]


def test_links_and_submodules_are_named_and_never_followed(folder: Path, tmp_path: Path) -> None:
    inner = start_repository(tmp_path / "inner")
    commit_all(inner)
    (tmp_path / "secret.yaml").write_text("secret")
    (folder / "content/practices").mkdir(parents=True)
    (folder / "content/practices/link.yaml").symlink_to(tmp_path / "secret.yaml")
    git(folder, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "content/sub")
    commit_all(folder)
    revision = at(folder)
    link, submodule = revision.files["content/practices/link.yaml"], revision.files["content/sub"]
    assert link.is_link
    assert (submodule.mode, submodule.is_file, submodule.is_link) == ("160000", False, False)
    assert revision.read(revision.files) == {}


def test_an_atlas_inside_a_bigger_repository(folder: Path) -> None:
    write(folder, "atlas/content/practices/a.yaml")
    write(folder, "content/practices/not-ours.yaml")
    first = commit_all(folder)
    write(folder, "atlas/content/practices/b.yaml", "b")
    write(folder, "README.md")
    commit_all(folder)
    atlas = folder / "atlas"
    assert list(at(atlas).files) == ["content/practices/a.yaml", "content/practices/b.yaml"]
    assert [(one.path, one.how) for one in changes(atlas, first)] == [
        ("/README.md", "added"),
        ("content/practices/b.yaml", "added"),
    ]


def test_a_commit_before_the_atlas_is_empty(folder: Path) -> None:
    write(folder, "README.md")
    first = commit_all(folder)
    write(folder, "atlas/content/practices/a.yaml")
    commit_all(folder)
    revision = at(folder / "atlas", first)
    assert (revision.files, revision.parts, revision.tree) == ({}, {}, "")


def test_renamed_changed_and_removed_files(folder: Path) -> None:
    long = "".join(f"line {number}\n" for number in range(40))
    for name in ("old", "changed", "removed"):
        write(folder, f"content/practices/{name}.yaml", long.replace("line", name))
    first = commit_all(folder)
    (folder / "content/practices/old.yaml").rename(folder / "content/practices/new.yaml")
    (folder / "content/practices/removed.yaml").unlink()
    with (folder / "content/practices/new.yaml").open("a") as file:
        file.write("one more\n")
    write(folder, "content/practices/changed.yaml", "other")
    commit_all(folder)
    assert [(one.how, one.before, one.path) for one in changes(folder, first)] == [
        ("changed", "content/practices/changed.yaml", "content/practices/changed.yaml"),
        ("renamed", "content/practices/old.yaml", "content/practices/new.yaml"),
        ("removed", "content/practices/removed.yaml", "content/practices/removed.yaml"),
    ]


def test_both_ways_to_write_a_range(folder: Path) -> None:
    write(folder, "content/practices/a.yaml")
    start = commit_all(folder)
    git(folder, "checkout", "-q", "-b", "proposal")
    write(folder, "content/practices/b.yaml")
    proposal = commit_all(folder)
    git(folder, "checkout", "-q", "main")
    write(folder, "content/practices/c.yaml")
    main = commit_all(folder)
    repository = open_repository(folder)
    assert [one.commit for one in read_range(repository, "main..proposal")] == [main, proposal]
    assert [one.commit for one in read_range(repository, "main...proposal")] == [start, proposal]
    assert [one.commit for one in read_range(repository, "proposal..")] == [proposal, main]
    assert merge_base(at(folder, "proposal"), at(folder)).commit == start


@pytest.mark.parametrize(
    "name", ["mian", "--help", "-h", "", "main\0", "main:content", "нет такой", "@{-99}"]
)
def test_an_unknown_state_is_told_in_russian(folder: Path, name: str) -> None:
    commit_all(folder)
    with pytest.raises(AtlasError) as caught:
        at(folder, name)
    assert caught.value.message == f"в хранилище нет состояния «{name}»"


def test_a_state_before_the_first_is_no_misspelt_one(folder: Path) -> None:
    commit_all(folder)
    with pytest.raises(AtlasError) as caught:
        at(folder, "HEAD~9")
    assert "Возможно" not in caught.value.action


def test_near_misses_of_an_unknown_state(folder: Path) -> None:
    commit_all(folder)
    with pytest.raises(AtlasError) as caught:
        at(folder, "mian")
    assert "Возможно, вы имели в виду «main»" in caught.value.action
    assert "git fetch" in caught.value.action


def test_a_range_without_dots_and_two_unrelated_states(folder: Path) -> None:
    commit_all(folder)
    with pytest.raises(AtlasError, match="не два состояния"):
        read_range(open_repository(folder), "main")
    git(folder, "checkout", "-q", "--orphan", "other")
    commit_all(folder, "of its own")
    with pytest.raises(AtlasError, match="общего прошлого") as caught:
        read_range(open_repository(folder), "main...other")
    assert "BASE..HEAD" in caught.value.action


def test_a_shallow_clone_says_how_to_get_the_rest(folder: Path, tmp_path: Path) -> None:
    write(folder, "content/practices/a.yaml")
    first = commit_all(folder)
    write(folder, "content/practices/b.yaml")
    commit_all(folder)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), str(clone))
    with pytest.raises(AtlasError) as caught:
        at(clone, first)
    assert "git fetch --unshallow" in caught.value.action


def test_no_repository_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(AtlasError, match="не в хранилище git"):
        open_repository(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AtlasError, match="git не найдена"):
        open_repository(tmp_path)


def test_the_repositorys_own_configuration_runs_nothing(folder: Path, tmp_path: Path) -> None:
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch '{sprung}'\ncat\n")
    trap.chmod(0o755)
    write(folder, ".gitattributes", "* filter=trap diff=trap\n")
    write(folder, "content/practices/a.yaml", "one\n")
    first = commit_all(folder)
    write(folder, "content/practices/a.yaml", "two\n")
    commit_all(folder)
    for key in ("filter.trap.smudge", "filter.trap.clean", "diff.trap.textconv", "diff.trap.command"):
        git(folder, "config", key, str(trap))
    for key in ("core.fsmonitor", "diff.external", "core.pager", "core.sshCommand"):
        git(folder, "config", key, str(trap))
    hooks = folder / ".git/hooks"
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        trap_hook = hooks / name
        hooks.mkdir(exist_ok=True)
        trap_hook.write_bytes(trap.read_bytes())
        trap_hook.chmod(0o755)
    assert [one.how for one in changes(folder, first)] == ["changed"]
    assert at(folder).read(["content/practices/a.yaml"]) == {"content/practices/a.yaml": b"two\n"}
    assert not sprung.exists()


def test_a_hook_of_another_repository_does_not_lead_astray(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = commit_all(folder)
    other = start_repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert at(folder).commit == commit


def test_a_huge_file_is_read_no_further_than_the_reader_goes(folder: Path) -> None:
    write(folder, "content/practices/a.yaml", "x" * (3 * MAX_BYTES))
    write(folder, "content/practices/b.yaml", "after it")
    commit_all(folder)
    read = at(folder).read(at(folder).files)
    assert {path: len(data) for path, data in read.items()} == {
        "content/practices/a.yaml": MAX_BYTES + 1,
        "content/practices/b.yaml": 8,
    }


def test_thousands_of_files_at_once(folder: Path) -> None:
    for number in range(3000):
        write(folder, f"content/practices/p{number}.yaml", f"{number}\n" * 50)
    commit_all(folder)
    read = at(folder).read(at(folder).files)
    assert len(read) == 3000
    assert read["content/practices/p2999.yaml"] == b"2999\n" * 50


def test_a_missing_object_is_told(folder: Path) -> None:
    commit_all(folder)
    repository = open_repository(folder)
    lost = Revision(
        repository=repository,
        name="x",
        commit="x",
        top="x",
        tree="x",
        parts={},
    )
    lost.__dict__["files"] = {"content/a.yaml": Blob(mode="100644", id="0" * 40)}
    with pytest.raises(AtlasError, match="не хватает содержимого"):
        lost.read(["content/a.yaml"])


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_state_or_a_refusal(text: str) -> None:
    repository: GitRepository = open_repository(Path(__file__).parent)
    with contextlib.suppress(AtlasError):
        assert len(revision_of(repository, text).commit) in {40, 64}


def test_a_repository_of_another_user_is_told_with_the_command_that_trusts_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = folder / "атлас"
    inner.mkdir()
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    with pytest.raises(AtlasError, match="принадлежит другому пользователю") as raised:
        open_repository(inner)
    assert raised.value.action.endswith(f"git config --global --add safe.directory {folder}")
