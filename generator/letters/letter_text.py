"""Texts of letters: bytes in some encoding, HTML, lines wrapped by a mail program (RFC 3676)."""

import re
from html.parser import HTMLParser

import nh3

from generator.base.decode import decode_or
from generator.base.garbled import mend_garbled

_UTF_8, _UTF_16 = "utf-8-sig", "utf-16"
_RUSSIAN = ("windows-1251", "koi8-r", "cp866")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins."""
_COMMON = frozenset("оеаинтсрвлкмдпуя ")
"""The most common letters of Russian: in a wrong encoding others take their place."""
_ENDS = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")
_BLOCKS = frozenset(
    {"address", "article", "blockquote", "div", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    | {"li", "ol", "p", "pre", "section", "table", "tr", "ul"}
)
_CELLS = frozenset({"td", "th"})
_SPACES = re.compile("[ \t\n\r\f]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_KEPT = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


def decode_text(data: bytes, declared: str) -> str:
    """Decode bytes as text, with a line feed at the end of each line.

    Mail programs declare the encoding wrongly or not at all. Among the encodings in which the bytes are
    valid, UTF-8 comes first, since no other text looks like it, then the one that gives the most Russian
    text.
    """
    if data.startswith(_MARKS):
        declared = _UTF_16
    text = _try(data, _UTF_16 if declared == _UTF_16 else _UTF_8)
    if text is None:
        guesses = (_try(data, one) for one in dict.fromkeys(filter(None, (declared, *_RUSSIAN))))
        found = [one for one in guesses if one is not None]
        found = found or [data.decode(errors="replace")]
        text = max(found, key=lambda one: sum(letter in _COMMON for letter in one[:10_000]))
    text = mend_garbled(text)  # it may have been garbled before it was sent
    return _ENDS.sub("\n", text).replace("\0", "\N{REPLACEMENT CHARACTER}")


def is_readable(data: bytes, encoding: str) -> bool:
    """Return whether bytes are a text in an encoding, without signs that no text has."""
    text = _try(data, encoding)
    return text is not None and not _CONTROL.search(text)


def _try(data: bytes, encoding: str) -> str | None:
    text = decode_or(None, lambda body: body.decode(encoding), data)
    return text if isinstance(text, str) else None  # «base64» and others are not text encodings


def join_flowed(text: str, *, delete_space: bool) -> str:
    """Join the wrapped lines of a text with the format «flowed», according to RFC 3676."""
    made: list[str] = []
    whole, depth = True, ""
    for line in text.split("\n"):
        text_of_line = line.lstrip(">")
        quote, rest = line[: len(line) - len(text_of_line)], text_of_line.removeprefix(" ")
        flows = rest.endswith(" ") and rest != "-- "
        part = rest[:-1] if flows and delete_space else rest
        if not whole and quote == depth and rest != "-- ":
            made[-1] += part
        else:
            made.append(f"{quote} {part}" if quote else part)
        whole, depth = not flows, quote
    return "\n".join(made)


def text_of_html(page: str) -> str:
    """Return the visible text of HTML, line by line, without scripts, styles and addresses."""
    tags = {*_BLOCKS, *_CELLS, "br", "span"}
    clean = nh3.clean(
        page, tags=tags, attributes={"*": {"style"}}, clean_content_tags={"script", "style", "title"}
    )
    reader = _HtmlReader()
    reader.feed(clean)
    reader.close()
    return "".join(reader.written)


class _HtmlReader(HTMLParser):
    """Extracts the text of well-formed HTML: every tag is closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._open: list[bool] = [False]
        """For each open element, whether its white space is preserved."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "br":
            self._end_line(always=tag == "br")
        if tag in {"br", "hr"}:
            return
        if tag in _CELLS and self.written and not self.written[-1].endswith(("\n", "\t")):
            self.written.append("\t")
        style = dict(attrs).get("style") or ""
        self._open.append(tag == "pre" or self._open[-1] or _KEPT.search(style) is not None)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"br", "hr"}:
            return
        if len(self._open) > 1:
            self._open.pop()
        if tag in _BLOCKS:
            self._end_line(always=False)

    def handle_data(self, data: str) -> None:
        if self._open[-1]:
            self.written.append(data)
            return
        text = _SPACES.sub(" ", data)
        if not self.written or self.written[-1].endswith(("\n", "\t", " ")):
            text = text.removeprefix(" ")
        if text:
            self.written.append(text)

    def _end_line(self, *, always: bool) -> None:
        if always or (self.written and not self.written[-1].endswith("\n")):
            self.written.append("\n")
