"""«Готово» is a promise: the form's judge finds the same as the rules about a record, in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support.additions import ADDITIONS, addition_fixtures
from support.atlases import REFERENCE, REPOSITORY, RULES, assemble, rule_fixtures
from support.effort import sample
from support.judging import Case, about, cases_of, judge
from support.reading import EXPECTED

from generator.check.rules import as_typed, text_problems
from generator.check.rules.base import (
    CATALOGUE_RULES,
    DATED_RULES,
    NEW_RECORD_RULES,
    RECORD_RULES,
    TEXT_RULES,
)
from generator.check.settings_check import load_ruleset
from generator.model.annotations import compile_annotations
from generator.model.kinds import KINDS
from generator.source.fields import Fields
from generator.source.schema_files import read_schemas

ALL_RULES = (*TEXT_RULES, *RECORD_RULES, *DATED_RULES, *CATALOGUE_RULES, *NEW_RECORD_RULES)
ELSEWHERE: Mapping[str, str] = {
    "id-not-file-name": "the form itself names the file after the id",
    "evidence-outside": "needs the events and documents that show a document's items, from both sides",
    "network-without-agreement": "needs all documents of the atlas",
    "network-without-plan": "needs all documents of the atlas",
    "plan-without-report": "needs all documents of the atlas",
    "redirect-collision": "needs the former addresses of all records",
    "reference-not-public": "the form offers published records alone",
    "replaced-by-mismatch": "is mended in the file of the other record",
    "similar-tags": "needs the tags of all records",
    "tag-collision": "needs the tags of all records",
    "unknown-page": "needs the addresses of all pages",
}
"""Rules that the form does not ask, with the reason: an editor's check does."""
MENDED = frozenset(
    {"invisible-characters", "not-one-line", "blank-text", "stray-spaces", "decomposed-letters"}
)
"""Rules that no record of the form breaks: it tidies what is typed."""
OF_A_RING = frozenset({"parent-cycle", "replacement-cycle"})
"""Rules that tell of a circle at one of its records: the form tells whoever fills in any of them."""
SAMPLE = 50
"""Records in order that a usual run judges."""
_KEY = re.compile(r"(«[^«»]*») \([a-z_.]+(?:: [^)]*)?\)")
"""How findings add a field's key to its title: the form says the title alone."""
_FINDING = re.compile(
    r"^(content/[^:]+):\d+:\d+: \w+ \[([a-z-]+)\] (.*)\n(?:    .*\n)*?    Что сделать: (.*)$", re.MULTILINE
)
_CHOOSE = "Выберите другую запись из списка или уберите ссылку"
IN_A_FORM = (
    (": в таблице на своей строке, в файле после «- »", ""),
    ("удалите поле вместе с ключом", "оставьте поле пустым"),
    (" и переименуйте файл", ""),
    ("Исправьте идентификатор, уберите ссылку или добавьте (верните) эту запись", _CHOOSE),
    ("Такая запись есть в content/communities/: перенесите её в поле для записей этого вида", _CHOOSE),
)
"""Words about files, and what the form says instead."""


class Said(NamedTuple):
    """A finding as a report shows it."""

    path: str
    code: str
    what: str
    action: str


def in_a_form(text: str) -> str:
    text = _KEY.sub(r"\1", text)
    for words, others in IN_A_FORM:
        text = text.replace(words, others)
    return text.rstrip(".")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[tuple[Case, list[Said], Any]]]:
    """The check's and the judge's findings about every record of every fixture, by the fixture's name."""
    abouts: dict[str, Any] = {}
    named: list[tuple[str, Case]] = []
    for name, folder, is_new in fixtures():
        own = folder if (folder / "site_config").is_dir() else None
        prefix = f"{name}: " if own else ""
        if prefix or not abouts:
            abouts |= all_about(assemble(tmp_path_factory.mktemp("own"), *([own] if own else [])), prefix)
        named += [(name, case) for case in cases_of(folder, prefix, is_new=is_new)]
    told = judge([case for _, case in named], abouts)
    found: dict[str, list[tuple[Case, list[Said], Any]]] = {}
    for (name, case), one in zip(named, told, strict=True):
        found.setdefault(name, []).append(
            (case, [said for said in expected(name) if said.path == case.path], one)
        )
    return found


