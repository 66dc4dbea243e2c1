"""Fixtures that several parts of the suite share: the built atlas, its server, Chromium."""

from __future__ import annotations

import fcntl
import gc
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from support.atlases import REFERENCE, assemble
from support.building import only_some_findings
from support.effort import load_profile
from support.reading import check_fixture
from support.records import own_settings
from support.scratch import write_in_memory
from support.sites import CHROMIUM, CHROMIUM_ARGUMENTS, REPOSITORY, serve_folder
from support.tabs import listen_to, open_tab, sweep

from generator.check.check import CheckResult

# Otherwise each process of a run compiles all tests again, and each command the generator.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A forge sets this in its jobs, where commands mask people's names: in tests, only a test sets it.
for name in [name for name in os.environ if name == "CI" or name.startswith(("CI_", "GITHUB_", "GITLAB_"))]:
    del os.environ[name]
write_in_memory()
load_profile()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser's files first and small ones last: they keep both processes busy to the end."""
    tests = Counter(item.path for item in items)
    waiting = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: (item.path not in waiting, -tests[item.path], item.path))


def pytest_collection_finish() -> None:
    """Exclude from garbage collection what stays: the tests themselves."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the processes of one test run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete reference atlas, built once per run with the command that users run."""
    folder = shared_folder(tmp_path_factory)
    site = folder / "site"
    with (folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            command = [sys.executable, "-m", "generator", "--root", str(REFERENCE), "build"]
            command += ["--site-dir", str(site)]
            done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="module")
def fixture_atlas(fixture: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas with the records or settings of `fixture`, a folder by which the module is parametrised."""
    return assemble(tmp_path_factory.mktemp(fixture.name), fixture)


@pytest.fixture(scope="module")
def checked_fixture(fixture_atlas: Path) -> CheckResult:
    """The findings about such an atlas."""
    return check_fixture(fixture_atlas)


@pytest.fixture(scope="module")
def few_findings() -> Iterator[None]:
    """Small sites in a module that builds many: `pytestmark = pytest.mark.usefixtures("few_findings")`."""
    with only_some_findings():
        yield


@pytest.fixture(scope="session")
def site_address(built_site: Path) -> Iterator[str]:
    """The address of the built atlas on a local server."""
    with serve_folder(built_site, mount=urlsplit(own_settings().atlas.site_address).path) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. If it is missing, the run fails: nothing is skipped."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def under_policy() -> bool:
    """Whether the policies of pages apply. A module may override it to bypass them."""
    return True


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Callable[[bool], Page]:
    """The tabs of this process: one with the policies of pages, one without them."""
    return cache(lambda under_policy: open_tab(browser, under_policy=under_policy))


@pytest.fixture
def page(tabs: Callable[[bool], Page], under_policy: bool) -> Iterator[Page]:  # noqa: FBT001 - another fixture
    """A clean tab; a script error on a page fails the test."""
    tab = tabs(under_policy)
    errors: list[str] = []
    with listen_to(tab, "pageerror", lambda error: errors.append(str(error))):
        yield tab
        sweep(tab)
    assert errors == []
