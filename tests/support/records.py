"""Typed records and settings for tests, which only give the fields they are about."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from support.atlases import REFERENCE

from generator.check.settings_check import load_ruleset
from generator.model.catalogue import Entry, entry_with
from generator.model.kinds import COMMUNITY, DOCUMENT, PRACTICE, RESOURCE_CENTRE, Kind
from generator.model.settings import Settings
from generator.source.schema_files import read_schemas

REPOSITORY = Path(__file__).resolve().parents[2]


@cache
def own_settings() -> Settings:
    """Return the settings of this repository's atlas."""
    settings = load_ruleset(REFERENCE, read_schemas(REPOSITORY)).settings
    assert settings is not None
    return settings


def practice(record_id: str, **fields: object) -> Entry[Any]:
    """Return a practice with a municipality, an id and the given fields, without other optional fields."""
    required = {"contact": None, "problem": "Проблема", "steps": (), "stage": "placed"}
    return _entry(PRACTICE, record_id, required | fields)


def community(record_id: str, **fields: object) -> Entry[Any]:
    """Return a municipal community."""
    return _entry(COMMUNITY, record_id, {"level": "municipal"} | fields)


def centre(record_id: str, **fields: object) -> Entry[Any]:
    """Return a resource centre."""
    return _entry(RESOURCE_CENTRE, record_id, fields)


def document(record_id: str, **fields: object) -> Entry[Any]:
    """Return a document of which only the id, the title and the given fields matter."""
    known: dict[str, Any] = {"id": record_id, "title": f"Запись {record_id}"} | fields
    return entry_with(DOCUMENT, DOCUMENT.record_type(**known), f"content/documents/{record_id}.yaml")


def _entry(kind: Kind, record_id: str, fields: dict[str, Any]) -> Entry[Any]:
    common: dict[str, Any] = {
        "id": record_id,
        "title": f"Запись {record_id}",
        "summary": "Кратко",
        "municipality": "krasnodar",
        "organisation": None,
    }
    path = f"content/{kind.folder}/{record_id}.yaml"
    return entry_with(kind, kind.record_type(**(common | fields)), path)
