"""Search: the indexed text of each page, the index in shards, and what Pagefind lacks for Russian.

`search.index` builds the index; a site without search imports none of it.
"""

from __future__ import annotations

from generator.site.search.aliases import Aliases
from generator.site.search.document import END, SearchText, SearchTexts
from generator.site.search.document_store import Document, DocumentStore, StoredDocument, open_store

__all__ = [
    "END",
    "Aliases",
    "Document",
    "DocumentStore",
    "SearchText",
    "SearchTexts",
    "StoredDocument",
    "open_store",
]
