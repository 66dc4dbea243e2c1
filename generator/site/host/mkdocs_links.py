"""Outgoing: links of hand-written pages that leave the site tell nothing of the page they stood on.

Fields of records have the same rule in `text`.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from generator.base.markdown import WEB_SCHEMES, scheme

_NAME = "atlas_outgoing"
_AFTER_ATTRIBUTES = 1
"""Priority below that of attributes given in braces, which may replace a link's own."""
_NOOPENER = "noopener"


class Outgoing(Extension):
    """An extension of Python-Markdown: links to other sites carry rel="noopener"."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Let the links of every page be looked through."""
        md.treeprocessors.register(_Links(md), _NAME, _AFTER_ATTRIBUTES)


class _Links(Treeprocessor):
    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if leads_out(link.get("href", "")):
                relations = link.get("rel", "").split()
                link.set("rel", " ".join(dict.fromkeys((*relations, _NOOPENER))))


def leads_out(address: str) -> bool:
    """Tell whether an address of a link is on another site."""
    return address.startswith("//") or scheme(address) in WEB_SCHEMES
