"""Generator of a regional atlas of educational practices: YAML records in, a static site out."""

from importlib.metadata import version

__version__ = version("regional-practice-atlas")
