"""Formats the text of a record canonically."""

from __future__ import annotations

from generator.canonical.find_comments import find_comments
from generator.canonical.shape import Shape
from generator.canonical.writer import write_record
from generator.source.yaml.problems import FileProblem
from generator.source.yaml.reader import Parsed, Refusal, read_yaml

_TOO_BIG = FileProblem(
    code="cannot-format",
    what="Запись не помещается в общий вид: с отступами файл станет слишком большим",
    allowed="Не больше 256 КиБ вместе с отступами.",
    action="Сократите запись: длинные перечни приложите ссылками. Файл не изменён.",
)


def format_text(data: bytes, shape: Shape) -> str | Refusal:
    """Return the canonical text of a record file, with the same value and comments.

    Returns:
        The text; or why the file, or its canonical text, cannot be read.
    """
    read = read_yaml(data)
    if isinstance(read, Refusal):
        return read
    given = data.decode()
    text = write_record(read.value, shape, find_comments(given))
    if text != given and read_yaml(text.encode()) != Parsed(value=read.value):
        return Refusal(notes=(_TOO_BIG,))
    return text
