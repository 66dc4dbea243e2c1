"""The workflows of a region: those of this repository, with the generator installed instead of carried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.source.package_files import package_file

INSTALL, PUBLISH = ".ci/install", ".ci/publish_rsync"
_GITHUB = ("check.yml", "comment.yml", "links.yml", "proposal.yml", "publish.yml")
_FOLDER = ".github/workflows"

_GITLAB = ".gitlab-ci.yml"
_GITLAB_PARTS = frozenset(
    {"workflow", "stages", "default", "variables"}
    | {"check", "site", "pages", "rsync", "links", "dead-links", "answers"}
)
"""What a region's pipeline is made of; this repository's also tests the generator."""
_PART = re.compile(r"^([a-z-]+):.*\n(?:(?:[ #].*)?\n)*", re.MULTILINE)
_HEAD = """\
# Made by `atlas init`. The generator is the one that generator.txt pins in the main branch; it is installed,
# not carried along, so a proposal cannot bring a checker of its own.
#
"""
_COMMANDS: Mapping[str, str] = MappingProxyType(
    {"make install": INSTALL, "make build": f"{INSTALL} && .venv/bin/atlas build"}
)
_INSTALL = """\
#!/bin/sh
# Installs the generator that generator.txt pins, and what it needs: each file of that by its hash.
set -eu
python3 -m venv .venv
.venv/bin/pip install --quiet --require-hashes --requirement requirements.txt
.venv/bin/pip install --quiet --no-deps --no-build-isolation --requirement generator.txt
"""


def workflow_files(forge: str) -> Iterator[tuple[str, str]]:
    """Yield the paths and texts of a forge's workflows and of the scripts that they run.

    On a forge without any only the scripts are given: its operator builds and checks by hand.
    """
    yield INSTALL, _INSTALL
    yield PUBLISH, _text(PUBLISH)
    if forge == "github":
        paths = (f"{_FOLDER}/{name}" for name in _GITHUB)
        yield from ((path, _HEAD + _without_make(_text(path))) for path in paths)
    elif forge == "gitlab":
        text = _PART.sub(lambda part: part[0] if part[1] in _GITLAB_PARTS else "", _text(_GITLAB))
        yield _GITLAB, _HEAD + _without_make(text)


def _without_make(text: str) -> str:
    for command, own in _COMMANDS.items():
        text = text.replace(command, own)
    return text


def _text(path: str) -> str:
    return package_file(path).read_text(encoding="utf-8")
