"""The hook named in mkdocs.yml: it makes MkDocs' own commands build the same atlas. It contains no logic."""

from mkdocs.exceptions import Abort

from generator.base.system import refusal

if refusal():
    raise Abort(refusal())  # before anything imports a missing package

from generator.site.host.mkdocs_plugin import add_atlas as on_config
from generator.site.host.mkdocs_plugin import watch_sources as on_serve

__all__ = ["on_config", "on_serve"]
