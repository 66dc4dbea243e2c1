"""The guide to findings: an explanation of every code, and examples that match the check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from support.additions import found_in
from support.atlases import BASE, REPOSITORY, assemble
from support.codes import all_codes
from support.effort import sample
from support.examples import RIGHT, as_json, example_fixtures, examples, read_lines, right_part
from support.reading import EXPECTED, check_fixture

from generator.base.hyphens import remove_hyphens
from generator.model import addresses
from generator.model.findings import Severity
from generator.report import guide

WITH_EXAMPLE = [(code, folder) for code, folder in example_fixtures().items() if code in guide.explanations()]
SAMPLE = 24
"""Examples that a usual run makes anew; of all it looks whether the fixtures still say the same."""
BLESS = "Run tests/bless.py."
JARGON = ("JSON", "YAML", "schema", "string", "integer", "array", "object", "null", "regex", "$ref", "parser")


def test_every_code_is_explained_and_no_other() -> None:
    told = "Add a title and a why to generator/guide/findings.yaml, and a fixture with `right/` beside it."
    assert set(guide.explanations()) == all_codes(), told
    assert sum(len(group.findings) for group in guide.code_groups()) == len(guide.explanations())


def test_every_code_has_an_example_of_its_fixture_or_one_in_words() -> None:
    for code, one in guide.explanations().items():
        in_words = bool(one.wrong) and bool(one.right)
        assert in_words != (code in guide.examples()), code
    assert set(guide.examples()) <= set(guide.explanations())


@pytest.mark.sampled
def test_examples_are_made_of_the_fixtures() -> None:
    fixtures = dict(sample([*example_fixtures().items()], SAMPLE))
    known = guide.examples()
    assert examples(fixtures) == {code: known[code] for code in fixtures if code in known}, BLESS
    assert guide.EXAMPLES.read_text(encoding="utf-8") == as_json(known), BLESS


def test_examples_are_of_the_fixtures_as_they_are() -> None:
    for code, fixture in WITH_EXAMPLE:
        example = guide.examples()[code]
        for part, own in ((example.wrong, fixture), (example.right, fixture / RIGHT)):
            files = (folder / part.path for folder in (own, BASE, REPOSITORY))
            file = next((file for file in files if file.is_file()), None)
            there = {(line.number, line.text) for line in (read_lines(file) if file else ())}
            assert {(line.number, line.text) for line in part.lines} <= there, (code, part.path, BLESS)


def test_the_right_example_has_nothing_wrong(tmp_path: Path) -> None:
    for code, fixture in WITH_EXAMPLE:
        root = assemble(tmp_path / code, *right_part(fixture))
        result = check_fixture(root)
        assert result.findings == (), code
        assert code not in {finding.code for finding in found_in(root, result.ruleset)}, code
        assert guide.examples()[code].said in (fixture / EXPECTED).read_text(encoding="utf-8"), code


def test_examples_show_where_wrong_and_right_differ() -> None:
    for code, example in guide.examples().items():
        marked = [line for part in (example.wrong, example.right) for line in part.lines if line.marked]
        moved = example.wrong.path != example.right.path
        assert marked or moved, code
        assert example.wrong.lines or code == "missing-page", code  # there the file itself is missing
        assert example.right.lines, code
        numbers = [line.number for line in example.wrong.lines]
        assert numbers == sorted(set(numbers)), code


def test_reasons_are_short_and_plain() -> None:
    for code, one in guide.explanations().items():
        assert 3 <= len(one.title) <= 70, code
        assert one.title[0].isupper(), code
        assert not one.title.endswith("."), code
        assert one.why.endswith("."), code
        assert 50 <= len(one.why) <= 400, code
        assert not any(word in f"{one.title} {one.why}" for word in JARGON), code


def test_what_no_fixture_can_show_is_an_error_unless_said_otherwise() -> None:
    assert guide.severity_of("symlink") is Severity.ERROR
    assert guide.severity_of("not-canonical") is Severity.WARNING  # as test_cli_fmt.py sees it
    assert guide.severity_of("title-form") is Severity.WARNING
    assert guide.severity_of("too-short") is Severity.ERROR


def test_every_code_says_what_follows_from_it() -> None:
    for code in guide.explanations():
        said = guide.consequence_of(code)
        word = "Предупреждение: " if guide.severity_of(code) is Severity.WARNING else "Ошибка: "
        assert said.startswith(word), code
        assert said.endswith("."), code


def test_findings_about_settings_do_not_speak_of_records_alone() -> None:
    for code, example in guide.examples().items():
        if example.wrong.path.startswith("site_config/"):
            assert re.search("сайт (не )?соберётся", guide.consequence_of(code)), code
    for one in next(group for group in guide.code_groups() if group.id == "settings").findings:
        assert "запис" not in guide.consequence_of(one.code), one.code


def test_the_site_has_a_page_of_every_code(built_site: Path) -> None:
    index = html.document_fromstring((built_site / "findings/index.html").read_bytes())
    linked = {str(link.get("href")) for link in index.iter("a")}
    for code, one in guide.explanations().items():
        page = html.document_fromstring((built_site / addresses.finding(code) / "index.html").read_bytes())
        assert remove_hyphens(str(page.findtext(".//h1"))).replace("\u00a0— ", " — ") == one.title
        assert f"../{addresses.finding(code)}" in linked
        text = remove_hyphens(" ".join(" ".join(map(str, page.itertext())).split()))
        assert " ".join(one.why.split()) in text
        assert guide.consequence_of(code) in text
        example = guide.examples().get(code)
        if example:
            assert " ".join(example.said.split()) in text
