"""Proposals by an issue form: the forms themselves, made from the schemas, and what people wrote into them.

`issue_form` gives the forms, `making` a record and what a check says of it. What comes in an issue is data:
it is never part of a command, a path or a template.
"""
