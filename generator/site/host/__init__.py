"""Everything about MkDocs: frames, plugin, log, settings.

ProperDocs is a continuation of MkDocs 1.x. If it is installed, importing `mkdocs` here gives ProperDocs, and
MkDocs itself is not imported. A run started by MkDocs' own command continues with MkDocs.
"""

import importlib
import importlib.util
import sys

if "mkdocs" not in sys.modules and importlib.util.find_spec("properdocs"):
    importlib.import_module("properdocs.replacement")
