"""Changes of a record's file that are not changes of its values: comments, order of fields, line ends.

Readers of the site see none of them, but the repository is public: a comment may name a person.
"""

import json
from collections import Counter
from collections.abc import Iterator

import msgspec
import yaml

from generator.canonical.find_comments import list_comments
from generator.changes.records import RecordChange

_ORDER, _LINE_ENDS, _COMMENTS = "порядок полей", "переносы строк", "комментарии (они ниже)"
_REST, _MODE = "кавычки, отступы или деление на строки", "права файла"
_CRLF = b"\r\n"


class LayoutChange(msgspec.Struct, frozen=True, kw_only=True):
    """What changed in a file besides values.

    `added_comments` and `removed_comments` are the texts of comments. `parts` says in words what differs, if
    no value does; empty otherwise.
    """

    added_comments: tuple[str, ...] = ()
    removed_comments: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def compare_layout(change: RecordChange, before: bytes, after: bytes) -> LayoutChange:
    """Return what differs besides values between a record's former and current file; empty for none."""
    old, new = (Counter(_list_comments(data)) for data in (before, after))
    came, gone = tuple((new - old).elements()), tuple((old - new).elements())
    stays = change.how == "changed" and change.after is not None and change.before == change.after
    parts = tuple(_name_parts(change, before, after, commented=bool(came or gone))) if stays else ()
    return LayoutChange(added_comments=came, removed_comments=gone, parts=parts)


def _name_parts(change: RecordChange, before: bytes, after: bytes, *, commented: bool) -> Iterator[str]:
    ordered = json.dumps(change.before) == json.dumps(change.after)
    ended = (_CRLF in before) == (_CRLF in after)
    if not ordered:
        yield _ORDER
    if not ended:
        yield _LINE_ENDS
    if commented:
        yield _COMMENTS
    if ordered and ended and not commented:
        yield _MODE if before == after else _REST


def _list_comments(data: bytes) -> Iterator[str]:
    """Yield the comments of a file without their sign; none of one that cannot be read."""
    try:
        lines = list_comments(data.decode())
    except (UnicodeDecodeError, yaml.YAMLError):
        return
    yield from (text for line in lines if (text := line.lstrip("#").strip()))
