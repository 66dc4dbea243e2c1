"""The hook that mkdocs.yml names: with it MkDocs' own commands build the same atlas. It holds no logic."""

from __future__ import annotations

from mkdocs.exceptions import Abort

from generator.base.system import refusal

if refusal():
    raise Abort(refusal())  # before anything asks for what is not there

from generator.site.host.mkdocs_plugin import add_atlas as on_config
from generator.site.host.mkdocs_plugin import watch_sources as on_serve

__all__ = ["on_config", "on_serve"]
