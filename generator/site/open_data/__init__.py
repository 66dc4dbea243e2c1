"""Open data: files for scripts and programs, split into shards, so that a page requests only a few."""
