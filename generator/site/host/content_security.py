"""The content security policy: what a page may load and run, stated in the page itself.

A static site cannot set headers, so its Content-Security-Policy is in the head of every page. Of the inline
scripts only those run that were in the page when the theme rendered it: their hashes are in the policy. Text
inserted into a frame later is never among them.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

PLACE = "xatlaspolicyx"
"""Placeholder in a rendered page for its policy."""

_SELF = "'self'"
_SCRIPT = "script-src"
_CONNECT = "connect-src"
_DIRECTIVES: Mapping[str, Sequence[str]] = {
    "default-src": (_SELF,),
    _SCRIPT: (_SELF,),
    "style-src": (_SELF,),
    "img-src": (_SELF, "data:"),  # the theme's style sheets contain their icons
    _CONNECT: (_SELF,),
    "worker-src": (_SELF,),
    "frame-src": ("'none'",),
    "object-src": ("'none'",),
    "base-uri": (_SELF,),
    "form-action": (_SELF,),
}
_PROGRAMS = frozenset({"", "text/javascript", "application/javascript", "module", "importmap"})
"""Script types that browsers execute or obey. A script of any other type is just data."""
_SCRIPT_OPENS = "<script"
_TAG = r"""(?:[^>"']|"[^"]*"|'[^']*')*+>"""
_MARKUP = re.compile(
    rf"<!--.*?-->|{_SCRIPT_OPENS}\b{_TAG}.*?</script[^>]*>|</?[a-z]{_TAG}", re.DOTALL | re.IGNORECASE
)
"""A comment, a script with its content, or a tag."""


def policy(html: str, posts_to: str = "") -> str:
    """Return the policy of a rendered page: the site's own files, and the page's inline scripts.

    Args:
        html: the page as the theme rendered it, before any text of records is inserted.
        posts_to: the origin that accepts proposals from the form; empty if none does.

    Returns:
        The value of a Content-Security-Policy; it contains no double quotes.
    """
    hashes = dict.fromkeys(f"'sha256-{_digest(script)}'" for script in _scripts(html))
    more = {_SCRIPT: hashes, _CONNECT: [posts_to] if posts_to else []}
    return "; ".join(" ".join((name, *sources, *more.get(name, ()))) for name, sources in _DIRECTIVES.items())


def add_policy(html: str, posts_to: str = "") -> str:
    """Return a rendered page with its policy, if its head has the placeholder."""
    return html.replace(PLACE, policy(html, posts_to), 1) if PLACE in html else html


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _scripts(html: str) -> Sequence[str]:
    parser = _Scripts()
    for found in _MARKUP.finditer(html):  # only scripts are parsed: a whole page would take 2 ms
        if found[0][: len(_SCRIPT_OPENS)].lower() == _SCRIPT_OPENS:
            parser.feed(found[0])
    parser.close()
    return parser.found


class _Scripts(HTMLParser):
    """Collects the inline scripts of a page that are executed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            given = dict(reversed(attrs))  # of repeated attributes, the first counts
            self._inside = "src" not in given and (given.get("type") or "").strip().lower() in _PROGRAMS
            if self._inside:
                self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data
