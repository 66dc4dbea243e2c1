"""libyaml's events of a text: its scalars, mappings and lists with their places."""

from collections.abc import Iterator

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # in PyYAML's stubs only as a base class


def parse_events(text: str) -> Iterator[yaml.Event]:
    """Yield libyaml's events of a text.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


def start_of(event: yaml.Event) -> int:
    """Return the index of the first character of an event."""
    return event.start_mark.index if event.start_mark else 0
