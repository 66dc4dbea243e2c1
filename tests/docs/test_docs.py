"""What the documents name exists: files, commands, options, targets of make, dependencies."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
from support.atlases import REPOSITORY
from support.git import git

from generator.cli import COMMANDS, atlas

README = REPOSITORY / "README.md"
DOCUMENTS = [
    README,
    REPOSITORY / "CONTRIBUTING.md",
    REPOSITORY / "SECURITY.md",
    *(REPOSITORY / "docs").rglob("*.md"),
]
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
_CODE = re.compile(r"`([^`\n]+)`")
_FOLDERS = (
    "generator/",
    "tests/",
    "schemas/",
    "site_config/",
    "content/",
    "docs/",
    "benchmarks/",
    ".github/",
    ".ci/",
)
_SHORT = tuple(
    folder.name for folder in (REPOSITORY / "generator").iterdir() if (folder / "__init__.py").is_file()
)
"""The folders of the generator, which documents name without it."""
_MADE = {"site_config/theme/", "schemas/filled"}
"""Named, and not there in every checkout; the last is one of a region's atlas."""


def name_of(document: Path) -> str:
    return document.relative_to(REPOSITORY).as_posix()


def code_words(document: Path) -> Iterator[str]:
    """Yield the content of backticks and of blocks with commands."""
    text = document.read_text(encoding="utf-8")
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        yield from re.split(r"\n|&&", block)
    yield from _CODE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def paths(document: Path) -> set[str]:
    """Return the files and folders of the repository that a document names."""
    words = {
        word
        for word in code_words(document)
        if " " not in word and not re.search(r"[<*{…]|[A-ZА-Я]{3,}", word)
    }
    found = {word for word in words if word.startswith(_FOLDERS)}
    found |= {f"generator/{word}" for word in words if word.partition("/")[0] in _SHORT and "/" in word}
    return found - _MADE


def test_every_file_that_is_named_exists() -> None:
    named = [(name_of(document), path) for document in DOCUMENTS for path in sorted(paths(document))]
    assert [one for one in named if not (REPOSITORY / one[1]).exists()] == []


def test_the_architecture_says_of_every_folder_what_it_does() -> None:
    text = (REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]*\|$", text, re.MULTILINE)) == sorted(_SHORT)


def test_every_link_leads_somewhere() -> None:
    lost = [
        (name_of(document), target)
        for document in DOCUMENTS
        for target in _LINK.findall(document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]
    assert lost == []


def test_every_command_that_is_named_exists() -> None:
    for document, words in ((one, words) for one in DOCUMENTS for words in code_words(one)):
        if found := re.match(r"(?:\.venv/bin/)?atlas ([a-z]+)", words):
            assert found[1] in COMMANDS, (document, words)
            known = {name for option in options(found[1]) for name in option.opts}
            assert set(re.findall(r"(?<!\S)--[a-z-]+", words)) <= known, (document, words)


def options(command: str) -> list[click.Parameter]:
    with click.Context(atlas, **atlas.context_settings) as context:
        found = atlas.get_command(context, command)
        assert found is not None
        inner = list(found.commands.values()) if isinstance(found, click.Group) else []
        own = [option for one in (found, *inner) for option in one.get_params(context)]
        return own + atlas.get_params(context)


def test_options_of_the_table_of_commands_exist() -> None:
    rows = (REPOSITORY / "docs/commands.md").read_text(encoding="utf-8").split("\n")
    for row in rows:
        if found := re.match(r"\| `atlas ([a-z]+)", row):
            own = row.replace("`atlas check --proposal`", "")
            known = {name for option in options(found[1]) for name in option.opts}
            assert set(re.findall(r"`(--[a-z-]+)", own)) <= known, row


def test_every_command_is_described() -> None:
    text = (REPOSITORY / "docs/commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`atlas {name}" not in text] == []


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    for document in DOCUMENTS:
        for words in code_words(document):
            for found in re.findall(r"\bmake((?: [a-z][a-z-]*)+)", words):
                assert set(found.split()) <= targets, f"{name_of(document)}: {words}"


def test_the_readme_is_short_and_has_a_line_for_each_dependency() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    needed = {re.split(r"[<>=!~\[; ]", one)[0] for group in groups for one in group}
    rows = re.findall(
        r"^\| (?:\*[^*]+\* )?([^|`]+) \|", text.partition("## What each dependency")[2], re.MULTILINE
    )
    listed = {name.strip() for row in rows for name in row.split(",")} - {"package", "---"}
    npm = {
        name
        for folder in ("tests", "benchmarks")
        for name in json.loads((REPOSITORY / folder / "web/package.json").read_bytes())["devDependencies"]
    }
    assert (needed | npm) - listed == set(), "say in README what it is for"
    assert listed - needed - npm == set(), "no such dependency"


def test_every_mark_of_the_schemas_is_explained() -> None:
    files = [
        *(REPOSITORY / "schemas").glob("*.json"),
        *(REPOSITORY / "tests/fixtures").rglob("*.schema.json"),
    ]
    schemas = "".join(file.read_text(encoding="utf-8") for file in files)
    marks = set(re.findall(r'"(x-[a-z-]+)":', schemas))
    text = (REPOSITORY / "docs/develop.md").read_text(encoding="utf-8")
    assert marks == set(re.findall(r"`(x-[a-z-]+)`", text))


def test_documents_show_no_picture_that_weighs_much() -> None:
    pictures = list((REPOSITORY / "docs/images").iterdir())
    assert pictures
    assert all(picture.stat().st_size < 200_000 for picture in pictures)


def test_every_decision_is_listed() -> None:
    folder = REPOSITORY / "docs/decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    numbered = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert re.findall(r"\]\(([0-9][^)]+)\)", index) == numbered


def test_every_document_for_operators_is_listed() -> None:
    folder = REPOSITORY / "docs/ru"
    index = (folder / "README.md").read_text(encoding="utf-8")
    documents = {path.name for path in folder.glob("*.md")} - {"README.md"}
    assert {name for name in documents if f"]({name})" not in index} == set()


def test_owners_are_named_for_what_is_there() -> None:
    lines = (REPOSITORY / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owned = [line.split()[0].strip("/") for line in lines if line and not line.startswith("#")]
    tracked = set(git(REPOSITORY, "ls-files").split("\n"))
    folders = {str(parent) for path in tracked for parent in Path(path).parents}
    assert [path for path in owned if path not in {"*"} | tracked | folders] == []
