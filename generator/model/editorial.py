"""How proposals are decided: which editors review them, and which questions experts are asked."""

from collections.abc import Collection

import msgspec


class Editor(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer of proposals: a post or a unit. An empty condition matches everything."""

    id: str
    title: str
    account: str | None = None
    email: str | None = None
    municipalities: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def conditions(self) -> int:
        """The number of conditions it has."""
        return sum(map(bool, (self.municipalities, self.subjects, self.kinds)))


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that an expert agrees with or not, and the document that it follows from."""

    text: str
    source: str | None = None


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """Expert review questions for some kinds of practice, or for all."""

    title: str
    questions: tuple[Question, ...]
    practice_kinds: tuple[str, ...] = ()


class Editorial(msgspec.Struct, frozen=True, kw_only=True):
    """The editors and checklists: `site_config/editors.yaml` and `site_config/checklists.yaml`."""

    editors: tuple[Editor, ...] = ()
    checklists: tuple[Checklist, ...] = ()

    def closest_editors(
        self, *, kind: str, municipality: str, subjects: Collection[str]
    ) -> tuple[Editor, ...]:
        """Return the editors for a record: among those whose conditions all hold, the most specific ones.

        The record is given by the name of its kind and by ids; `municipality` is empty where it names none.
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
