"""States: the atlas at a commit, judged as the atlas on the disk is, and what was found of which state.

The same reader, schemas and rules judge it (see `examination`); only where bytes come from differs.
"""

from __future__ import annotations

from generator.check.revision.changed_since import Since, since
from generator.check.revision.proposal_check import Proposed, proposed
from generator.check.revision.revision_check import State, state_of

__all__ = ["Proposed", "Since", "State", "proposed", "since", "state_of"]
