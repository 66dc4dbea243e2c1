"""Turns a schema into the fields of a form, so that no kind of records needs a form of its own."""
