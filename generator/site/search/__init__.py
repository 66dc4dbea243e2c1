"""Search: what is told of each page, its index in parts, and what Pagefind lacks for Russian.

The index is made by `search.index`; a site without search imports none of it.
"""

from __future__ import annotations

from generator.site.search.aliases import Aliases
from generator.site.search.document import END, Article, Articles
from generator.site.search.document_store import Document, KnownDocument, Store, store_in

__all__ = [
    "END",
    "Aliases",
    "Article",
    "Articles",
    "Document",
    "KnownDocument",
    "Store",
    "store_in",
]
