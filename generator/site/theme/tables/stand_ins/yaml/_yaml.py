"""Stands in for the part of PyYAML that is written in C: the parser that PyYAML itself has in Python."""

from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner


class CParser(Reader, Scanner, Parser):
    """Parses YAML; like libyaml's it composes nodes too, but is no Composer."""

    def __init__(self, stream: object) -> None:
        """Take a text or bytes."""
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)
        self.anchors: dict[str, object] = {}


for _name, _method in vars(Composer).items():
    if callable(_method) and not _name.startswith("__"):
        setattr(CParser, _name, _method)


class CEmitter:
    """Nothing is written through libyaml."""
