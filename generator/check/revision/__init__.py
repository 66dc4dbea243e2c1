"""Checks of the atlas at a git revision, and of the difference between two of them."""
