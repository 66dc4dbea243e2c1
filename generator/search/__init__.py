"""Search: what is told of each page, its index in parts, and what Pagefind lacks for Russian."""

from __future__ import annotations

from generator.search.aliases import Aliases
from generator.search.article import END, Article, Articles
from generator.search.index import IndexSummary, index
from generator.search.store import Document, KnownDocument, Store, store_in

__all__ = [
    "END",
    "Aliases",
    "Article",
    "Articles",
    "Document",
    "IndexSummary",
    "KnownDocument",
    "Store",
    "index",
    "store_in",
]
