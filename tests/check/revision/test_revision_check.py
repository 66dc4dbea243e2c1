from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec.structs import replace
from support.atlases import AS_OF, FIXTURES, assemble, lay_out, read_tree, rule_fixtures
from support.git import commit_all, git, start_repository

from generator.base.errors import AtlasError
from generator.check.check import check
from generator.check.revision import blob_cache, revision_check
from generator.check.revision.change_check import ChangeResult, check_changes
from generator.check.revision.revision_check import RevisionCheck
from generator.model.findings import Finding
from generator.source.git.git import open_repository
from generator.source.git.revision import revision_of

DAY = dt.date.fromisoformat(AS_OF)
PRACTICE = "content/practices/opyty-na-podokonnike.yaml"
TWIN = "content/practices/poputchik-molodogo-uchitelya.yaml"
COMMUNITY = "content/communities/mmo-fizikov.yaml"


def at(root: Path, name: str = "HEAD") -> RevisionCheck:
    return RevisionCheck(revision=revision_of(open_repository(root), name), as_of=DAY)


def on_disk(root: Path) -> tuple[Finding, ...]:
    shutil.rmtree(root / ".atlas", ignore_errors=True)
    return check(root, as_of=DAY).findings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound small atlas in a repository of its own."""
    lay_out(folder := tmp_path / "atlas", *sound_repository())
    return folder


ENDED = "content/resource_centres/opornaya-shkola-lesnaya.yaml"
"""The only record of the golden atlas with a finding: its award has ended."""


@cache
def sound_repository() -> tuple[Sequence[str], Mapping[str, bytes]]:
    with TemporaryDirectory() as name:
        folder = start_repository(Path(name))
        (folder / ".gitignore").write_text(".atlas\n")
        assemble(folder, FIXTURES / "golden")
        (folder / ENDED).unlink()
        commit_all(folder)
        return read_tree(folder)


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def seen(root: Path, ref: str = "HEAD") -> ChangeResult:
    return check_changes(root, check(root, as_of=DAY), ref)


def codes(found: ChangeResult) -> list[tuple[str, str]]:
    return [(finding.path, finding.code) for finding in found.findings]


def asked_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which the paths of files read from git are added."""
    asked: list[str] = []
    fetch = blob_cache.BlobCache.fetch

    def spy(self: blob_cache.BlobCache, paths: Iterable[str]) -> None:
        wanted = list(paths)
        asked.extend(wanted)
        fetch(self, wanted)

    monkeypatch.setattr(blob_cache.BlobCache, "fetch", spy)
    return asked


