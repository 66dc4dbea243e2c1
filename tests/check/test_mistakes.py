"""Mistakes typical of contributors: each is found in its place, with its code and advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
import yaml
from support.atlases import FIXTURES, REPOSITORY, assemble
from support.examples import example_fixtures
from support.reading import EXPECTED, check_fixture

from generator.model.findings import Finding
from generator.report.base import advice_sentences

JARGON = re.compile(
    r"\b(yaml|json|schema|string|integer|boolean|null|none|array|object|mapping|dict|type|pattern|regex|enum|"
    r"property|scalar|parser|error|value|key|expected|invalid|required|line|column|utf8|схем[аеуы]|тип\w{0,2}|"
    r"массив\w*|парсер\w*|объект\w{0,2}|регулярн\w+|синтаксис\w*)\b",
    re.IGNORECASE,
)
"""Words of programmers, who read other messages. Names of keys stand in «» or `` and are not meant."""
NAMES = re.compile(r"«[^»]*»|`[^`]*`|\([a-z_]+\)|\b[a-z_]+: \S*|\S+\.(?:yaml|py|json)\b|\[[a-z0-9-]+\]")


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A mistake: a replacement, and the expected finding."""

    name: str
    file: str
    old: str
    new: str
    code: str
    says: str
    at: str = ""
    also: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The content of the finding's line."""
        return self.at or self.new.split("\n")[0]


def mistakes() -> list[Mistake]:
    """Return the mistakes, in the order of their file."""
    text = (REPOSITORY / "tests/mistakes.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.load(text, Loader=yaml.CSafeLoader), list[Mistake])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden atlas."""
    return assemble(tmp_path_factory.mktemp("mistakes"), FIXTURES / "golden")


@pytest.fixture(scope="module")
def known(root: Path) -> frozenset[Finding]:
    """The findings about the golden atlas itself."""
    return frozenset(check_fixture(root).findings)


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda mistake: mistake.name.replace(" ", "-"))
def test_the_check_names_a_mistake_and_what_to_do(
    root: Path, known: frozenset[Finding], mistake: Mistake
) -> None:
    path = f"content/{mistake.file}.yaml"
    file = root / path
    whole = file.read_text(encoding="utf-8")
    assert mistake.old in whole
    wrong = whole.replace(mistake.old, mistake.new, 1)
    file.write_text(wrong, encoding="utf-8")
    try:
        found = [finding for finding in check_fixture(root).findings if finding not in known]
    finally:
        file.write_text(whole, encoding="utf-8")
    assert {finding.code for finding in found} == {mistake.code, *mistake.also}
    finding = next(one for one in found if one.code == mistake.code and one.path == path)
    line = wrong.split("\n")[finding.line - 1]
    assert mistake.place in line
    assert 1 <= finding.column <= len(line) + 1
    assert mistake.says in "\n".join(advice_sentences(finding)), list(advice_sentences(finding))


def test_mistakes_are_many_and_each_says_what_to_do() -> None:
    names = [mistake.name for mistake in mistakes()]
    assert len(names) == len(set(names)) >= 60
    assert all(mistake.says for mistake in mistakes())


def messages() -> Iterator[tuple[str, str]]:
    """Yield every line of the messages about failing fixtures, with the fixture's name."""
    for code, fixture in example_fixtures().items():
        for line in (fixture / EXPECTED).read_text(encoding="utf-8").splitlines():
            words = re.sub(r"^content/\S+ ", "", line)
            if words != line or line.strip().startswith(("Допустимо:", "Что сделать:")):
                yield code, words


def test_findings_speak_no_jargon() -> None:
    found = {(code, word) for code, words in messages() for word in JARGON.findall(NAMES.sub("", words))}
    assert found == set()
