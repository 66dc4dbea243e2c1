"""Text of contributors inside Markdown of a forge: it is shown as written and does nothing.

Forges make more of a text than Markdown does: they call people by `@name`, link `#1`, addresses and
mailboxes. What a contributor wrote must do none of it.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from generator.report.base import escape_invisible

_JOINER = "\N{WORD JOINER}"
"""Stands invisibly after a sign that would begin a reference."""
_WORD, _LETTER = r"[^\W_]", r"[^\W\d_]"
_INNOCENT = "|".join(
    (
        "[,;?()]",
        rf"(?<={_WORD})[-/](?={_WORD})",
        rf"(?<={_LETTER})\.",
        r"(?<=\d)\.(?=\d)",
        rf"(?<={_WORD}):(?= )",
    )
)
"""Signs that mean nothing where they stand: of sentences, inside words, paths, dates, names of files."""
_SIGNS = re.compile(rf"(?!{_INNOCENT})[!-/:-@\[-`{{-~]")
_REFERENCES = frozenset("@#!~$%&^:[")
"""Signs that begin or hold together references: people, issues, labels, mailboxes, addresses, pictures."""
_WORDS = re.compile(r"\b(GH|www)(?=[-.])", re.IGNORECASE)
"""Words that do: GH-1 is an issue, and whatever begins with www an address."""
_OF_ADDRESSES = ":/?#@!$&'*+,;=%-._~"
_SPACES = re.compile(r"\s+")


def escape_markdown(text: str) -> str:
    """Return Markdown that shows a text on one line as it is, without marks, HTML, links or mentions.

    Works inside tables. A sign that may mean something becomes a character reference, which is never
    markup; where a forge looks for references in the text that it shows, a word joiner parts them.
    """
    line = escape_invisible(_SPACES.sub(" ", text)).strip()
    return _SIGNS.sub(_escape_sign, _WORDS.sub(rf"\1{_JOINER}", line))


def _escape_sign(found: re.Match[str]) -> str:
    sign = found[0]
    return f"&#{ord(sign)};{_JOINER if sign in _REFERENCES else ''}"


def markdown_link(text: str, address: str) -> str:
    """Return a link in Markdown; a text alone when there is no address."""
    shown_text = escape_markdown(text)
    return f"[{shown_text}]({quote(address, safe=_OF_ADDRESSES)})" if address else shown_text
