"""How proposals are decided: who looks at them, and what experts are asked."""

from __future__ import annotations

from collections.abc import Collection

import msgspec


class Editor(msgspec.Struct, frozen=True, kw_only=True):
    """Who looks at proposals: a post or a unit. What is not named does not matter to it."""

    id: str
    title: str
    account: str | None = None
    email: str | None = None
    municipalities: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def conditions(self) -> int:
        """How many things matter to it."""
        return sum(map(bool, (self.municipalities, self.subjects, self.kinds)))


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with which an expert agrees or not, and the document from which it follows."""

    text: str
    source: str | None = None


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """Questions of an expertise to practices of some kinds, or to any."""

    title: str
    questions: tuple[Question, ...]
    practice_kinds: tuple[str, ...] = ()


class Editorial(msgspec.Struct, frozen=True, kw_only=True):
    """How proposals are decided: `site_config/editors.yaml` and `site_config/checklists.yaml`."""

    editors: tuple[Editor, ...] = ()
    checklists: tuple[Checklist, ...] = ()

    def closest_editors(
        self, *, kind: str, municipality: str, subjects: Collection[str]
    ) -> tuple[Editor, ...]:
        """Return who is asked about a record: those whose conditions all hold, only the most particular ones.

        The record is told by the name of its kind and by ids; `municipality` is empty where it names none.
        """
        fitting = [
            editor
            for editor in self.editors
            if (not editor.kinds or kind in editor.kinds)
            and (not editor.municipalities or municipality in editor.municipalities)
            and (not editor.subjects or not set(editor.subjects).isdisjoint(subjects))
        ]
        closest = max((editor.conditions for editor in fitting), default=0)
        return tuple(editor for editor in fitting if editor.conditions == closest)
