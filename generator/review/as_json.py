"""A review for programs.

The shape is stable; `version` grows when it changes::

    {"version": 1, "base": "…", "head": "…",
     "verdict": {"decision": "accept|author|expert", "reasons": ["…"]},
     "records": [{"how": "added|changed|removed|renamed", "kind": "practice", "id": "x",
                  "path": "…", "before_path": "…", "title": "…",
                  "fields": [{"pointer": ["steps", 1, "text"], "title": "…", "before": …, "after": …}],
                  "findings": […], "advice": […],
                  "nearest": [{"path": "…", "title": "…", "title_share": 97, "text_share": 40,
                               "is_new": false}],
                  "editors": ["id"], "expert_reasons": ["…"], "hidden": false,
                  "withdrawn": false}],
     "beside": […], "elsewhere": […], "by_former_rules": […],
     "others": [{"path": "…", "before": "…", "how": "changed"}],
     "connections": [{"appears": true, "source": "…", "target": "…", …}],
     "pages": {"records": ["practices/x/"], "related": […], "lists": […], "shared": […],
               "gone": ["practices/y/"],
               "titles": {"practices/x/": "…"}}}

Findings are as in `report.json`.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from generator.review.model import Review, ReviewedRecord

VERSION = 1


def render_json(review: Review) -> str:
    """Return a review as JSON of the shape above, ending with a line end."""
    report = {
        "version": VERSION,
        "base": review.base,
        "head": review.head,
        "verdict": msgspec.structs.asdict(review.verdict),
        "records": [_record(record) for record in review.records],
        "beside": [msgspec.structs.asdict(finding) for finding in review.beside],
        "elsewhere": [msgspec.structs.asdict(finding) for finding in review.elsewhere],
        "by_former_rules": [msgspec.structs.asdict(finding) for finding in review.by_former_rules],
        "others": [
            {"path": change.path, "how": change.how, "before": change.before} for change in review.others
        ],
        "connections": [msgspec.structs.asdict(connection) for connection in review.connections],
        "pages": {
            **msgspec.structs.asdict(review.pages),
            "titles": dict(sorted(review.pages.titles.items())),
        },
    }
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    return text.encode(errors="replace").decode()  # names of files may be no text


def _record(record: ReviewedRecord) -> dict[str, Any]:
    change = record.change
    return {
        "how": change.how,
        "kind": change.kind.name,
        "id": change.id,
        "path": change.path,
        "before_path": change.before_path,
        "title": change.title,
        "fields": [msgspec.structs.asdict(field) for field in change.fields],
        "findings": [msgspec.structs.asdict(finding) for finding in record.findings],
        "advice": [msgspec.structs.asdict(finding) for finding in record.advice],
        "nearest": [msgspec.structs.asdict(near) for near in record.nearest],
        "editors": [editor.id for editor in record.editors],
        "expert_reasons": list(record.expert_reasons),
        "hidden": record.hidden,
        "withdrawn": record.withdrawn,
    }
