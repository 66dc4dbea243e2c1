"""Files of a site: never outside it, never changed in place, known again only if they are the same."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import blame
from generator.base.files import index_file, link_or_copy, write_file
from generator.base.fingerprint import FileStamp
from generator.intake.tables.judge.writing import save


@pytest.mark.parametrize("address", ["../x/", "/etc/", "a/../../b/", "a\0b/"])
def test_no_address_leads_out_of_the_site(address: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="out of the site"):
        index_file(tmp_path, address)


@given(st.text())
def test_whatever_the_address_the_file_is_inside_or_refused(address: str) -> None:
    folder = Path("/srv/site")
    try:
        file = Path(index_file(folder, address))
    except ValueError:
        return
    assert file.is_relative_to(folder)
    assert ".." not in file.parts


def test_writing_anew_leaves_the_other_name_of_a_file_alone(tmp_path: Path) -> None:
    old, new = tmp_path / "old/a.html", tmp_path / "new/a.html"
    write_file(old, "прежнее".encode())
    link_or_copy(str(old), str(new))
    assert old.stat().st_ino == new.stat().st_ino
    write_file(new, b"other")
    assert old.read_text(encoding="utf-8") == "прежнее"


@pytest.mark.parametrize("code", [errno.EXDEV, errno.EPERM, errno.EMLINK])
def test_where_nothing_can_be_linked_files_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", refuse)
    write_file(tmp_path / "a", b"text")
    link_or_copy(str(tmp_path / "a"), str(tmp_path / "b" / "a"))
    assert (tmp_path / "b" / "a").read_bytes() == b"text"


def test_a_file_that_was_changed_and_dated_back_is_not_known_again(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_file(file, b"one")
    before = FileStamp.of(file)
    assert before == FileStamp.of(file)
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    file.write_bytes(b"two")
    os.utime(file, ns=times)
    assert FileStamp.of(file) != before


def test_only_a_regular_file_has_a_trace(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a")
    write_file(tmp_path / "a", b"")
    assert FileStamp.of(tmp_path / "link") is None
    assert FileStamp.of(tmp_path) is None
    assert FileStamp.of(tmp_path / "none") is None


def test_what_is_refused_is_told_of_the_file_that_was_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with pytest.raises(FileNotFoundError) as refused, blame(file):
        (tmp_path / "none" / ".a.xlsx-part").touch()
    assert refused.value.filename == str(file)
    with pytest.raises(FileNotFoundError) as refused:
        save(tmp_path / "none/a.xlsx", Path.touch, replace=False)
    assert refused.value.filename == str(tmp_path / "none/a.xlsx")
