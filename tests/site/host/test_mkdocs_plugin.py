from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest
from support.atlases import REPOSITORY
from support.building import buildable, contents

from generator.cli.options import today
from generator.site.build import build
from generator.site.prepare import Order


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    root = tmp_path / "atlas"
    root.mkdir()
    buildable(root)
    settings = root / "mkdocs.yml"
    hook = "generator/site/host/mkdocs_hook.py"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(hook, str(REPOSITORY / hook)), encoding="utf-8")
    (root / "site_config" / "pages" / "about.md").write_text("# Об атласе\n", encoding="utf-8")
    return root


def mkdocs(atlas: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    return subprocess.run(command, cwd=atlas, capture_output=True, text=True, check=False)


def test_mkdocs_build_gives_the_same_bytes(atlas: Path, tmp_path: Path) -> None:
    done = mkdocs(atlas, tmp_path / "by_mkdocs")
    assert done.returncode == 0, done.stderr
    build(Order(root=atlas, as_of=today(), jobs=1), tmp_path / "by_atlas")
    by_mkdocs, by_atlas = contents(tmp_path / "by_mkdocs"), contents(tmp_path / "by_atlas")
    assert sorted(by_mkdocs) == sorted(by_atlas)
    assert [name for name in by_atlas if by_atlas[name] != by_mkdocs[name]] == []
    assert (tmp_path / "by_mkdocs" / "pagefind" / "pages.json").is_file()


@pytest.mark.parametrize("plugins", ["[atlas]", "[atlas, {search: {lang: en}}]"])
def test_a_region_names_the_plugin_of_the_installed_package(
    atlas: Path, tmp_path: Path, plugins: str
) -> None:
    settings = atlas / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8").partition("\nplugins:")[0]
    settings.write_text(f"{before}\nplugins: {plugins}\n", encoding="utf-8")
    done = mkdocs(atlas, tmp_path / "by_mkdocs")
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-m", "generator", "build", "--site-dir", str(tmp_path / "by_atlas")]
    subprocess.run(command, cwd=atlas, capture_output=True, check=True)
    by_mkdocs, by_atlas = contents(tmp_path / "by_mkdocs"), contents(tmp_path / "by_atlas")
    assert [name for name in by_atlas if by_atlas[name] != by_mkdocs.get(name)] == []


def test_mkdocs_build_leaves_the_old_site_when_a_record_is_broken(atlas: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    (atlas / "content" / "practices" / "broken.yaml").write_text("title: [\n")
    done = mkdocs(atlas, site)
    assert done.returncode == 1
    assert "content/practices/broken.yaml" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert (site / "index.html").read_text() == "old"


def test_mkdocs_serve_shows_the_atlas(atlas: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}  # MkDocs leaves its folder behind when it is ended
    with subprocess.Popen(command, cwd=atlas, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        told = list(itertools.takewhile(lambda line: "Serving on" not in line, lines))
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/practices/measuring/")
        page = connection.getresponse().read().decode()
        process.terminate()
        process.communicate(timeout=60)
    assert "Измеряем школьный двор" in page, told
    # the script inside the page that MkDocs' server adds differs each time: a policy would refuse it
    assert "livereload(" in page
    assert "Content-Security-Policy" not in page
