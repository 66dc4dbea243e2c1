"""What commands print: coloured on terminals, and with `-q` only what is wrong."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from generator.model.findings import Finding, Severity
from generator.report.base import CARET, GOOD, PLACE, Paint, leave_plain

F = TypeVar("F", bound=Callable[..., Any])
ADDED, REMOVED = "added", "removed"
_QUIET = f"{__name__}.quiet"
_STYLES: Mapping[str, Mapping[str, Any]] = {
    Severity.ERROR: {"fg": "red", "bold": True},
    Severity.WARNING: {"fg": "yellow", "bold": True},
    PLACE: {"bold": True},
    CARET: {"fg": "cyan"},
    GOOD: {"fg": "green"},
    ADDED: {"fg": "green"},
    REMOVED: {"fg": "red"},
}


def quiet_option(function: F) -> F:
    """Add `-q` to a command or to the group."""
    option = click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="Молчать о том, что сделано: показать только ошибки, остальное скажет код возврата.",
    )
    return option(function)


def is_quiet() -> bool:
    """Return whether the current command was run with `-q`."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def say(text: str) -> None:
    """Print what was done, unless `-q` is given."""
    if not is_quiet():
        click.echo(text)


def deliver(text: str, file: Path | None) -> None:
    """Write a text into a file, or print it."""
    if file is None:
        click.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")


def for_log(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return findings as this run may show them: without people's names in a public log.

    GitHub, GitLab, Gitea and Forgejo set `CI` for their jobs.
    """
    if not is_kept():
        return findings
    from generator.report.mask import mask_findings  # noqa: PLC0415 - most runs do not need it

    return mask_findings(findings)


def is_kept() -> bool:
    """Return whether the output goes into a log that others can read."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a standard stream is a terminal; it is None if it is closed."""
    return stream is not None and stream.isatty()


def shows_progress() -> bool:
    """Return whether to show the progress of the work."""
    return is_terminal(sys.stderr) and not is_quiet()


def paint_for(stream: TextIO | None) -> Paint:
    """Return the painter of a stream: colours on terminals only, and not if NO_COLOR is set."""
    shows = is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return _paint if shows else leave_plain


def _paint(text: str, tone: str) -> str:
    return click.style(text, **_STYLES[tone])


def _remember(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own
    if value:
        ctx.meta[_QUIET] = True
