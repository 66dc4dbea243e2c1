"""What mkdocs.yml names: MkDocs' own commands give the same atlas. No logic stands here."""

from __future__ import annotations

from generator.site.host.mkdocs_plugin import invite as on_config
from generator.site.host.mkdocs_plugin import watch as on_serve

__all__ = ["on_config", "on_serve"]
