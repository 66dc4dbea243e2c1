"""The digest: news for readers since a day: records that appeared, changed or left the site.

What is new follows from the field `added`: records moved from elsewhere, or into other files, are no news,
whatever git says; nor is a change made in the same way to many records. A proposal that was still waiting for
its editor on the day of the last digest is news all the same.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from generator.base.russian import collation_key, fold_text, is_partial_date
from generator.changes.fields import FieldChange
from generator.changes.records import RecordChange
from generator.model.kinds import KINDS, Kind
from generator.model.settings import Settings
from generator.model.tally import Tally
from generator.source.yaml.reader import Json

_SERVICE_FIELDS = frozenset({("added",), ("updated",), ("verified_on",), ("redirect_from",)})
"""Fields whose changes are no news for readers."""
_MANY = 5
"""This many records changed in the same way were migrated, not individually edited."""
_WAITED = dt.timedelta(days=90)
"""How long a proposal may wait: its record, added before the day of the digest, was merged after it."""
_MOST_LATE = 20
"""This many late records at once were moved here."""
_FIRST_STAGE = "identified"
_NO_SUBJECT = "Без предмета"
_NO_PLACE = "Без муниципалитета"
_WHOLE = "*"
"""Stands for the municipality of records of the whole region; no id looks like it."""


class NewsKind(enum.StrEnum):
    """What happened to a record, from a reader's view."""

    NEW = "new"
    CHANGED = "changed"
    ARCHIVED = "archived"


class News(msgspec.Struct, frozen=True, kw_only=True):
    """News about one record. Place, subjects and kind are ids; `fields` are titles of changed fields.

    `address` is inside the site; empty for an archived record, whose page is gone or redirects.
    """

    what: NewsKind
    kind: Kind
    title: str
    summary: str
    municipality: str
    subjects: Sequence[str]
    address: str
    fields: Sequence[str]
    sample: bool


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """The news, by what happened; each list sorted by title, with samples last."""

    news: Sequence[News]

    def of(self, what: str) -> list[News]:
        """Return the news of one kind."""
        return [one for one in self.news if one.what == what]

    def tally(self, what: str) -> Tally:
        """Count the records that news of one kind are about."""
        return Tally.of(one.sample for one in self.of(what))

    def count_records(self, what: str) -> str:
        """Return how many records news of one kind are about: «2 записи и 3 учебных примера»."""
        tally = self.tally(what)
        return tally.words("запись", "записи", "записей") if tally.real else tally.sample_words

    def select(self, *, subject: str = "", municipality: str = "") -> Digest:
        """Return the news of a subject, of a municipality, or of both; empty values select all.

        News of a selected subject name no other, so that grouped by subject they are in one group.
        """
        return Digest(
            news=[
                replace(one, subjects=[subject]) if subject else one
                for one in self.news
                if (not subject or subject in one.subjects)
                and (not municipality or municipality == one.municipality)
            ]
        )


def digest_changes(
    changes: Sequence[RecordChange], settings: Settings, since: dt.date | None = None
) -> Digest:
    """Return the digest of changed records; those added before `since` are not new.

    The settings say which stages and kinds readers see, in both revisions.
    """
    migrated, moved = _find_migrated(changes), _find_moved(changes)
    late = _find_late(changes, since) if since else frozenset()
    context = _Context(settings=settings, since=since, migrated=migrated, moved=moved, late=late)
    found = [news for change in changes if (news := _find_news(change, context)) is not None]
    order = list(NewsKind)
    return Digest(
        news=sorted(
            found,
            key=lambda one: (order.index(one.what), one.sample, collation_key(one.title), one.address),
        )
    )


class _Context(msgspec.Struct, frozen=True, kw_only=True):
    """Data needed to find news.

    `migrated` are changes of fields, `moved` the paths of moved records, `late` those of records whose
    proposals waited.
    """

    settings: Settings
    since: dt.date | None
    migrated: frozenset[str]
    moved: frozenset[str]
    late: frozenset[str]


def _find_news(change: RecordChange, context: _Context) -> News | None:
    was, is_now = (_is_seen(value, change.kind, context.settings) for value in (change.before, change.after))
    fields = tuple(
        dict.fromkeys(
            one.title.partition(",")[0]
            for one in change.fields
            if one.pointer[:1] not in _SERVICE_FIELDS and _signature_of(one) not in context.migrated
        )
    )
    if is_now and was:
        return _describe(NewsKind.CHANGED, change, fields) if fields else None
    if is_now:
        return _describe(NewsKind.NEW, change, ()) if _is_new(change, context) else None
    return _describe(NewsKind.ARCHIVED, change, ()) if was and change.path not in context.moved else None


def _is_new(change: RecordChange, context: _Context) -> bool:
    """Return whether a record that became visible is new, including one that waited unseen."""
    if change.before is not None or context.since is None:
        return True
    added = _read_text(change.value, "added")
    if not is_partial_date(added):
        return change.path not in context.moved
    return added >= context.since.isoformat() or change.path in context.late - context.moved


