"""The formats of reports, each made by a module named after it."""

from collections.abc import Callable, Mapping
from importlib import import_module

from msgspec.structs import replace

from generator.report.base import CheckReport
from generator.report.text import text_report

Report = Callable[[CheckReport], str]
"""Renders a check as a report."""


def _load_on_use(name: str) -> Report:
    """Return the report with a name; its module is imported on use, since most checks are for people.

    Programs store what they are given and show it to others, so personal names are masked.
    """

    def report(checked: CheckReport) -> str:
        from generator.report.mask import mask_findings  # noqa: PLC0415 - as the module

        masked = replace(checked, findings=mask_findings(checked.findings))
        made: str = getattr(import_module(f"{__package__}.{name}"), f"{name}_report")(masked)
        return made

    return report


FORMATS: Mapping[str, Report] = {
    "text": text_report,
    **{name: _load_on_use(name) for name in ("json", "github", "gitlab", "sarif", "junit")},
}
