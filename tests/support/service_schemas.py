"""Validates files for forges and their services with the schemas that those publish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from check_jsonschema import main
from click.testing import CliRunner


def assert_fit(schema: str, files: Sequence[Path]) -> None:
    """Assert that files fit a schema, one of those shipped with `check-jsonschema`."""
    done = CliRunner().invoke(main, ["--builtin-schema", f"vendor.{schema}", *map(str, files)])
    assert done.exit_code == 0, done.output
