"""Forms: a schema becomes the fields of a form, so that a new kind of record needs no form of its own."""

from __future__ import annotations

from generator.site.forms.nodes import Choice, Node, Nodes, either_of
from generator.site.forms.parts import FormPart, form_parts

__all__ = ["Choice", "FormPart", "Node", "Nodes", "either_of", "form_parts"]
