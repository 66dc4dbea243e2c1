"""Explains in the author's words why a value does not fit its schema: see `explainer`."""
