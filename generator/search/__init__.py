"""Search: what Pagefind is told of each page, its index, and what it lacks for Russian."""

from __future__ import annotations

from generator.search.aliases import Aliases
from generator.search.article import Article, Articles
from generator.search.pagefind import IndexSummary, index

__all__ = ["Aliases", "Article", "Articles", "IndexSummary", "index"]
