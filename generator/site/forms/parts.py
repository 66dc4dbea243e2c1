"""Parts of a form: what everybody fills comes first, the rest is folded."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.site.forms.nodes import Node, Nodes

_GROUP = "x-form-group"
_MAIN, _EDITOR = "main", "editor"
_OF_PARTS = frozenset({"list", "object"})


class FormPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a form under a title; folded ones are opened by who needs them."""

    title: str
    intro: str
    nodes: Sequence[Node]
    folded: bool = True

    @property
    def is_one(self) -> bool:
        """Whether the part is one field, which needs no title of its own then."""
        return len(self.nodes) == 1 and self.nodes[0].title == self.title


def form_parts(nodes: Nodes) -> tuple[FormPart, ...]:
    """Return the parts of a form for all fields of a schema."""
    groups = {one.key: str(one.schema.get(_GROUP, "")) for one in nodes.fields.below(())}
    listed = list(nodes.below((), "f"))
    editor = [node for node in listed if groups[node.key] == _EDITOR]
    others = [node for node in listed if groups[node.key] != _EDITOR]
    main = [node for node in others if node.need or groups[node.key] == _MAIN]
    rest = [node for node in others if node not in main]
    simple = [node for node in rest if node.control not in _OF_PARTS]
    parts = (
        FormPart(title="Главное", intro="", nodes=main, folded=False),
        FormPart(title="Подробнее", intro="Чем больше заполнено, тем легче найти запись.", nodes=simple),
        *(FormPart(title=node.title, intro="", nodes=(node,)) for node in rest if node.control in _OF_PARTS),
        FormPart(title="Для редакторов", intro="Обычно это заполняет редактор атласа.", nodes=editor),
    )
    return tuple(part for part in parts if part.nodes)
