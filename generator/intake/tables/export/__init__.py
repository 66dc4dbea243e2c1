"""Records written as tables."""
