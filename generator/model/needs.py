"""What teachers seek help with, and which records answer it."""

from collections.abc import Sequence

import msgspec

from generator.model.records.common import Record

_LISTS = ("audience", "directions", "education_levels", "tags")
"""Fields that needs and records share: one value in common is enough."""


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """A need, answered by records with any of its values; terms are those of the vocabularies."""

    id: str
    title: str
    audience: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    education_levels: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    any_subject: bool = False
    except_subjects: tuple[str, ...] = ()
    """Values of `subjects` that do not count as subjects."""

    @property
    def asks(self) -> bool:
        """Whether any record could answer the need."""
        return self.any_subject or bool(self.services) or any(getattr(self, name) for name in _LISTS)

    def is_met_by(self, record: Record) -> bool:
        """Return whether a record, of a kind that gives help, answers the need."""
        if any(_share(getattr(self, name), getattr(record, name)) for name in _LISTS):
            return True
        services: Sequence[object] = getattr(record, "services", ())
        if self.services and _share(self.services, [getattr(one, "kind", None) for one in services]):
            return True
        return self.any_subject and bool({*record.subjects} - {*self.except_subjects})


class Needs(msgspec.Struct, frozen=True, kw_only=True):
    """`site_config/needs.yaml`: the needs in the order in which readers see them."""

    needs: tuple[Need, ...] = ()


def _share(wanted: Sequence[str], held: Sequence[str | None]) -> bool:
    return not {*wanted}.isdisjoint(held)
