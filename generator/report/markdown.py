"""Escapes contributors' text for a forge's Markdown: it is shown as written and has no effect.

Forges also act on plain text: `@name` notifies a person, `#1`, addresses and mailboxes become links.
"""

import re
from urllib.parse import quote

from generator.report.base import escape_invisible

JOINER = "\N{WORD JOINER}"
"""Put invisibly after a character that would begin a reference."""
_WORD, _LETTER = r"[^\W_]", r"[^\W\d_]"
_INNOCENT = "|".join(
    (
        '[,;?()"]',
        r"\+(?=\d)",
        rf"(?<={_WORD})[-_](?={_WORD})",
        rf"(?<={_WORD})/",
        r"(?<=[^\W\d_»“)])\.",
        r"(?<=\d)\.(?=\d)",
        r"(?<=[^\W_]):(?= |\Z)",
        r"(?<=[»“)]):(?= |\Z)",
        r"(?<= )%(?=[ ,;.)]|\Z)",
    )
)
"""Punctuation that is harmless where it stands: in sentences, words, paths, dates and file names."""
_PUNCTUATION = re.compile(rf"(?!{_INNOCENT})[!-/:-@\[-`{{-~]")
_REFERENCES = frozenset("@#!~$%&^:[")
"""Characters that begin references: to people, issues, labels, mailboxes, addresses, pictures."""
_WORDS = re.compile(r"\b(GH|www)(?=[-.])", re.IGNORECASE)
"""Words that begin references: GH-1 is an issue, www.… an address."""
_OF_ADDRESSES = ":/?#@!$&'*+,;=%-._~"
_SPACES = re.compile(r"\s+")


def escape_markdown(text: str) -> str:
    """Return Markdown that shows a text literally on one line, also inside a table.

    Markup characters become character references, which are never markup; a word joiner follows those by
    which a forge finds references in rendered text.
    """
    line = escape_invisible(_SPACES.sub(" ", text)).strip()
    return _PUNCTUATION.sub(_escape_character, _WORDS.sub(rf"\1{JOINER}", line))


def _escape_character(found: re.Match[str]) -> str:
    character = found[0]
    return f"&#{ord(character)};{JOINER if character in _REFERENCES else ''}"


def markdown_link(text: str, address: str) -> str:
    """Return a Markdown link; the text alone without an address."""
    shown_text = escape_markdown(text)
    return f"[{shown_text}]({quote(address, safe=_OF_ADDRESSES)})" if address else shown_text
