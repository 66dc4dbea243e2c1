"""Publication after a merge: the commands of `publish.yml` with an atlas made here."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from support.atlases import REPOSITORY
from support.git import commit_all, git
from support.proposals import Atlas, forge_atlas
from support.workflows import Runner

SCRIPT = REPOSITORY / ".ci/publish_rsync"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return forge_atlas(tmp_path_factory.mktemp("publish"))


def runner(atlas: Atlas, folder: Path, **variables: str) -> Runner:
    sha = git(atlas.work, "rev-parse", "HEAD")
    git(atlas.work, "push", "-q", "origin", "HEAD:main")
    folder.mkdir(exist_ok=True)
    return Runner(origin=atlas.origin, folder=folder, contexts={"github": {"sha": sha}, "vars": variables})


def names(artifact: Path) -> set[str]:
    with tarfile.open(artifact) as archive:
        return {name.removeprefix("./") for name in archive.getnames()}


def test_a_site_goes_to_pages(atlas: Atlas, tmp_path: Path) -> None:
    machine = runner(atlas, tmp_path)
    ended = machine.run("publish.yml", "build")
    assert not ended.failed, ended.out
    assert {"index.html", "practices/opyty-na-podokonnike/index.html"} <= names(
        ended.artifacts["github-pages"]
    )
    assert machine.run("publish.yml", "pages").deployed
    assert machine.run("publish.yml", "rsync").codes == {}


def test_a_site_goes_to_a_folder(atlas: Atlas, tmp_path: Path) -> None:
    target = tmp_path / "www"
    target.mkdir()
    (target / "old.html").write_text("прежнее")
    (target / ".atlas-site").touch()
    machine = runner(atlas, tmp_path, ATLAS_PUBLISH="rsync", RSYNC_TARGET=str(target))
    built = machine.run("publish.yml", "build")
    assert not built.failed, built.out
    assert "index.html" in names(built.artifacts["site"])
    assert not machine.run("publish.yml", "pages").deployed
    copied = machine.run("publish.yml", "rsync")
    assert not copied.failed, copied.out
    page = target / "practices/opyty-na-podokonnike/index.html"
    assert (page.stat().st_mode & 0o777, page.parent.stat().st_mode & 0o777) == (0o644, 0o755)
    assert not (target / "old.html").exists()


def test_what_has_an_error_is_not_published(atlas: Atlas, tmp_path: Path) -> None:
    bad = atlas.work / "content/practices/plokhaya.yaml"
    bad.write_text("id: plokhaya\n")
    commit_all(atlas.work)
    ended = runner(atlas, tmp_path).run("publish.yml", "build")
    bad.unlink()
    commit_all(atlas.work)
    assert ended.codes["Собрать сайт"] != 0
    assert ended.artifacts == {}


def copying(site: Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script with fake programs before the system's: `rsync` reports how it was called."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    told = 'printf "%s\\n" "$@" "RSH=$RSYNC_RSH" "KEY=${RSYNC_KEY-unset}"'
    told += '; set -- $RSYNC_RSH; cat "$5"; cat "$(dirname "$5")/known_hosts"; stat -c %a "$5"'
    (tools / "rsync").write_text(f"#!/bin/sh\n{told}\n")
    (tools / "rsync").chmod(0o755)
    environment = {"PATH": f"{tools}:/usr/bin:/bin", "TMPDIR": str(folder), **variables}
    return subprocess.run(
        [str(SCRIPT), str(site)], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<p>")
    return tmp_path / "site"


KEYS = {"RSYNC_KEY": "-----KEY-----\nsecret", "RSYNC_HOST_KEY": "host ssh-ed25519 AAAA"}


def test_a_server_is_believed_by_its_key_alone(site: Path, tmp_path: Path) -> None:
    done = copying(site, tmp_path, RSYNC_TARGET="atlas@host:/var/www", RSYNC_PORT="2222", **KEYS)
    assert done.returncode == 0, done.stderr
    assert f"--\n{site}/\natlas@host:/var/www/\n" in done.stdout
    for option in ("StrictHostKeyChecking=yes", "BatchMode=yes", "IdentitiesOnly=yes", "-p 2222", "-F none"):
        assert option in done.stdout
    assert "KEY=unset" in done.stdout
    assert "-----KEY-----\nsecret\nhost ssh-ed25519 AAAA\n600\n" in done.stdout
    left = [path.name for path in tmp_path.iterdir()]
    assert sorted(left) == ["site", "tools"], "the key is deleted"
    (tmp_path / "key").write_text(KEYS["RSYNC_KEY"])
    filed = {"RSYNC_KEY_FILE": str(tmp_path / "key"), "RSYNC_HOST_KEY": "host ssh-ed25519 AAAA"}
    done = copying(site, tmp_path, RSYNC_TARGET="atlas@host:/var/www/", **filed)
    assert "-----KEY-----\nsecret\n" in done.stdout


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({}, "не задано RSYNC_TARGET"),
        ({"RSYNC_TARGET": "--rsh=touch canary"}, "не может начинаться с дефиса"),
        ({"RSYNC_TARGET": "host:/www"}, "не задано RSYNC_KEY"),
        ({"RSYNC_TARGET": "host:/www", "RSYNC_KEY": "k"}, "не задано RSYNC_HOST_KEY"),
        ({"RSYNC_TARGET": "host:/www", **KEYS, "RSYNC_PORT": "22 -o x"}, "должен быть числом"),
    ],
)
def test_what_is_missing_is_said(site: Path, tmp_path: Path, variables: dict[str, str], told: str) -> None:
    done = copying(site, tmp_path, **variables)
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stdout == ""


def test_no_site_no_copy(tmp_path: Path) -> None:
    target = tmp_path / "www"
    target.mkdir()
    (target / "index.html").write_text("прежнее")
    (tmp_path / "site").mkdir()
    done = copying(tmp_path / "site", tmp_path, RSYNC_TARGET=str(target))
    assert (done.returncode, done.stdout) == (1, "")
    assert "нет собранного сайта" in done.stderr
    assert (target / "index.html").read_text() == "прежнее"


@pytest.mark.parametrize("kept", ["index.html", "другой сайт", ".ssh"])
def test_what_is_no_site_is_not_deleted(site: Path, tmp_path: Path, kept: str) -> None:
    target = tmp_path / "www"
    target.mkdir()
    (target / kept).touch()
    done = publish(site, target)
    assert done.returncode == 1
    assert "лежит не сайт атласа" in done.stderr
    assert [path.name for path in target.iterdir()] == [kept]


def test_a_site_of_an_atlas_is_replaced_and_an_empty_or_new_folder_filled(site: Path, tmp_path: Path) -> None:
    (site / ".atlas-site").touch()
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        for _ in range(2):
            done = publish(site, tmp_path / name)
            assert done.returncode == 0, done.stderr
            (tmp_path / name / "old.html").touch()
        assert not publish(site, tmp_path / name).returncode
        assert sorted(path.name for path in (tmp_path / name).iterdir()) == [".atlas-site", "index.html"]


def test_a_folder_that_is_not_there_is_told_in_russian(site: Path, tmp_path: Path) -> None:
    done = publish(site, tmp_path / "no/such/folder")
    assert done.returncode == 1
    assert "Ошибка: rsync не скопировал сайт" in done.stderr


def publish(site: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Run the script with the system's rsync."""
    environment = {"PATH": "/usr/bin:/bin", "RSYNC_TARGET": str(target)}
    return subprocess.run(
        [str(SCRIPT), str(site)], env=environment, capture_output=True, text=True, check=False
    )


def test_rsync_is_there_for_these_tests() -> None:
    assert shutil.which("rsync"), "make test installs it"
    assert os.access(SCRIPT, os.X_OK)
