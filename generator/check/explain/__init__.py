"""Explains in the author's words why a value does not fit its schema: see `explainer`.

Pages are made by its words too; to import it must not import jsonschema, which takes thirty milliseconds.
"""
