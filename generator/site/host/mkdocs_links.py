"""Links of hand-written pages: to other sites, and to pages that MkDocs does not draw itself."""

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.files import Files

from generator.base.markdown import WEB_SCHEMES, scheme_of

_NAME = "atlas_outgoing"
_AFTER_ATTRIBUTES = 1
"""A priority after attr_list, whose attributes may replace a link's rel."""
_NOOPENER = "noopener"
_PAGE = re.compile(r"[^\s()<>\[\]\"']+\.md\b")


class ExternalLinks(Extension):
    """An extension of Python-Markdown that adds rel="noopener" to links to other sites.

    Links of records get it too (`base.markdown`).
    """

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


def list_linked_pages(files: Files) -> Iterator[str]:
    """Yield what hand-written pages link to and is not among the files, as paths from the folder of pages."""
    for page in files.documentation_pages():
        if page.abs_src_path:
            for link in _PAGE.findall(page.content_string):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page.src_uri), link))
                if files.get_file_from_path(target) is None:
                    yield target
