"""Regular expressions that are compiled on first use.

Compiling those of all rules takes as long as checking three hundred records, and a check in which little has
changed uses few of them.
"""

import re
from typing import Any, cast


def compile_late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a stand-in for a compiled pattern; a wrong pattern raises its error only when used."""
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))


class _LatePattern:
    """Copies each attribute from the compiled pattern once: later look-ups bypass `__getattr__`."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found
