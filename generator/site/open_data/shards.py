"""Parts: files of data that are made only when what they are made from has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from generator.base.files import link_or_copy, write_file
from generator.site.manifest import Memory

_SEED, _PRIME, _MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A file of the site. `inputs` is the hash of all that `make` makes its bytes from."""

    path: str
    inputs: bytes
    make: Callable[[], bytes] = field(repr=False)


def write_parts(folder: Path, parts: Iterable[Part], old: Memory) -> Mapping[str, int]:
    """Let parts stand in the site's folder, made anew or taken over from the old site; return their sizes.

    Raises:
        OSError: a file cannot be written.
    """
    return {part.path: _stand(folder, part, old) for part in parts}


def _stand(folder: Path, part: Part, old: Memory) -> int:
    known = old.parts.get(part.path)
    standing = old.file(part.path, known.trace) if known and known.inputs == part.inputs else None
    if known is None or standing is None:
        return write_file(folder / part.path, part.make())
    link_or_copy(standing, f"{folder}/{part.path}")
    return known.trace.size


@lru_cache(maxsize=1 << 14)
def number_of(name: str, parts: int) -> int:
    """Return in which of so many parts a name belongs; `form-data.js` finds it in the same way."""
    value = _SEED
    for letter in name:
        value = ((value ^ ord(letter)) * _PRIME) & _MASK
    return value % parts
