"""Keeping records fresh: links, stale records, the digest."""
