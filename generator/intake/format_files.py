"""Canonical form for the files of an atlas: reports which differ from it, and rewrites them when asked."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from generator.base.errors import explain_os_error
from generator.base.files import replace_file
from generator.canonical import format_text
from generator.canonical.shape import Shape, shape_of
from generator.model.findings import Finding, Problem, Severity
from generator.model.kinds import KINDS
from generator.source.locations import finding_of_file, finding_of_note
from generator.source.record_files import Source, Unloaded, sources
from generator.source.schema_files import read_schemas
from generator.source.yaml.reader import Refusal


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it is and in canonical form."""

    path: str
    given: str
    text: str


class Formatting(msgspec.Struct, kw_only=True):
    """The result: `paths` are the records examined, `changed` those rewritten.

    `differences` are those left unchanged because of `only_check`: each has its finding too.
    """

    paths: list[str] = []
    changed: list[str] = []
    differences: list[Difference] = []
    findings: list[Finding] = []


def format_records(root: Path, is_wanted: Callable[[str], bool], *, only_check: bool) -> Formatting:
    """Put the records of an atlas into canonical form, each file in one step; others stay untouched.

    Only wanted paths, as findings name them, count; with `only_check` nothing is changed.

    Raises:
        AtlasError: the schemas cannot be read.
    """
    schemas = read_schemas(root)
    shapes = {kind.name: shape_of(kind, schemas) for kind in KINDS}
    done = Formatting()
    for source in sources(root):
        if not is_wanted(source.path):
            continue
        if isinstance(source, Unloaded):
            done.findings.append(finding_of_file(source.path, source.problem))
        else:
            done.paths.append(source.path)
            _format(source, shapes[source.kind.name], done, only_check=only_check)
    return done


def _format(source: Source, shape: Shape, done: Formatting, *, only_check: bool) -> None:
    data = source.read()
    if isinstance(data, Unloaded):
        done.findings.append(finding_of_file(data.path, data.problem))
        return
    text = format_text(data, shape)
    if isinstance(text, Refusal):
        done.findings.extend(finding_of_note(source.path, data, note) for note in text.notes)
    elif text.encode() == data:
        return
    elif only_check:
        difference = Difference(path=source.path, given=data.decode(), text=text)
        done.differences.append(difference)
        done.findings.append(_differs(difference))
    else:
        _rewrite(source, text, done)


def _rewrite(source: Source, text: str, done: Formatting) -> None:
    try:
        replace_file(source.file, text.encode())
    except OSError as error:
        why = explain_os_error(error)
        problem = Problem(
            code="cannot-write",
            what=f"Не удалось записать файл: {why.what}",
            allowed="Файл и папка, открытые для записи.",
            action=f"{why.action}. Файл не изменён.",
        )
        done.findings.append(finding_of_file(source.path, problem))
    else:
        done.changed.append(source.path)


def _differs(difference: Difference) -> Finding:
    """Return the finding for a record that is not in canonical form: it points to the first such line."""
    mine, theirs = difference.given.split("\n"), difference.text.split("\n")
    pairs = enumerate(zip(mine, theirs, strict=False))
    line = next((number for number, (one, other) in pairs if one != other), min(len(mine), len(theirs)) - 1)
    return Finding(
        path=difference.path,
        line=line + 1,
        column=1,
        code="not-canonical",
        severity=Severity.WARNING,
        what="Запись не в общем виде: с этой строки порядок полей, отступы или кавычки другие",
        allowed="Вид, в который записи приводит «atlas fmt»: значения и примечания от этого не меняются.",
        action=f"Выполните команду «atlas fmt {difference.path}»",
        source_line=mine[line].rstrip("\r"),
        width=max(1, len(mine[line].rstrip())),
    )
