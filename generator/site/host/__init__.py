"""All that is known of MkDocs: frames, plugin, log, settings.

ProperDocs continues MkDocs 1.x under another name. Where it is installed it answers here to the name of
MkDocs, which is not imported then. A run that MkDocs' own command has begun goes on with MkDocs.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys

if "mkdocs" not in sys.modules and importlib.util.find_spec("properdocs"):
    importlib.import_module("properdocs.replacement")