def test_contents_that_stand_on_the_disk_are_not_asked_of_git(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(FIXTURES / "golden" / ENDED, root / ENDED)
    commit_all(root)
    edit(root, PRACTICE, "title: ", "title: А ")
    (root / COMMUNITY).write_bytes((root / COMMUNITY).read_bytes().replace(b"\n", b"\r\n"))
    asked = asked_files(monkeypatch)
    found = seen(root)
    assert (found.changed, codes(found)) == ({PRACTICE, COMMUNITY}, [])
    assert set(asked) == {PRACTICE, COMMUNITY, ENDED}  # a finding is located in its file


def test_former_findings_are_not_looked_for_while_unchanged_files_have_none(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root, PRACTICE, "title: ", "title: А ")
    asked = asked_files(monkeypatch)
    assert seen(root).changed == {PRACTICE}
    assert not asked


def test_a_state_is_judged_as_the_disk_is(tmp_path: Path) -> None:
    root = start_repository(tmp_path / "atlas")
    (root / ".gitignore").write_text(".atlas\n")
    assemble(root, FIXTURES / "golden", *rule_fixtures())
    (root / "content/practices/link.yaml").symlink_to("opyty-na-podokonnike.yaml")
    (root / "content/notes.md").write_text("stray")
    (root / "content/Practices").mkdir()
    (root / "content/Practices/x.yaml").write_text("x")
    (root / "content/practices/inner").mkdir()
    (root / "content/practices/inner/y.yaml").write_text("y")
    (root / "content/practices/.hidden.yaml").write_text("h")
    (root / "content/practices/Имя.yml").write_text("n")
    (root / os.fsdecode(b"content/practices/\xff.yaml")).write_text("n")
    (root / "content/practices/huge.yaml").write_text("x: y\n" * 80_000)
    commit_all(root)
    expected = on_disk(root)
    assert len({finding.code for finding in expected}) > 30
    assert at(root).findings == expected


EDITS = (
    ("summary: ", "summary: Новое. "),
    ("summary: ", "# Раньше.\nsummary: +7 900 123-45-67 "),
    ("title: ", "title: Иное: "),
    ("title: ", "titel: "),
)
"""Changes of a text, of a text into a wrong one, of what rules compare, and of a key."""
TOGETHER = ("duplicate-title", "unknown-reference", "date-in-future", "similar-tags")
"""Findings that ask for other records or for the day."""


def after_edits(before: RevisionCheck, root: Path) -> RevisionCheck:
    return replace(at(root), base=before)


def test_what_is_found_from_a_base_is_what_is_found_without(tmp_path: Path) -> None:
    root = start_repository(tmp_path / "atlas")
    (root / ".gitignore").write_text(".atlas\n")
    assemble(root, FIXTURES / "golden", *rule_fixtures())
    commit_all(root)
    before = at(root)
    faulty = {finding.code: finding.path for finding in before.findings}
    for (old, new), code in zip(EDITS, TOGETHER, strict=True):
        edit(root, PRACTICE, f"\n{old}", f"\n{new}")
        edit(root, faulty[code], "\ntitle: ", "\n# Строкой ниже.\ntitle: ")
        commit_all(root)
        after = at(root)
        assert after_edits(before, root).findings == after.findings
        before = after


def test_only_what_differs_from_a_base_is_validated(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = at(root)
    assert before.findings == ()
    edit(root, PRACTICE, "summary: ", "summary: Новое +7 900 123-45-67. ")
    commit_all(root)
    asked = asked_files(monkeypatch)
    assert {finding.path for finding in after_edits(before, root).findings} == {PRACTICE}
    assert set(asked) == {PRACTICE}


def test_broken_settings_are_judged_as_on_the_disk(root: Path) -> None:
    (root / "site_config/pages").mkdir(exist_ok=True)
    (root / "site_config/pages/linked.md").symlink_to("/etc/passwd")
    edit(root, "site_config/atlas.yaml", "title:", "titel:")
    commit_all(root)
    assert at(root).findings == on_disk(root) != ()


def test_a_state_with_the_schemas_of_another(root: Path) -> None:
    before = git(root, "rev-parse", "HEAD")
    edit(root, "schemas/practice.schema.json", '"steps"', '"walks"')
    commit_all(root)
    repository = open_repository(root)
    base, head = revision_of(repository, before), revision_of(repository, "HEAD")
    assert RevisionCheck(revision=head, as_of=DAY, trusted=base).findings == ()


def test_content_that_is_no_folder(root: Path) -> None:
    shutil.rmtree(root / "content")
    (root / "content").symlink_to("/etc")
    commit_all(root)
    assert at(root).findings == on_disk(root) != ()


def test_before_the_atlas_nothing_is_found(tmp_path: Path) -> None:
    root = start_repository(tmp_path / "atlas")
    (root / "README.md").write_text("soon")
    commit_all(root)
    assert at(root).findings == ()


def test_nothing_changed(root: Path) -> None:
    found = seen(root)
    assert (set(found.changed), list(found.findings)) == (set(), [])


def test_every_way_to_change_counts(root: Path) -> None:
    base = git(root, "rev-parse", "HEAD")
    names = ["committed", "staged", "unstaged", "new"]
    original = (root / PRACTICE).read_text()
    for name in names[:3]:
        (root / f"content/practices/{name}.yaml").write_text(
            original.replace("id: opyty-na-podokonnike", f"id: {name}").replace("title: ", f"title: {name} ")
        )
    commit_all(root)
    base = git(root, "rev-parse", "HEAD")
    for name in names:
        (root / f"content/practices/{name}.yaml").write_text("title: [")
        if name == "committed":
            commit_all(root)
        elif name == "staged":
            git(root, "add", "-A")
    found = seen(root, base)
    assert set(found.changed) == {f"content/practices/{name}.yaml" for name in names}
    assert {path for path, _ in codes(found)} == set(found.changed)


def test_what_stood_already_is_not_told_again(root: Path) -> None:
    (root / "content/practices/broken.yaml").write_text("title: [")
    commit_all(root)
    (root / "content/practices/another.yaml").write_text("title: [")
    assert {path for path, _ in codes(seen(root))} == {"content/practices/another.yaml"}


def test_a_removed_community_breaks_the_practice_that_names_it(root: Path) -> None:
    (root / COMMUNITY).unlink()
    found = seen(root)
    assert set(found.changed) == {COMMUNITY}
    assert (PRACTICE, "unknown-reference") in codes(found)


def test_a_second_title_is_told_of_the_newer_record(root: Path) -> None:
    (root / "content/practices/kopiya.yaml").write_bytes((root / TWIN).read_bytes())
    edit(root, "content/practices/kopiya.yaml", "id: poputchik-molodogo-uchitelya", "id: kopiya")
    assert codes(seen(root)) == [
        (TWIN, "duplicate-title"),
    ]


def test_a_changed_vocabulary_breaks_the_records_that_use_its_term(root: Path) -> None:
    edit(root, "site_config/vocabularies/subjects.yaml", "id: physics", "id: physical")
    found = seen(root)
    assert set(found.changed) == {"site_config/vocabularies/subjects.yaml"}
    assert (PRACTICE, "not-in-vocabulary") in codes(found)


def test_a_branch_is_compared_from_where_it_was_left(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "proposal")
    (root / "content/practices/mine.yaml").write_text("title: [")
    commit_all(root)
    git(root, "checkout", "-q", "main")
    (root / PRACTICE).write_text("title: [")
    commit_all(root)
    git(root, "checkout", "-q", "proposal")
    assert {path for path, _ in codes(seen(root, "main"))} == {"content/practices/mine.yaml"}


def test_a_clone_without_the_common_past_is_compared_with_the_state_itself(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "proposal")
    (root / "content/practices/mine.yaml").write_text("title: [")
    commit_all(root)
    assert set(seen(root, "main").changed) == {"content/practices/mine.yaml"}


def test_broken_schemas_of_the_past_hide_nothing(root: Path) -> None:
    sound = (root / "schemas/practice.schema.json").read_text()
    (root / "schemas/practice.schema.json").write_text("{")
    (root / "content/practices/old.yaml").write_text("title: [")
    commit_all(root)
    (root / "schemas/practice.schema.json").write_text(sound)
    assert {path for path, _ in codes(seen(root))} == {"content/practices/old.yaml"}


def test_an_unknown_state(root: Path) -> None:
    with pytest.raises(AtlasError, match="в хранилище нет состояния «mian»"):
        seen(root, "mian")


def test_more_than_fits_is_read_in_parts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (root / TWIN).read_text(encoding="utf-8")
    for number in range(40):
        name = f"poputchik-{number}"
        record = text.replace("id: poputchik-molodogo-uchitelya", f"id: {name}")
        (root / f"content/practices/{name}.yaml").write_text(record, encoding="utf-8")
    commit_all(root)
    expected = on_disk(root)
    monkeypatch.setattr(blob_cache, "MOST", 5000)
    monkeypatch.setattr(blob_cache, "BATCH", 3)
    monkeypatch.setattr(revision_check, "_TOGETHER", 6)
    found = at(root)
    assert found.findings == expected
    assert len(expected) == 40
    assert sum(map(len, found.blobs._contents.values())) < 12_000  # noqa: SLF001 - what is held is the point


def test_records_in_wrong_places_are_told_as_on_the_disk_and_once_each(root: Path) -> None:
    (root / "content/communities/2026").mkdir()
    (root / COMMUNITY).rename(root / "content/communities/2026/mmo-fizikov.yaml")
    (root / PRACTICE).rename(root / PRACTICE.replace(".yaml", ".yml"))
    commit_all(root)
    assert at(root).findings == on_disk(root)
    assert sorted(one.code for one in on_disk(root)) == ["bad-file-name", "stray-file"]
