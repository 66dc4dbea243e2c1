"""External links of hand-written pages get rel="noopener", like those of records (`base.markdown`)."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from generator.base.markdown import WEB_SCHEMES, scheme_of

_NAME = "atlas_outgoing"
_AFTER_ATTRIBUTES = 1
"""A priority after attr_list, whose attributes may replace a link's rel."""
_NOOPENER = "noopener"


class ExternalLinks(Extension):
    """An extension of Python-Markdown that adds rel="noopener" to links to other sites."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the processor."""
        md.treeprocessors.register(_Links(md), _NAME, _AFTER_ATTRIBUTES)


class _Links(Treeprocessor):
    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if is_external(link.get("href", "")):
                relations = link.get("rel", "").split()
                link.set("rel", " ".join(dict.fromkeys((*relations, _NOOPENER))))


def is_external(address: str) -> bool:
    """Return whether a link leads to another site."""
    return address.startswith("//") or scheme_of(address) in WEB_SCHEMES
