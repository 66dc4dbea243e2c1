"""States: the atlas at a commit, judged as the atlas on the disk is, and what was found of which state.

The same reader, schemas and rules judge it (see `examination`); only where bytes come from differs.
"""

from __future__ import annotations

from generator.states.since import Since, since
from generator.states.state import State, state_of

__all__ = ["Since", "State", "since", "state_of"]
