"""Posts the report of a check to its pull request, on GitHub's event of a finished workflow run.

The report is in an untrusted archive, of which only the expected files are read; it is itself untrusted, as
is the number in it, which counts only if GitHub's own data agree.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping

import msgspec

from generator.base.decode import decode_or
from generator.robots.github import GitHub, read_event
from generator.robots.review import UNLISTED, RequestReport, post_report

_WORKFLOW = ".github/workflows/check.yml"
NAME = "review"
REPORT, NUMBER = "review.md", "number"
_MAX_PACKED = 2 << 20
_MAX_BYTES = {REPORT: 1 << 20, NUMBER: 20}
_DIGITS = 9


class _Repository(msgspec.Struct, frozen=True):
    id: int


class _Run(msgspec.Struct, frozen=True):
    id: int
    event: str
    head_sha: str
    path: str
    head_repository: _Repository | None = None


class _Event(msgspec.Struct, frozen=True):
    workflow_run: _Run


class _End(msgspec.Struct, frozen=True):
    sha: str
    repo: _Repository | None = None


class _PullRequest(msgspec.Struct, frozen=True):
    number: int
    state: str
    head: _End
    changed_files: int = 0


class _File(msgspec.Struct, frozen=True):
    filename: str
    previous_filename: str = ""


class _Artifact(msgspec.Struct, frozen=True):
    id: int
    name: str
    size_in_bytes: int
    expired: bool


class _Artifacts(msgspec.Struct, frozen=True):
    artifacts: list[_Artifact]


class ArtifactReport(msgspec.Struct, frozen=True, kw_only=True):
    """Report of a check and the number of its pull request, as claimed by the archive."""

    text: str
    number: int


def answer_run(forge: GitHub, event: bytes, site: str) -> str:
    """Post or update the comment for the run named in an event; return what was done.

    `event` is GitHub's JSON, `site` the address of the atlas's site.

    Raises:
        AtlasError: GitHub refused, or it is another event.
    """
    run = read_event(event, _Event, "завершённой проверке", "comment.yml").workflow_run
    if run.event != "pull_request" or run.path.partition("@")[0] != _WORKFLOW:
        return "Это не проверка предложения: отвечать не на что."
    report = _load_report(forge, run.id)
    if report is None:
        return "Проверка не оставила отчёта: отвечать нечем."
    proposal = forge.api.get(f"pulls/{report.number}", _PullRequest)
    if not _is_current(proposal, run):
        return "Предложение за это время изменилось или отчёт не о нём: ответит следующая проверка."
    checked = RequestReport(
        number=report.number,
        commit=run.head_sha,
        text=report.text,
        names=_list_files(forge, proposal),
        run=f"{forge.address}/actions/runs/{run.id}",
    )
    return post_report(forge, checked, site)


def _is_current(proposal: _PullRequest, run: _Run) -> bool:
    """Return whether the run checked the pull request's latest commit."""
    same = proposal.head.repo == run.head_repository and run.head_repository is not None
    return same and proposal.state == "open" and proposal.head.sha == run.head_sha


def _list_files(forge: GitHub, proposal: _PullRequest) -> Iterator[str]:
    """Yield the files that a pull request touches, including their former names."""
    listed = 0
    for file in forge.api.list_all(f"pulls/{proposal.number}/files", _File):
        listed += 1
        yield from filter(None, (file.filename, file.previous_filename))
    if proposal.changed_files > listed:
        yield UNLISTED


def _load_report(forge: GitHub, run: int) -> ArtifactReport | None:
    """Return the report of a run of the check; None if there is no usable one."""
    path = f"actions/runs/{run}/artifacts"
    for one in forge.api.get(path, _Artifacts, name=NAME, per_page=100).artifacts:
        if one.name == NAME and not one.expired and one.size_in_bytes <= _MAX_PACKED:
            return read_report(forge.api.download(f"actions/artifacts/{one.id}/zip", _MAX_PACKED))
    return None


def read_report(data: bytes) -> ArtifactReport | None:
    """Read the report in an archive; None if the archive is not from a check.

    Nothing is written to disk, so names cannot escape a folder. Only the two expected files are read, each up
    to its limit.
    """
    held = decode_or(None, _unpack, data)
    if held is None:
        return None
    number = held[NUMBER].decode("ascii", errors="replace").strip()
    if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
        return None
    return ArtifactReport(text=held[REPORT].decode(errors="replace"), number=int(number))


def _unpack(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: _read(archive, name) for name in (REPORT, NUMBER)}


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(_MAX_BYTES[name] + 1)
    if len(data) > _MAX_BYTES[name]:
        message = f"{name} is too large"
        raise ValueError(message)
    return data
