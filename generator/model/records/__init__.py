"""Typed records: what contributors write in `content/`, as the generator understands it.

Field names are the keys of the YAML files; `schemas/` has their meaning and limits. Values of vocabularies
and references stay ids: the link stage resolves them, records never embed one another.
"""
