"""Whenever a build is killed, the old or the new site is complete, and the next build needs no cleaning."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from support.atlases import AS_OF
from support.building import OWN_STYLE, buildable, contents, only_some_findings
from support.commands import apart, assert_refused, call, list_leftovers, unhurt
from support.faults import CHANGING, Steps, killing_a_helper, signal_after, watch, watch_steps

KILLS = int(os.environ.get("ATLAS_KILLS", "2"))
"""How many times a build is killed, in each of two ways."""
RECORDS = 6
"""So many records that several processes write the pages."""
SEARCHING = 4
"""Every so many kills a build with search is killed."""
WAYS = (False, True) if KILLS >= SEARCHING else (False,)
"""Whether builds are made with search, too."""
Site = Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Torn:
    """An atlas that cycles through some states: its files, the complete sites, the steps of a build.

    Sites are kept with and without search.
    """

    root: Path
    states: Sequence[Mapping[str, str]]
    sites: Mapping[bool, Sequence[Site]]
    seconds: Mapping[bool, float]

    def turn(self, number: int) -> None:
        """Put the atlas into one of its states."""
        for path, text in self.states[number % len(self.states)].items():
            (self.root / path).write_text(text, encoding="utf-8")

    def make_sure_of_the_site(self, told: str) -> None:
        """Assert that the site is the complete site of some state."""
        found = contents(self.root / "site", without="nothing")
        assert any(found == site for sites in self.sites.values() for site in sites), told

    def make_sure_of_the_next(self, number: int, told: str, *, search: bool) -> None:
        """Assert that the next build gives the site of a state, without any cleaning before."""
        done = call(self.root, *words(search=search))
        assert done.code == 0, (told, done)
        assert (
            contents(self.root / "site", without="nothing") == self.sites[search][number % len(self.states)]
        ), told
        assert list_leftovers(self.root / "site") == [], told


RECORD = "content/practices/measuring.yaml"
PAGE = "site_config/pages/about.md"


def words(*, search: bool) -> tuple[str, ...]:
    return ("build", "--as-of", AS_OF, "--jobs", "2", *([] if search else ["--no-search"]))


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Torn]:
    with only_some_findings():
        yield _make_torn(tmp_path_factory)


def _make_torn(tmp_path_factory: pytest.TempPathFactory) -> Torn:
    standing = buildable(tmp_path_factory.mktemp("torn"))
    text = (standing / RECORD).read_text(encoding="utf-8")
    for number in range(RECORDS):
        copy = text.replace("id: measuring", f"id: measuring-{number}").replace(
            "школьный двор", f"двор {number}"
        )
        (standing / f"content/practices/measuring-{number}.yaml").write_text(copy, encoding="utf-8")
    changed = text.replace("школьный двор", "городской пруд")
    states = (
        {RECORD: text, PAGE: "# Об атласе", OWN_STYLE: "p {}"},
        {RECORD: changed, PAGE: "# Об атласе", OWN_STYLE: "p {}"},
        {RECORD: changed, PAGE: "# Об этом атласе", OWN_STYLE: "p { color: #000 }"},
    )
    sites: dict[bool, list[Site]] = {False: [], True: []}
    seconds: dict[bool, float] = {}
    made = Torn(root=standing, states=states, sites=sites, seconds=seconds)
    for search, number in product(WAYS, range(len(states))):
        made.turn(number)
        started = time.monotonic()
        assert call(standing, *words(search=search)).code == 0
        seconds[search] = time.monotonic() - started  # of the last: another page and style, the longest way
        sites[search].append(contents(standing / "site", without="nothing"))
    return made


@pytest.fixture(scope="module")
def steps(torn: Torn) -> Sequence[int]:
    """The steps of a build to interrupt, always the same."""
    taken = Steps(root=torn.root, kinds=CHANGING)
    for number in range(2):
        torn.turn(number)
        with watch_steps(taken) if number else nullcontext():
            assert call(torn.root, *words(search=False)).code == 0
    every = range(taken.taken)
    chance = random.Random(taken.taken)  # noqa: S311
    return sorted(chance.sample(every, min(KILLS, len(every))))


def _started(root: Path, *, search: bool) -> int:
    """Start a build in a separate process with its own group; return its number."""
    child = os.fork()
    if not child:
        try:
            os.setpgid(0, 0)
            call(root, *words(search=search))
        finally:
            os._exit(0)
    os.setpgid(child, child)  # whoever of the two comes first
    return child


def test_a_build_killed_at_random_moments_leaves_a_whole_site(torn: Torn) -> None:
    chance = random.Random(KILLS)  # noqa: S311 - the same moments every time
    for number in range(KILLS):
        search = number % SEARCHING == SEARCHING - 1
        torn.turn(number + 1)
        process = _started(torn.root, search=search)
        time.sleep(chance.uniform(0, 1.2 * torn.seconds[search]))
        if number % 2:
            os.killpg(process, signal.SIGKILL)
        else:  # its helpers live on
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        torn.make_sure_of_the_site(f"round {number}")
        torn.make_sure_of_the_next(number + 1, f"round {number}", search=search)


def test_a_build_killed_at_any_step_leaves_a_whole_site(torn: Torn, steps: Sequence[int]) -> None:
    for number, after in enumerate(steps):
        torn.turn(number + 1)
        child = os.fork()
        if not child:
            _watch(torn.root, signal_after(signal.SIGKILL, after=after))
            call(torn.root, *words(search=False))
            os._exit(0)
        os.waitpid(child, 0)
        torn.make_sure_of_the_site(f"step {after}")
        torn.make_sure_of_the_next(number + 1, f"step {after}", search=False)


def test_a_build_interrupted_at_any_step_leaves_a_whole_site(torn: Torn, steps: Sequence[int]) -> None:
    for number, after in enumerate(steps):
        torn.turn(number + 1)
        interrupt = signal_after(signal.SIGINT, after=after)
        told = apart(partial(_watch, torn.root, interrupt), torn.root, *words(search=False))
        ended = (0, "")  # before it came to this step: not every change takes as many
        assert (told.code, told.err.strip()) in {(130, "Прервано."), ended}, (after, told)
        torn.make_sure_of_the_site(f"step {after}")
        torn.make_sure_of_the_next(number + 1, f"step {after}", search=False)


def test_a_helper_that_the_system_kills_is_told(torn: Torn) -> None:
    torn.turn(0)
    shutil.rmtree(torn.root / ".atlas")

    def kill_helpers() -> None:
        _watch(torn.root, killing_a_helper(os.getpid()))

    with unhurt(torn.root / "site"):
        told = apart(kill_helpers, torn.root, *words(search=False))
        assert_refused(told, "один из процессов сборки остановлен системой", "--jobs 1")
    torn.make_sure_of_the_next(0, "helper", search=False)


def _watch(root: Path, act: Callable[[int], None]) -> None:
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may start tests without it
    watch(Steps(root=root, kinds=CHANGING, act=act))
