"""The public reports as tables (CSV), with the same figures as their pages."""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from generator.base.fingerprint import code_digest, fingerprint
from generator.institute_reports import REPORTS
from generator.institute_reports.formats import FORMATS
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.whole import make_report
from generator.model import addresses
from generator.model.catalogue import Catalogue
from generator.site.open_data.shards import DataFile


def list_report_files(catalogue: Catalogue, ledger: Callable[[], Ledger]) -> Iterator[DataFile]:
    """Yield the file of each public report; it depends on all records, the settings and the day."""
    digest = fingerprint(
        code_digest(),
        catalogue.as_of.isoformat().encode(),
        msgspec.msgpack.encode(catalogue.settings),
        *(entry.digest for entry in catalogue.by_id.values()),
    )
    for name, kind in REPORTS.items():
        if not kind.private:
            yield DataFile(
                path=addresses.report_csv(name), input_digest=digest, make=partial(_make, name, ledger)
            )


def _make(name: str, ledger: Callable[[], Ledger]) -> bytes:
    return FORMATS["csv"](make_report(name, ledger()))
