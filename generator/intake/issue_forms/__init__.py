"""Proposals by issue form: the forms, generated from the schemas, and what people wrote into them.

`issue_form` generates the forms, `making` a record and the findings of a check. The text of an issue is data:
it is never part of a command, a path or a template.
"""
