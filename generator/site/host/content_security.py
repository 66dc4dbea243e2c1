"""Policy: what a page may load and run, told to the browser in the page itself.

A static site has no headers of its own, so its Content-Security-Policy stands in the head of every
page. Of the scripts inside a page only those run that stood in it when the theme drew it: their
hashes are in the policy. What is poured into a frame afterwards is never among them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

PLACE = "xatlaspolicyx"
"""Stands in a drawn page where its policy belongs."""

_SELF = "'self'"
_SCRIPT = "script-src"
_CONNECT = "connect-src"
_DIRECTIVES: Mapping[str, Sequence[str]] = {
    "default-src": (_SELF,),
    _SCRIPT: (_SELF,),
    "style-src": (_SELF,),
    "img-src": (_SELF, "data:"),  # the theme's style sheets hold their icons
    _CONNECT: (_SELF,),
    "worker-src": (_SELF,),
    "frame-src": ("'none'",),
    "object-src": ("'none'",),
    "base-uri": (_SELF,),
    "form-action": (_SELF,),
}
_PROGRAMS = frozenset({"", "text/javascript", "application/javascript", "module", "importmap"})
"""Types of scripts that a browser runs or obeys. Any other type makes a script mere data."""
_SCRIPT_OPENS = "<script"
_TAG = r"""(?:[^>"']|"[^"]*"|'[^']*')*+>"""
_MARKUP = re.compile(
    rf"<!--.*?-->|{_SCRIPT_OPENS}\b{_TAG}.*?</script[^>]*>|</?[a-z]{_TAG}", re.DOTALL | re.IGNORECASE
)
"""A comment, a script with what it holds, or a tag."""


def policy(html: str, posts_to: str = "") -> str:
    """Return the policy of a drawn page: the site's own files, and the scripts inside the page.

    Args:
        html: the page as the theme drew it, before anybody's text is poured into it.
        posts_to: the origin that takes proposals from the form; empty if none does.

    Returns:
        The value of a Content-Security-Policy; it holds no double quotes.
    """
    hashes = dict.fromkeys(f"'sha256-{_digest(script)}'" for script in _scripts(html))
    more = {_SCRIPT: hashes, _CONNECT: [posts_to] if posts_to else []}
    return "; ".join(" ".join((name, *sources, *more.get(name, ()))) for name, sources in _DIRECTIVES.items())


def add_policy(html: str, posts_to: str = "") -> str:
    """Return a drawn page with its policy in the place that its head keeps for it, if it does."""
    return html.replace(PLACE, policy(html, posts_to), 1) if PLACE in html else html


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _scripts(html: str) -> Sequence[str]:
    parser = _Scripts()
    for found in _MARKUP.finditer(html):  # the parser reads scripts only: a whole page takes it 2 ms
        if found[0][: len(_SCRIPT_OPENS)].lower() == _SCRIPT_OPENS:
            parser.feed(found[0])
    parser.close()
    return parser.found


class _Scripts(HTMLParser):
    """Collects the texts of the scripts that stand inside a page and run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            given = dict(reversed(attrs))  # of an attribute that is given twice, the first counts
            self._inside = "src" not in given and (given.get("type") or "").strip().lower() in _PROGRAMS
            if self._inside:
                self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data
