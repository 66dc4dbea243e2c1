"""Open data: files of the site for scripts and programs, in shards: a page asks only for what it needs."""
