"""What is remembered of addresses from one look around to the next: since when they have been failing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.base.files import read_file, replace_file
from generator.upkeep.links.request import Look, Outcome

DEFAULT = Path(".atlas/links.json")
_VERSION = 1


class Seen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of an address. `fails` looks in a row gave no page, the first on `failing_since`."""

    looked_on: dt.date
    outcome: Outcome
    why: str = ""
    moved_to: str = ""
    fails: int = 0
    failing_since: dt.date | None = None


class LinkMemory(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of all addresses, by address."""

    version: int = _VERSION
    addresses: Mapping[str, Seen] = {}


def seen_now(look: Look, before: Seen | None, today: dt.date) -> Seen:
    """Return what is known of an address after one more look at it."""
    alive = look.outcome is Outcome.ALIVE
    failing = None if alive else (before and before.failing_since) or today
    return Seen(
        looked_on=today,
        outcome=look.outcome,
        why=look.why,
        moved_to=look.moved_to,
        fails=0 if alive else (before.fails if before else 0) + 1,
        failing_since=failing,
    )


def read_memory(file: Path) -> LinkMemory:
    """Return what a file remembers; nothing if there is none, or if it cannot be made out."""
    try:
        known = msgspec.json.decode(read_file(file), type=LinkMemory)
    except (OSError, msgspec.MsgspecError):
        return LinkMemory()
    return known if known.version == _VERSION else LinkMemory()


def write_memory(file: Path, memory: LinkMemory) -> None:
    """Write what is remembered, sorted by address, in one step.

    Raises:
        OSError: the file cannot be written.
    """
    ordered = {address: memory.addresses[address] for address in sorted(memory.addresses)}
    body = msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(memory, addresses=ordered)))
    replace_file(file, body + b"\n")
