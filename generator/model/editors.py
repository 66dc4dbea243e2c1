"""Who at the atlas looks at a record: the editors whose conditions fit it best."""

from __future__ import annotations

from collections.abc import Collection

from generator.model.settings import Editor, Editorial


def closest_editors(
    editorial: Editorial, *, kind: str, municipality: str, subjects: Collection[str]
) -> tuple[Editor, ...]:
    """Return who is asked about a record: those whose conditions all hold, only the most particular ones.

    Args:
        editorial: who decides about what.
        kind: the name of the record's kind.
        municipality: the id of its municipality; empty where it names none.
        subjects: the ids of its subjects.
    """
    fitting = [
        editor
        for editor in editorial.editors
        if (not editor.kinds or kind in editor.kinds)
        and (not editor.municipalities or municipality in editor.municipalities)
        and (not editor.subjects or not set(editor.subjects).isdisjoint(subjects))
    ]
    closest = max(map(_conditions, fitting), default=0)
    return tuple(editor for editor in fitting if _conditions(editor) == closest)


def _conditions(editor: Editor) -> int:
    return sum(map(bool, (editor.municipalities, editor.subjects, editor.kinds)))
