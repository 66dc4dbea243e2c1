"""A review as Markdown for a comment on a forge, shortened until it fits, as text, and as JSON for programs.

The shape of the JSON is stable; `version` grows when it changes::

    {"version": 1, "base": "…", "head": "…",
     "verdict": {"decision": "accept|author|expert|nothing", "reasons": ["…"]},
     "records": [{"how": "added|changed|removed|renamed", "kind": "practice", "id": "x",
                  "path": "…", "before_path": "…", "title": "…",
                  "fields": [{"pointer": ["steps", 1, "text"], "title": "…", "before": …, "after": …}],
                  "findings": […], "advice": […],
                  "nearest": [{"path": "…", "title": "…", "title_share": 97, "text_share": 40,
                               "is_new": false}],
                  "editors": ["id"], "expert_reasons": ["…"], "hidden": false, "withdrawn": false,
                  "layout": {"added_comments": ["…"], "removed_comments": ["…"], "parts": ["…"]}}],
     "beside": […], "elsewhere": […], "by_former_rules": […],
     "others": [{"path": "…", "before": "…", "how": "changed"}],
     "connections": [{"appears": true, "source": "…", "target": "…", …}],
     "pages": {"records": ["practices/x/"], "related": […], "lists": […], "shared": […],
               "gone": ["practices/y/"],
               "titles": {"practices/x/": "…"}}}

Findings are as in `report.json`.
"""

import json
import re
from typing import Any

import msgspec

from generator.base.russian import count, plural
from generator.model.settings import Settings
from generator.review.model import Review, ReviewedRecord
from generator.review.report_limits import STEPS
from generator.review.report_view import HOW, ReviewReport
from generator.source.schema_files import Schemas

VERSION = 1
_EMPTY_LINES = re.compile(r"\n{3,}")
LIMIT = 65_000
"""Characters of a comment: GitHub accepts 65,536, and whoever posts it adds a few."""


def render_markdown(review: Review, settings: Settings, schemas: Schemas, *, limit: int = LIMIT) -> str:
    """Render a review as Markdown, shortened until it has at most `limit` characters.

    They are counted as JavaScript does; 0 means no limit. `schemas` provide the names of fields.
    """
    from generator.report.render import render_report  # noqa: PLC0415 - a report for programs does without Jinja2

    text = ""
    for limits in STEPS:
        report = ReviewReport(review=review, settings=settings, schemas=schemas, limits=limits)
        values = {"report": report, "review": review, "limits": limits, "hows": HOW}
        rendered = render_report("review.md.j2", count=count, plural=plural, **values)
        text = _EMPTY_LINES.sub("\n\n", rendered).rstrip("\n") + "\n"
        if not limit or len(text.encode("utf-16-le", errors="surrogatepass")) // 2 <= limit:
            break
    return text


def render_text(review: Review, settings: Settings, schemas: Schemas) -> str:
    """Render a review as plain text: complete, with what a forge folds in its place."""
    from generator.report.plain_text import plain_text  # noqa: PLC0415 - as above

    return plain_text(render_markdown(review, settings, schemas, limit=0))


def render_json(review: Review) -> str:
    """Render a review as JSON of the shape above, with a final newline."""
    titles = dict(sorted(review.pages.titles.items()))
    report = {
        "version": VERSION,
        "base": review.base,
        "head": review.head,
        "verdict": review.verdict,
        "records": [_describe_record(record) for record in review.records],
        "beside": review.beside,
        "elsewhere": review.elsewhere,
        "by_former_rules": review.by_former_rules,
        "others": [{"path": one.path, "how": one.how, "before": one.before} for one in review.others],
        "connections": review.connections,
        "pages": msgspec.structs.replace(review.pages, titles=titles),
    }
    text = json.dumps(report, ensure_ascii=False, indent=2, default=msgspec.structs.asdict) + "\n"
    return text.encode(errors="replace").decode()  # file names need not be valid text


def _describe_record(record: ReviewedRecord) -> dict[str, Any]:
    change = record.change
    return {
        "how": change.how,
        "kind": change.kind.name,
        "id": change.id,
        "path": change.path,
        "before_path": change.before_path,
        "title": change.title,
        "fields": change.fields,
        "findings": record.findings,
        "advice": record.advice,
        "nearest": record.nearest,
        "editors": [editor.id for editor in record.editors],
        "expert_reasons": record.expert_reasons,
        "hidden": record.hidden,
        "withdrawn": record.withdrawn,
        "layout": record.layout,
    }