def all_about(root: Path, prefix: str) -> dict[str, Any]:
    """Return the judge's data about each kind in an atlas."""
    schemas = read_schemas(root)
    settings = load_ruleset(root, schemas).settings
    assert settings is not None
    return {f"{prefix}{kind.name}": about(settings, schemas, kind) for kind in KINDS}


@cache
def expected(name: str) -> tuple[Said, ...]:
    """Return the check's findings about a fixture; none about a correct record."""
    folders = (folder / name / EXPECTED for folder in (RULES, ADDITIONS))
    text = next((file.read_text(encoding="utf-8") for file in folders if file.is_file()), "")
    return tuple(Said(*found) for found in _FINDING.findall(text))


def fixtures() -> Iterator[tuple[str, Path, bool]]:
    """Yield the fixtures of all rules and the correct versions: name, folder, whether the records are new."""
    for folders, is_new in ((rule_fixtures(), False), (addition_fixtures(), True)):
        for folder in folders:
            yield folder.name, folder, is_new
            yield f"{folder.name}/right", folder / "right", is_new


def words(findings: Iterable[Said], code: str) -> list[tuple[str, str]]:
    return sorted((in_a_form(one.what), in_a_form(one.action)) for one in findings if one.code == code)


def said(told: Any, code: str) -> list[tuple[str, str]]:  # noqa: ANN401 - the JSON of the judge
    return sorted(
        (one["what"].rstrip("."), one["action"].rstrip("."))
        for one in told["verdicts"]
        if one["code"] == code
    )


def test_every_rule_is_the_form_s_or_stands_in_the_table() -> None:
    codes = {rule.code for rule in ALL_RULES}
    assert ELSEWHERE.keys() <= codes
    assert codes >= MENDED
    assert MENDED.isdisjoint(ELSEWHERE)


@pytest.mark.parametrize("code", sorted({rule.code for rule in ALL_RULES} - ELSEWHERE.keys() - MENDED))
def test_the_judge_finds_what_the_rule_finds(judged: Mapping[str, list[Any]], code: str) -> None:
    found = judged[code]
    assert any(words(findings, code) for _, findings, _ in found)
    for case, findings, told in found:
        if words(findings, code) or code not in OF_A_RING:
            assert said(told, code) == words(findings, code), case.path


@pytest.mark.parametrize("code", sorted(MENDED))
def test_what_is_typed_is_tidied(judged: Mapping[str, list[Any]], code: str) -> None:
    for case, findings, told in judged[code]:
        assert words(findings, code)
        kind = next(kind for kind in KINDS if f"/{kind.folder}/" in case.path)
        texts = compile_annotations(Fields(schemas=read_schemas(REPOSITORY), file=kind.schema_file).tree)
        assert code in {one.code for one in text_problems(texts, as_typed(case.record))}
        assert code not in {one.code for one in text_problems(texts, as_typed(told["tidied"]))}


def test_nothing_else_is_found(judged: Mapping[str, list[Any]]) -> None:
    for name, found in judged.items():
        for case, findings, told in found:
            more = {(one["code"], one["what"].rstrip(".")) for one in told["verdicts"]}
            known = {(one.code, in_a_form(one.what)) for one in findings}
            assert {one for one in more - known if one[0] not in OF_A_RING} == set(), (name, case.path)


@pytest.mark.sampled
def test_of_records_in_order_nothing_is_said() -> None:
    """The records of a whole atlas: a false finding of the judge would prevent sending a correct record."""
    every = cases_of(REFERENCE, "")
    assert len(every) > 2 * SAMPLE
    told = judge(sample(every, SAMPLE), all_about(REFERENCE, ""), "2026-12-31")
    verdicts = [verdict for one in told for verdict in one["verdicts"]]
    assert [one for one in verdicts if not one["code"].startswith("expired-")] == []
