"""Explains in the author's words why a value does not fit its schema: see `explainer`.

Pages use its words too, so this package must not import jsonschema, which takes thirty milliseconds.
"""
