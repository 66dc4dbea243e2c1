r"""The canonical form of a record: one value has one text, and the text is easy to read and to compare.

The form, exactly (`generator/site/theme/form/canonical.js` gives the same bytes; widths and
orders count code points):

1.  The first line is the modeline: `# yaml-language-server: $schema=` and the path of the kind's filled
    schema. Every line ends with `\n`, the last one with exactly one.
2.  A mapping is written in block style, its keys in the order of the schema, followed by keys that the
    schema does not know, sorted by code points. A list is written in block style two columns to the right
    of its key: `key:`, `  - item`. A mapping or list within a list begins on the line of its dash. Every
    level is indented by two columns. Empty ones are `{}` and `[]`.
3.  `null` is nothing at all after the colon or the dash (the word `null` at the top), booleans are `true`
    and `false`, numbers have the fewest decimal digits that give the number back, never an exponent, no
    `.0`, no `-0`.
4.  A string of one line is written *plain* where every YAML reader would read it as that string, see
    `scalars.is_plain`; a day `2026-09-01` and a month `2026-09` are plain too. Otherwise it is
    single-quoted. If its line would then exceed 100 columns, and somewhere a single space separates two
    characters that are not spaces, it is folded: `>-`, then lines of at most 100 columns, broken only
    at such spaces, as late as possible.
5.  A string with line ends is written as a literal block: `|-`, `|` or `|+` by the number of line ends at
    its end, with the indentation indicator `2` if it begins with a space, a tab or a line end.
6.  What cannot be written so is double-quoted on one line, with escapes: control characters, U+2028,
    U+2029, U+FEFF and U+FFFE (anywhere), a tab in a string of one line, a string of nothing but spaces and
    line ends, one whose last line is nothing but spaces, any string with line ends that is a key or the
    whole document. Half a surrogate pair, which no file can hold, becomes U+FFFD.
7.  A key is written like a string of one line, never folded. One longer than 1,000 characters as written
    follows `? `.
8.  Comments keep their place: on a line of their own before the key or item they precede, or after it on
    its line, two columns away; see `Comments`. They never change how values are written. Of blank lines,
    one is kept before and one after a comment on a line of its own; others are dropped.

`read_as_written` gives the same value for whatever `read_yaml` gives, as long as the text stays within the
limits of size and depth. Reading and writing it again gives the same text.
"""

from generator.canonical.comments import NONE, Comments
from generator.canonical.find_comments import find_comments
from generator.canonical.shape import Shape, shape_of
from generator.canonical.writer import write_record
from generator.model.kinds import Kind
from generator.source.schema_files import Schemas
from generator.source.yaml.problems import FileProblem
from generator.source.yaml.reader import Json, Parsed, Refusal, read_as_written, read_yaml

__all__ = ["NONE", "Comments", "Shape", "canonical_text", "format_text", "shape_of"]

_TOO_BIG = FileProblem(
    code="cannot-format",
    what="Запись не помещается в общий вид: с отступами файл станет слишком большим",
    allowed="Не больше 256 КиБ вместе с отступами.",
    action="Сократите запись: длинные перечни приложите ссылками. Файл не изменён.",
)


def canonical_text(value: Json, kind: Kind, schemas: Schemas, comments: Comments = NONE) -> str:
    """Return the canonical text of a record.

    The value is as `read_yaml` gives it; it need not follow the schema.

    Raises:
        KeyError: the kind has no schema.
        ValueError: a number is infinite or NaN.
    """
    return write_record(value, shape_of(kind, schemas), comments)


def format_text(data: bytes, shape: Shape) -> str | Refusal:
    """Return the canonical text of a record file, with the same value and comments.

    Returns:
        The text; or why the file, or its canonical text, cannot be read.
    """
    read = _read_remarked(data)
    if isinstance(read, Refusal):
        return read
    given = data.decode()
    text = write_record(read.value, shape, find_comments(given))
    if text != given and read_as_written(text) != read:
        return Refusal(notes=(_TOO_BIG,))
    return text


def _read_remarked(data: bytes) -> Parsed | Refusal:
    """Read a file; a comment that cuts off a value is no obstacle here, the check reports it."""
    read = read_yaml(data)
    if isinstance(read, Parsed) or any(note.code != "lost-text" for note in read.notes):
        return read
    return Parsed(value=read.value) if read.text.encode() == data else read
