"""The workflows of a region: a few lines that call those of the generator's repository at the installed tag.

If a region's forge cannot reach that repository, the region gets the workflows themselves.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.base.template_cache import TEMPLATE_CACHE
from generator.source.package_files import package_text

PUBLISH = ".ci/publish_rsync"
_GITHUB = ("check.yml", "comment.yml", "links.yml", "proposal.yml", "publish.yml")
_FOLDER = ".github/workflows"
_FORGEJO_FOLDER, _FORGEJO = ".forgejo/workflows", ("check.yml", "publish.yml")
_GITEA_FOLDER = ".gitea/workflows"
_RUNNERS = {"forgejo": "docker", "gitea": "ubuntu-latest"}
"""Default names of a forge's runners."""
_GITLAB, _GITLAB_PART = ".gitlab-ci.yml", ".gitlab/atlas.yml"

_SOURCE = re.compile(r"git\+(?P<address>https?://[^@#]+?)(?:\.git)?@(?P<ref>[^@#]+)")
_NAME = re.compile(r"^name: (.+)$", re.MULTILINE)
_EVENTS = re.compile(r"^on:\n((?:[ #].*\n)+)", re.MULTILINE)
_CALL = re.compile(r"^  workflow_call:.*\n", re.MULTILINE)
_RIGHT = re.compile(r"^ {6}([a-z-]+): (read|write)  # (.+)$", re.MULTILINE)
TEMPLATES = Environment(
    loader=PackageLoader("generator", "intake/new_atlas/templates"),
    autoescape=False,  # noqa: S701 - plain files: our own, and values that the operator has typed
    bytecode_cache=TEMPLATE_CACHE,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
"""The templates of a new atlas."""


class Pin(msgspec.Struct, frozen=True):
    """The generator's repository as its forge names it (`owner/name`), and the installed ref."""

    repository: str
    ref: str


def pin_on_forge(source: str, repository: str) -> Pin | None:
    """Return how the forge of a region's repository finds the generator.

    `source` is what pip installs the generator from. A forge can only call workflows of its own repositories:
    for another host, a wheel or a source without a version the result is None.
    """
    found = _SOURCE.fullmatch(source)
    if found is None or urlsplit(found["address"]).netloc != urlsplit(repository).netloc:
        return None
    return Pin(urlsplit(found["address"]).path.strip("/"), found["ref"])


def workflow_files(forge: str, pin: Pin | None) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of a forge's workflows and of the program that they run.

    A forge without workflows gets only the program, for a timer of its operator.
    """
    yield PUBLISH, package_text(PUBLISH)
    if forge == "github":
        for name in _GITHUB:
            text = package_text(f"{_FOLDER}/{name}")
            yield f"{_FOLDER}/{name}", _render("github.yml", pin=pin, name=name, **_call(text), whole=text)
    elif forge == "gitlab":
        text = package_text(_GITLAB_PART)
        yield _GITLAB, _render("gitlab.yml", pin=pin, part=_GITLAB_PART, whole=text)
    elif forge in _RUNNERS:
        folder = _GITEA_FOLDER if forge == "gitea" else _FORGEJO_FOLDER
        for name in _FORGEJO:
            text = package_text(f"{_FORGEJO_FOLDER}/{name}").replace(
                "runs-on: docker", f"runs-on: {_RUNNERS[forge]}"
            )
            yield f"{folder}/{name}", _render("github.yml", pin=None, whole=text)


def _call(text: str) -> Mapping[str, Any]:
    """Return what the caller of a workflow repeats: its name, its events, the most rights of its jobs."""
    (title,), (events,) = _NAME.findall(text)[:1], _EVENTS.findall(text)
    rights: dict[str, tuple[str, str]] = {}
    for right, level, why in _RIGHT.findall(text):
        if right not in rights or level > rights[right][0]:
            rights[right] = level, why
    return {"title": title, "events": _CALL.sub("", events), "rights": rights, "secrets": "secrets." in text}


def _render(template: str, *, whole: str, **values: object) -> str:
    return TEMPLATES.get_template(f"workflows/{template}.j2").render(whole=_CALL.sub("", whole), **values)
