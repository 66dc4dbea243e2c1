"""The pages of the guide to findings: an index, and a page for each code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import dedent

import msgspec

from generator.model import addresses
from generator.report.guide import CodeGroup, Excerpt, Explanation, code_groups, consequence_of, examples
from generator.site.pages import Draft, Heading, Link, Page
from generator.site.views.items import Group, Item
from generator.site.views.site import Site

TITLE = "Замечания проверки"
SECTION = "about"
_LINK = Link(TITLE, addresses.FINDINGS)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A finding in parts: what is wrong and where, the line with a caret, what to do."""

    head: str
    source: str
    advice: Sequence[str]

    @classmethod
    def of(cls, said: str) -> Answer:
        """Split the text of a finding."""
        head, *rest = said.split("\n")
        carets = [place for place, line in enumerate(rest, start=1) if not line.strip(" ^")]
        source = carets[0] if carets else 0
        return cls(
            head=head,
            source=dedent("\n".join(rest[:source])),
            advice=tuple(line.strip() for line in rest[source:]),
        )


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """An example: an excerpt of a file or, if no file can show it, words."""

    title: str
    anchor: str
    excerpt: Excerpt | None
    words: str = ""
    answer: Answer | None = None


class FindingView(msgspec.Struct, frozen=True, kw_only=True):
    """What `finding.html.j2` shows of one code; `others` are the codes of the same group."""

    explanation: Explanation
    outcome: str
    shown: Sequence[Shown]
    subject: str
    others: Sequence[Item]


def finding_drafts() -> Iterator[Draft]:
    """Yield the drafts of the index of findings and of the page of each code."""
    yield Draft(addresses.FINDINGS, SECTION, _index)
    for group in code_groups():
        for one in group.findings:
            view = partial(_page, group=group, one=one)
            yield Draft(addresses.finding(one.code), SECTION, view)


def _index(site: Site) -> Page:
    groups = code_groups()
    return Page(
        address=addresses.FINDINGS,
        section=SECTION,
        title=TITLE,
        description="Что значат замечания проверки: почему они есть, что неправильно и как правильно.",
        template="findings.html.j2",
        view=tuple(Group(group.title, tuple(map(_item, group.findings)), group.id) for group in groups),
        breadcrumbs=(site.home(), _LINK),
        contents=tuple(Heading(group.title, group.id) for group in groups),
    )


def _page(site: Site, group: CodeGroup, one: Explanation) -> Page:
    address = addresses.finding(one.code)
    return Page(
        address=address,
        section=SECTION,
        title=one.title,
        description=one.why,
        template="finding.html.j2",
        view=FindingView(
            explanation=one,
            outcome=consequence_of(one.code),
            shown=_examples(one),
            subject=group.title,
            others=tuple(_item(other) for other in group.findings if other is not one),
        ),
        breadcrumbs=(site.home(), _LINK, Link(one.title, address)),
    )


def _examples(one: Explanation) -> tuple[Shown, Shown]:
    example = examples().get(one.code)
    return (
        Shown(
            title="Неправильно",
            anchor="wrong",
            excerpt=example.wrong if example else None,
            words=one.wrong,
            answer=Answer.of(example.said) if example else None,
        ),
        Shown(title="Правильно", anchor="right", excerpt=example.right if example else None, words=one.right),
    )


def _item(one: Explanation) -> Item:
    return Item(one.title, addresses.finding(one.code), note=one.code)
