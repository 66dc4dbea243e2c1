"""Any query is understood, shown and stored in the address, without exceptions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.attacks import CODE, ODD
from support.effort import examples
from support.node import NODE
from support.sites import REPOSITORY

SCRIPTS = REPOSITORY / "generator/site/theme"
HARNESS = Path(__file__).with_name("query_promises.mjs")
SIGNS = (
    "урок", "Школьный", "огэ", "физеки", "граммотность", "ё", "й", "и\u0306", "е\u0301", "ehjr", "5", "3D",
    "-", " ", '"', "«", "»", "„", "“", "”", "'", "+", "&", "=", "#", "?", "%", "%zz", "\\", "/", ".*", "(",
    "[", "{", "$&", "$1", "__proto__", "constructor", "toString", "а", "не", "\n", "\t", "\u00a0", "\u200b",
    "\u202e", "İ", "ß", "ǅ", "\x00",
)  # fmt: skip
HALVES = st.sampled_from(["\ud83d", "\ude00", "\U0001f600"])
TEXTS = st.lists(
    st.sampled_from(SIGNS) | HALVES | st.text(max_size=5) | st.sampled_from((*CODE.values(), *ODD.values())),
    max_size=12,
).map("".join)


class Node:
    """The search modules in a separate process, which answers one query after another."""

    def __init__(self) -> None:
        command = [NODE, str(HARNESS), f"{SCRIPTS.as_uri()}/"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def fault(self, text: str) -> str:
        """Return what is wrong with the answer to a query; empty if nothing is."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(text)}\n")
        self._process.stdin.flush()
        answer: str = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    process = Node()
    yield process
    process.close()


@given(text=TEXTS)
@settings(
    max_examples=examples(250),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_query_is_understood(node: Node, text: str) -> None:
    assert node.fault(text) == ""


@pytest.mark.parametrize(
    "text", ["щ" * 100_000, "слово " * 5_000, '"' + "урок " * 5_000 + '"', "\u0301" * 50_000]
)
def test_long_queries_are_understood(node: Node, text: str) -> None:
    assert node.fault(text) == ""
