"""What keeps records fresh: links, stale records, the digest."""
