"""One question of an issue form, as GitHub's schema of forms has it."""

from collections.abc import Mapping
from typing import Any


def form_element(
    element: str, key: str, attributes: Mapping[str, Any], *, required: bool = False
) -> Mapping[str, Any]:
    """Return a question.

    Args:
        element: what it is answered with: `input`, `textarea` or `dropdown`.
        key: its id in the form, unlike all others there.
        attributes: its label, description and options.
        required: whether the form is refused without an answer.
    """
    made = {"type": element, "id": key, "attributes": attributes}
    return made | ({"validations": {"required": True}} if required else {})
