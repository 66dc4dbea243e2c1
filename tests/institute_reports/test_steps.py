"""`c11`: each of the sixteen steps of Ц-11 is proved by the records that it requires, and by no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import lxml.html
from support.pages import AS_OF, all_drafts, catalogue, make_page, record, site_index, tree, words

from generator.institute_reports.c11 import report_c11
from generator.institute_reports.ledger import ReportWish, open_ledger
from generator.institute_reports.tables import PageLink, ReportPart
from generator.model.catalogue import Entry
from generator.model.kinds import COMMUNITY, DOCUMENT, EVENT, NETWORK, PRACTICE, Kind

_GROUP: Mapping[str, Any] = {"prepared_with": ["group"]}
_ASKED = {"asked_on": "2026-05-01", "by": "organisation", "municipality": "sochi", "state": "under-way"}
_SHOWN: Sequence[tuple[Kind, Mapping[str, Any]]] = (
    (COMMUNITY, {"joining": "Напишите руководителю.", "added": "2026-03-01"}),
    (COMMUNITY, {"founded": "2026-03"}),
    (DOCUMENT, {"kind": "programme", "about": ["community/group"]}),
    (COMMUNITY, {"represented_in": ["Совет при министерстве"], "added": "2026-03-01"}),
    (DOCUMENT, {"kind": "order", **_GROUP}),
    (EVENT, {"kind": "survey", "communities": ["group"], "starts": "2026-03"}),
    (DOCUMENT, {"kind": "terms-of-reference", **_GROUP}),
    (DOCUMENT, {"kind": "expert-request"}),
    (EVENT, {"kind": "legal-advice", "starts": "2026-03-01"}),
    (DOCUMENT, {"kind": "protocol", "agreed_with": ["group"]}),
    (DOCUMENT, {"kind": "grant-decision"}),
    (PRACTICE, {"accompaniment": [_ASKED], "added": "2026-03-01"}),
    (DOCUMENT, {"kind": "publication", "medium": "television"}),
    (DOCUMENT, {"kind": "contract", "about": ["network/net"]}),
    (DOCUMENT, {"kind": "plan", "follows": "step-14"}),
    (DOCUMENT, {"kind": "report", "follows": "step-15"}),
)
"""What shows each step, in their order; a plan follows the document of a network, a report the plan."""


def shown(day: str) -> Iterator[Entry[Any]]:
    """Yield the records that prove the steps, dated documents, and the records that they refer to."""
    yield record(COMMUNITY, "group")
    yield record(NETWORK, "net")
    for number, (kind, fields) in enumerate(_SHOWN, start=1):
        dated = {"date": day} if kind is DOCUMENT else {}
        yield record(kind, f"step-{number}", **dated, **fields)


def report(*entries: Entry[Any], as_of: dt.date = AS_OF) -> ReportPart:
    return report_c11(open_ledger(catalogue(*entries), ReportWish(as_of=as_of)))


def test_each_step_is_shown_by_its_records_and_no_others() -> None:
    steps, *lists = report(*shown("2026-03-01")).tables
    assert [row[2] for row in steps.rows] == ["есть за год"] * 16
    assert {
        one.anchor: [cell.value for cell, *_ in one.rows if isinstance(cell, PageLink)] for one in lists
    } == {f"step-{number}": [f"Запись step-{number}"] for number in range(1, 17)}
    assert [row[1] for row in lists[12].rows] == ["Публикация в СМИ (телевизионное)"]


def test_a_step_is_of_this_year_earlier_or_not_at_all() -> None:
    steps, *lists = report(*shown("2024-03-01")).tables
    states = {row[0]: row[2:] for row in steps.rows}
    assert states[5] == ("раньше", 0, PageLink(1, "#step-5"))
    assert states[9] == ("есть за год", PageLink(1, "#step-9"), PageLink(1, "#step-9"))
    assert {one.rows[0][-1] for one in lists} == {"да", "раньше"}
    assert {row[2:] for row in report().tables[0].rows} == {("нет", 0, 0)}
    before = report(*shown("2026-03-01"), as_of=dt.date(2026, 2, 1))
    assert {row[3] for row in before.tables[0].rows} == {0}


def test_each_count_leads_to_the_records_that_it_counts() -> None:
    index = site_index(catalogue(*shown("2026-03-01")))
    (draft,) = (one for one in all_drafts(index) if one.address == "reports/c11/")
    page: lxml.html.HtmlElement = tree(make_page(index, draft))
    counts = page.xpath("//table//a[starts-with(@href, '#')]")
    assert len(counts) == 32
    for count in counts:
        (part,) = page.xpath(f"//details[@id='{count.get('href')[1:]}']")
        assert len(part.xpath(".//tbody/tr")) == int(words(count))
