"""Records as understood: the typed form of what contributors write in `content/`.

Field names are the keys of the YAML files; meaning and limits stand in `schemas/`. Values of
vocabularies and references stay ids: links are resolved by the link stage, never embedded.
"""
