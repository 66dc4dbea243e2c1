"""How much a report shows: from everything to what always fits into a comment."""

import msgspec


class ReportLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of a report: records in full, entries of other lists, characters of a text."""

    records: int
    entries: int
    letters: int


STEPS = (
    ReportLimits(records=10**6, entries=10**6, letters=10**6),
    ReportLimits(records=200, entries=40, letters=2000),
    ReportLimits(records=60, entries=25, letters=600),
    ReportLimits(records=25, entries=15, letters=400),
    ReportLimits(records=10, entries=10, letters=300),
    ReportLimits(records=3, entries=10, letters=200),
    ReportLimits(records=0, entries=8, letters=80),
    ReportLimits(records=0, entries=0, letters=80),
)
