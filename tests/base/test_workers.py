"""Work that another process does while this one goes on."""

from __future__ import annotations

import os
import signal

import pytest

from generator.base.errors import AtlasError
from generator.base.workers import alongside


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refused() -> None:
    message = "не вышло"
    raise AtlasError(message)


def test_another_process_does_it() -> None:
    with alongside(os.getpid, jobs=2) as result:
        assert result() != os.getpid()


def test_one_process_does_it_when_it_is_asked() -> None:
    done: list[int] = []
    with alongside(lambda: done.append(os.getpid()), jobs=1) as result:
        assert not done
        result()
    assert done == [os.getpid()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_it_raises_is_raised_where_the_result_is_asked(jobs: int) -> None:
    with alongside(refused, jobs=jobs) as result, pytest.raises(AtlasError, match="не вышло"):
        result()


def test_a_killed_process_is_told() -> None:
    with alongside(killed, jobs=2) as result, pytest.raises(AtlasError, match="остановлен"):
        result()


def test_nobody_waits_for_a_result_that_is_not_asked() -> None:
    reading, writing = os.pipe()

    def tell_and_wait() -> None:
        os.write(writing, str(os.getpid()).encode())
        signal.pause()

    with alongside(tell_and_wait, jobs=2):
        process = int(os.read(reading, 20))
    os.close(reading)
    os.close(writing)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
