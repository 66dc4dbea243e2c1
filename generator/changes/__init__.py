"""The changes between two revisions of the atlas, record by record and field by field."""
