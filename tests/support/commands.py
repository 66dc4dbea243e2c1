"""Runs commands like a user, in this process or in a separate one, and returns their output."""

from __future__ import annotations

import ctypes
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from support.atlases import AS_OF, REPOSITORY
from support.building import contents

from generator.cli import atlas

DAY = ("--as-of", AS_OF)
BUILD = ("build", *DAY, "--no-search", "--jobs", "1")  # forking costs as much as these few pages
CHECK = ("check", *DAY)
_CAPSET_VERSION_3 = 0x20080522
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1 << 1, 1 << 2


@dataclass(frozen=True, kw_only=True)
class Told:
    """How a command ended."""

    code: int
    out: str
    err: str


def call(root: Path, *words: str) -> Told:
    """Run a command in this process. Exceptions are not caught: they would be a traceback."""
    result = CliRunner().invoke(atlas, ["--root", str(root), *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Told(code=result.exit_code, out=result.stdout, err=result.stderr)


def apart(prepare: Callable[[], object], root: Path, *words: str) -> Told:
    """Run a command in a fork of this process that `prepare` has changed: permissions, limits, clock."""
    return begin_apart(prepare, root, *words)()


def begin_apart(prepare: Callable[[], object], root: Path, *words: str) -> Callable[[], Told]:
    """Start what `apart` does; return a function that waits for its end."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _tell_parent(prepare, writing, root, words)
    os.close(writing)

    def end() -> Told:
        with os.fdopen(reading, "rb") as stream:
            answer = stream.read()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        told = pickle.loads(answer)  # noqa: S301 - written by our own child process
        if isinstance(told, BaseException):
            raise told
        assert isinstance(told, Told)
        return told

    return end


def run(root: Path, *words: str, **options: Any) -> Told:  # noqa: ANN401 - the library's
    """Run a command in a separate process, like a user; `options` are those of `subprocess`."""
    command = [sys.executable, "-m", "generator", "--root", str(root), *words]
    options = {"cwd": REPOSITORY, "capture_output": True, "text": True, **options}
    done = subprocess.run(command, check=False, **options)
    assert "Traceback" not in (done.stderr or "")
    return Told(code=done.returncode, out=done.stdout or "", err=done.stderr or "")


def assert_refused(told: Told, *parts: str, code: int = 1) -> None:
    """Assert that a command ended with a message that contains these parts."""
    assert told.code == code, told
    assert "Ошибка: " in told.err or "ошибка [" in told.err + told.out, told
    for part in parts:
        assert part in told.err + told.out, told


@contextmanager
def unhurt(site: Path) -> Iterator[None]:
    """Assert that afterwards a site is byte for byte the same, with nothing left beside it."""
    before = contents(site)
    assert before
    yield
    assert contents(site) == before
    assert list_leftovers(site) == []


def list_leftovers(site: Path) -> list[str]:
    """Return what builds left beside a site, except what they are meant to keep."""
    kept = {f".{site.name}.lock", f".{site.name}.spare"}
    return sorted({path.name for path in site.parent.glob(f".{site.name}.*")} - kept)


def bound_by_permissions() -> None:
    """Make permissions apply to this process, even if it is root's; irreversible."""
    header = (ctypes.c_uint32 * 2)(_CAPSET_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.capget(header, sets) == 0
    sets[0] &= ~(_DAC_OVERRIDE | _DAC_READ_SEARCH)
    assert libc.capset(header, sets) == 0, os.strerror(ctypes.get_errno())


def bare(**variables: str) -> Mapping[str, str]:
    """Return an environment with only some variables: no HOME, no PATH, no locale."""
    return variables


def _tell_parent(prepare: Callable[[], object], pipe: int, root: Path, words: tuple[str, ...]) -> None:
    told: object
    sys.dont_write_bytecode = True  # a size limit would truncate modules that later processes use
    try:
        prepare()
        told = call(root, *words)
    except BaseException as error:  # noqa: BLE001 - the parent raises it again
        told = error
    with os.fdopen(pipe, "wb") as stream:
        stream.write(pickle.dumps(told))
    os._exit(0)
