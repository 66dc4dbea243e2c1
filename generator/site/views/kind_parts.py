"""View functions of a single kind, found by its name."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from generator.model.kinds import Kind


@cache
def find_part(kind: Kind, part: str) -> Callable[..., Any] | None:
    """Return a function of a kind's view, such as `document_shelves`; None if the kind has none."""
    name = f"generator.site.views.{kind.name}"
    if find_spec(name) is None:
        return None
    found: Callable[..., Any] | None = getattr(import_module(name), f"{kind.name}_{part}", None)
    return found
