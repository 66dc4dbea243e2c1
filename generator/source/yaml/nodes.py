"""YAML nodes with their positions, also of files that use what records may not use."""

from typing import Any

import yaml
from yaml.composer import Composer
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # in PyYAML's stubs only as a base class
from yaml.resolver import BaseResolver


class _TolerantComposer(Composer, CParser, BaseResolver):
    """Takes an alias for an empty value, an anchor for nothing, and the first of several documents."""

    def __init__(self, data: bytes | str) -> None:
        CParser.__init__(self, data)
        Composer.__init__(self)
        BaseResolver.__init__(self)

    def get_first_node(self) -> yaml.Node | None:
        """Return the root of the first document; None for an empty file."""
        self.get_event()
        return None if self.check_event(yaml.StreamEndEvent) else self.compose_document()

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node."""
        self.anchors.clear()  # one that is given twice would be an error
        if not self.check_event(yaml.AliasEvent):
            return super().compose_node(parent, index)
        event: Any = self.get_event()
        return yaml.ScalarNode(BaseResolver.DEFAULT_SCALAR_TAG, "", event.start_mark, event.end_mark)


def compose(data: bytes | str) -> yaml.Node | None:
    """Return the root node of a file; None if it is empty or no YAML."""
    try:
        return yaml.compose(data, yaml.CBaseLoader)
    except yaml.composer.ComposerError:
        composer = _TolerantComposer(data)
    except yaml.YAMLError:  # the file has changed on disk since it was read
        return None
    try:
        return composer.get_first_node()
    except (yaml.YAMLError, RecursionError):
        return None
    finally:
        composer.dispose()
