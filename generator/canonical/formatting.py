"""Puts the text of a record into canonical form."""

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
    """Return the canonical text of a record file: the same value, the same comments.

    Args:
        data: the bytes of the file, whatever they are.
        shape: the shape of its kind.

    Returns:
        The text; or the reasons why the file cannot be read, or why its canonical text could not be.
    """
    read = read_yaml(data)
    if isinstance(read, Refusal):
        return read
    given = data.decode()
    text = write_record(read.value, shape, find_comments(given))
    if text != given and read_yaml(text.encode()) != Parsed(value=read.value):
        return Refusal(notes=(_TOO_BIG,))
    return text