def _find_late(changes: Sequence[RecordChange], since: dt.date) -> frozenset[str]:
    """Return the paths of records merged after a day but dated shortly before it."""
    earliest, latest = (since - _WAITED).isoformat(), since.isoformat()
    came = [one for one in changes if one.before is None and one.how == "added"]
    late = [one.path for one in came if earliest <= _read_text(one.value, "added") < latest]
    return frozenset(late) if len(late) < _MOST_LATE else frozenset()


def _find_migrated(changes: Sequence[RecordChange]) -> frozenset[str]:
    counted = Counter(
        signature for change in changes for signature in {_signature_of(one) for one in change.fields}
    )
    return frozenset(signature for signature, number in counted.items() if number >= _MANY)


def _signature_of(change: FieldChange) -> str:
    """Return a key that is equal for records whose field was changed in the same way."""
    place = [step for step in change.pointer if isinstance(step, str)]
    return repr((place, change.before, change.after))


def _find_moved(changes: Sequence[RecordChange]) -> frozenset[str]:
    """Return both paths of each move: a removed record, and an added one with its title or address."""
    heirs = {(one.kind.name, fold_text(one.title)): one.path for one in changes if one.how == "added"}
    for one in changes:
        kept = (one.after or {}).get("redirect_from")
        heirs |= {("", str(address)): one.path for address in (kept if isinstance(kept, list) else ())}
    moved: set[str] = set()
    for one in changes:
        heir = heirs.get((one.kind.name, fold_text(one.title))) or heirs.get(("", one.kind.address(one.id)))
        if one.how == "removed" and heir:
            moved |= {one.path, heir}
    return frozenset(moved)


def _describe(what: NewsKind, change: RecordChange, fields: Sequence[str]) -> News:
    value = change.value
    subjects = value.get("subjects")
    return News(
        what=what,
        kind=change.kind,
        title=change.title,
        summary=_read_text(value, "summary"),
        municipality=_read_text(value, "municipality"),
        subjects=[one for one in subjects if isinstance(one, str)] if isinstance(subjects, list) else [],
        address="" if what is NewsKind.ARCHIVED else change.kind.address(change.id),
        fields=fields,
        sample=value.get("sample") is True,
    )


def _is_seen(value: Mapping[str, Json] | None, kind: Kind, settings: Settings) -> bool:
    """Return whether readers see a record: published, not replaced, of an enabled kind."""
    if value is None or not settings.atlas.kinds[kind.name].enabled or value.get("replaced_by"):
        return False
    if value.get("sample") is True and not settings.atlas.shows_samples:
        return False
    if not kind.stage_vocabulary:
        return True
    stage = settings.vocabularies[kind.stage_vocabulary].by_id.get(_read_text(value, "stage") or _FIRST_STAGE)
    return stage is not None and stage.public


def _read_text(value: Mapping[str, Json], key: str) -> str:
    found = value.get(key)
    return " ".join(found.split()) if isinstance(found, str) else ""


def _by_kind(news: Sequence[News], settings: Settings) -> list[tuple[str, list[News]]]:
    titles = {kind.name: settings.atlas.kinds[kind.name].title for kind in KINDS}
    return _group(news, titles, lambda one: [one.kind.name])


def _by_subject(news: Sequence[News], settings: Settings) -> list[tuple[str, list[News]]]:
    terms = settings.vocabularies["subjects"].terms
    titles = {**{term.id: term.title for term in terms}, "": _NO_SUBJECT}
    return _group(news, titles, lambda one: [name if name in titles else "" for name in one.subjects or [""]])


def _by_municipality(news: Sequence[News], settings: Settings) -> list[tuple[str, list[News]]]:
    whole = settings.atlas.region.whole_title
    places = {place.id: place.title for place in settings.municipalities}
    titles = {**places, _WHOLE: whole, "": _NO_PLACE}

    def key(one: News) -> str:
        if one.municipality:
            return one.municipality if one.municipality in places else ""
        return _WHOLE if settings.record_fields[one.kind.name].has_place else ""

    return _group(news, titles, lambda one: [key(one)])


def _group(
    news: Sequence[News], titles: Mapping[str, str], keys: Callable[[News], Iterable[str]]
) -> list[tuple[str, list[News]]]:
    groups: dict[str, list[News]] = {key: [] for key in titles}
    for one in news:
        for key in dict.fromkeys(keys(one)):
            groups[key].append(one)
    return [(titles[key], found) for key, found in groups.items() if found]


Grouping = Callable[[Sequence[News], Settings], list[tuple[str, list[News]]]]
GROUPINGS: Mapping[str, Grouping] = {
    "kind": _by_kind,
    "subject": _by_subject,
    "municipality": _by_municipality,
}
"""Each returns groups with their titles; news may be in several groups, and no group is empty."""
