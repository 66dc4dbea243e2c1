"""Every kind of page of the atlas, with an address of each in a built site."""

from __future__ import annotations

from pathlib import Path

KINDS = (
    "home",
    "catalogue",
    "practice",
    "community",
    "centre",
    "municipality",
    "empty municipality",
    "municipalities",
    "help",
    "plan",
    "network",
    "indicator",
    "events",
    "report",
    "subject",
    "facets",
    "facet",
    "search",
    "glossary",
    "saved",
    "compare",
    "propose",
    "finding",
    "form",
    "table",
    "not found",
)
"""Kinds that look different from one another."""


def addresses(site: Path) -> dict[str, str]:
    """Return one address of every kind of page, the one with the most content if there are many."""
    return {
        "home": "",
        "catalogue": "practices/",
        "practice": _richest(site, "practices"),
        "community": _richest(site, "communities"),
        "centre": _richest(site, "resource_centres"),
        "municipality": _richest(site, "municipalities"),
        "empty municipality": "municipalities/starominsky/",
        "municipalities": "municipalities/",
        "help": "help/",
        "plan": "documents/plan-seti-matematiki/",
        "network": "networks/set-uchiteley-matematiki-stepi/",
        "indicator": _richest(site, "indicators"),
        "events": "events/",
        "report": "reports/roadmap/",
        "subject": _richest(site, "subjects"),
        "facets": "by/",
        "facet": "by/grade/7-klass/",
        "search": "search/",
        "glossary": "glossary/",
        "saved": "saved/",
        "compare": "compare/",
        "propose": "propose/",
        "finding": "findings/not-utf8/",
        "form": "propose/practices/",
        "table": "propose/table/",
        "not found": "no/such/page/",
    }


def like_others(site: Path) -> dict[str, str]:
    """Return addresses of kinds that look like one of `KINDS`, but are created differently."""
    return {
        "second page of a catalogue": "practices/page/2/",
        "other catalogues": "resource_centres/",
        "index of terms": "subjects/",
        "index of tags": "tags/",
        "tag": _richest(site, "tags"),
        "level": _richest(site, "levels"),
        "direction": _richest(site, "directions"),
        "kind of community": _richest(site, "community_kinds"),
        "kind of centre": _richest(site, "centre_kinds"),
        "findings": "findings/",
        "finding in words": "findings/symlink/",
        "documents": "documents/",
        "statuses": "statuses/",
        "reports": "reports/",
        "guide for contributors": "contributing/",
        "about": "about/",
        "contributing": "contributing/",
        "form for a community": "propose/communities/",
        "form for a centre": "propose/resource_centres/",
        "editors": "editors/",
        "tables": "tables/",
    }


def redirects(site: Path) -> list[str]:
    """Return the addresses that redirect to another."""
    pages = sorted(site.glob("practices/*/index.html"))
    leading = [page for page in pages if 'http-equiv="refresh"' in page.read_text(encoding="utf-8")]
    return [f"{page.parent.relative_to(site).as_posix()}/" for page in leading]


def _richest(site: Path, folder: str) -> str:
    """Return the address of the largest page of a folder."""
    pages = [path for path in (site / folder).glob("*/index.html") if path.parent.name != "page"]
    largest = max(pages, key=lambda path: (path.stat().st_size, path.parent.name))
    return f"{folder}/{largest.parent.name}/"
