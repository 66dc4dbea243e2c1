"""Files of forges and their services before the schemas that those publish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from check_jsonschema import main
from click.testing import CliRunner


def assert_fit(schema: str, files: Sequence[Path]) -> None:
    """Make sure that files fit a schema, one of those that `check-jsonschema` holds ready."""
    done = CliRunner().invoke(main, ["--builtin-schema", f"vendor.{schema}", *map(str, files)])
    assert done.exit_code == 0, done.output
