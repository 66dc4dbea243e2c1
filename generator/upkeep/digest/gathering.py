"""Gathers the news between two states of the atlas, as readers would see them."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.russian import collation_key
from generator.changes import RecordChange
from generator.model.kinds import Kind
from generator.model.settings import Settings
from generator.source.yaml.reader import Json

SERVICE_FIELDS = frozenset({"added", "updated", "verified_on", "redirect_from"})
"""Fields whose change is no news for readers."""
_FIRST_STAGE = "identified"


class What(enum.StrEnum):
    """What happened to a record, as readers see it."""

    NEW = "new"
    CHANGED = "changed"
    ARCHIVED = "archived"


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What happened to one record. Places, subjects and kinds are ids; `fields` are titles of what changed.

    `address` is inside the site; for an archived record it is «»: its page is gone, or leads elsewhere.
    """

    what: What
    kind: Kind
    title: str
    summary: str
    municipality: str
    subjects: Sequence[str]
    address: str
    fields: Sequence[str]
    sample: bool


@dataclass(frozen=True, kw_only=True)
class Digest:
    """The news, by what happened; each list in the order of titles."""

    news: Sequence[News] = field(repr=False)

    def of(self, what: str) -> list[News]:
        """Return the news of one sort."""
        return [one for one in self.news if one.what == what]

    def only(self, *, subject: str = "", municipality: str = "") -> Digest:
        """Return the news of a subject, of a municipality, or of both; «» leaves the choice open."""
        return Digest(
            news=[
                one
                for one in self.news
                if (not subject or subject in one.subjects)
                and (not municipality or municipality == one.municipality)
            ]
        )


def digest_of(changes: Sequence[RecordChange], settings: Settings) -> Digest:
    """Return the digest of changed records.

    Args:
        changes: what differs between two states of the atlas.
        settings: they say which stages and kinds readers see, in both states.
    """
    found = [news for change in changes if (news := _news(change, settings)) is not None]
    order = list(What)
    return Digest(
        news=sorted(found, key=lambda one: (order.index(one.what), collation_key(one.title), one.address))
    )


def _news(change: RecordChange, settings: Settings) -> News | None:
    was, is_now = (_is_seen(value, change.kind, settings) for value in (change.before, change.after))
    fields = tuple(
        dict.fromkeys(
            one.title.partition(",")[0] for one in change.fields if one.pointer[:1] not in _SERVICE_POINTERS
        )
    )
    if is_now:
        what = What.CHANGED if was else What.NEW
        if was and not fields:
            return None
    elif was:
        what = What.ARCHIVED
    else:
        return None
    return _told(what, change, fields if what is What.CHANGED else ())


_SERVICE_POINTERS = frozenset((name,) for name in SERVICE_FIELDS)


def _told(what: What, change: RecordChange, fields: Sequence[str]) -> News:
    value = change.value
    subjects = value.get("subjects")
    return News(
        what=what,
        kind=change.kind,
        title=change.title,
        summary=_text(value, "summary"),
        municipality=_text(value, "municipality"),
        subjects=[one for one in subjects if isinstance(one, str)] if isinstance(subjects, list) else [],
        address="" if what is What.ARCHIVED else change.kind.address(change.id),
        fields=fields,
        sample=value.get("sample") is True,
    )


def _is_seen(value: Mapping[str, Json] | None, kind: Kind, settings: Settings) -> bool:
    """Return whether readers see a record of this value: published, not replaced, of a kind that is on."""
    if value is None or not settings.atlas.kinds[kind.name].enabled or value.get("replaced_by"):
        return False
    if not kind.stage_vocabulary:
        return True
    stage = settings.vocabularies[kind.stage_vocabulary].by_id.get(_text(value, "stage") or _FIRST_STAGE)
    return stage is not None and stage.public


def _text(value: Mapping[str, Json], key: str) -> str:
    found = value.get(key)
    return " ".join(found.split()) if isinstance(found, str) else ""
