"""A practice for experts of another region: its contents, without its authors and place (S1:18)."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from generator.base.russian import fold_text
from generator.model.records.practice import Practice

_FIELDS = (
    *("id", "title", "summary", "kind", "sphere", "subjects", "directions", "education_levels"),
    *("audience", "grades", "forms", "tags", "problem", "goal", "description", "steps", "resources"),
    *("risks", "limits", "results", "started"),
)
"""The fields on a card: all others name people, bodies, places or addresses."""


def blind_card(practice: Practice) -> Mapping[str, Any]:
    """Return the fields of a practice that do not reveal its origin."""
    value = msgspec.to_builtins(practice)
    card = {name: value[name] for name in _FIELDS if value.get(name)}
    materials = [
        {"title": one.title, **({"kind": one.kind} if one.kind else {})} for one in practice.materials
    ]
    made: Mapping[str, Any] = _without_empty({**card, **({"materials": materials} if materials else {})})
    return made


def traces(practice: Practice, place: str) -> Iterator[str]:
    """Yield names of the organisation, place or authors that occur in the texts of a card."""
    text = fold_text(str(list(blind_card(practice).values())))
    names = [practice.organisation.name, place, *(one.name or "" for one in practice.authors)]
    yield from (name for name in dict.fromkeys(names) if name and fold_text(name) in text)


def _without_empty(value: Any) -> Any:  # noqa: ANN401 - a value of JSON
    if isinstance(value, dict):
        return {key: _without_empty(one) for key, one in value.items() if one not in (None, [], (), {})}
    return [_without_empty(one) for one in value] if isinstance(value, list | tuple) else value
