"""States: the atlas at a commit, judged as the atlas on the disk is, and what was found of which state.

The same reader, schemas and rules judge it (see `examination`); only where bytes come from differs.
"""

from __future__ import annotations

from generator.states.between import Proposed, proposed
from generator.states.since import Since, since
from generator.states.state import State, state_of

__all__ = ["Proposed", "Since", "State", "proposed", "since", "state_of"]
