"""The indicators that the atlas computes itself: a closed list.

Only what individual records state is counted. A share of people never is: communities state participations,
and one person takes part in several (as S2:89-97 shows: 488, 292, 39 and 28 participations of 780 teachers).
"""

from collections.abc import Callable, Mapping, Sequence

from generator.institute_reports.ledger import Ledger
from generator.institute_reports.replication import list_replications
from generator.model.records.common import Record

METHODICAL = "methodical"
"""The term of `practice_spheres` meant in S3:34-40."""
MEASURED = (
    "Измеряют, атлас не вычисляет: сведений о людях в записях нет, есть участия в сообществах, "
    "а участия — не люди: один человек бывает в нескольких сообществах."
)


def _find_places(fits: Callable[[Record], bool]) -> Callable[[Ledger], Sequence[str]]:
    """Return a function that finds the municipalities that have adopted fitting practices."""

    def find(ledger: Ledger) -> Sequence[str]:
        taken = {
            one.replication.municipality for one in list_replications(ledger) if fits(one.practice.record)
        }
        return [place for place in ledger.places if place in taken]

    return find


COUNTED: Mapping[str, Callable[[Ledger], Sequence[str]]] = {
    "replicating-municipalities": _find_places(lambda _: True),
    "replicating-municipalities-methodical": _find_places(
        lambda record: getattr(record, "sphere", None) == METHODICAL
    ),
}
"""By term of `computed_indicators`: the municipalities counted, in the order of the settings."""
