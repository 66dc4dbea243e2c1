"""Search: the indexed text of each page, the index in shards, and what Pagefind lacks for Russian.

`search.index` builds the index; a site without search imports nothing of it.
"""
