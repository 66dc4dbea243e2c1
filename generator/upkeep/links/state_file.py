"""States of addresses between runs: since when they have been failing."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.base.decode import decode_or
from generator.base.files import read_file, replace_file
from generator.upkeep.links.results import Outcome, ProbeResult

DEFAULT = Path(".atlas/links.json")
_VERSION = 1


class LinkState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """State of an address. The last `fails` probes in a row gave no page, the first on `failing_since`."""

    looked_on: dt.date
    outcome: Outcome
    why: str = ""
    moved_to: str = ""
    fails: int = 0
    failing_since: dt.date | None = None


class LinkStates(msgspec.Struct, frozen=True, kw_only=True):
    """States by address."""

    version: int = _VERSION
    addresses: Mapping[str, LinkState] = {}


def update_state(look: ProbeResult, before: LinkState | None, today: dt.date) -> LinkState:
    """Return the state of an address after another probe; a redirect elsewhere counts as an answer."""
    alive = look.outcome in {Outcome.ALIVE, Outcome.DOUBTFUL}
    failing = None if alive else (before and before.failing_since) or today
    return LinkState(
        looked_on=today,
        outcome=look.outcome,
        why=look.why,
        moved_to=look.moved_to,
        fails=0 if alive else (before.fails if before else 0) + 1,
        failing_since=failing,
    )


def read_states(file: Path) -> LinkStates:
    """Return the states in a file; empty if it is missing or unreadable."""
    try:
        body = read_file(file)
    except OSError:
        return LinkStates()
    known = decode_or(LinkStates(), msgspec.json.Decoder(LinkStates).decode, body)
    return known if known.version == _VERSION else LinkStates()


def write_states(file: Path, memory: LinkStates) -> None:
    """Write the states atomically, sorted by address.

    Raises:
        OSError: the file cannot be written.
    """
    ordered = {address: memory.addresses[address] for address in sorted(memory.addresses)}
    body = msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(memory, addresses=ordered)))
    replace_file(file, body + b"\n")
