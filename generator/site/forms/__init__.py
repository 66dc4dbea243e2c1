"""Forms: a schema becomes the fields of a form, so that a new kind of record needs no form of its own."""
