"""Rows of sheets become records."""
