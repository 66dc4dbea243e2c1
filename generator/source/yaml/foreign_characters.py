"""Finds characters left by a program that saves text differently from YAML editors."""

import re

from generator.base.garbled import find_garbled, ungarble
from generator.source.yaml.problems import FileProblem, file_problem

_LINE_END_CHARACTERS = ("\r", "\x85", "\u2028", "\u2029")
_FOREIGN_LINE_END = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""Line ends for YAML only: editors show one line, which may hide a second key."""


def foreign_character(text: str) -> FileProblem | None:
    """Return the first byte order mark, garbled letter or foreign line end; None if there is none."""
    # libyaml skips a byte order mark at the beginning of any line
    if text.startswith("\ufeff") or "\n\ufeff" in text:
        index = f"\n{text}".index("\n\ufeff")
        return file_problem("byte-order-mark", index, place="строки" if index else "файла")
    if (found := find_garbled(text)) and ungarble(text):
        return file_problem("garbled-text", found.start())
    # `in` costs nothing, while the pattern costs a tenth of the reading time
    found = _FOREIGN_LINE_END.search(text) if any(one in text for one in _LINE_END_CHARACTERS) else None
    return found and file_problem("foreign-line-end", found.start(), code_point=ord(found[0]))
