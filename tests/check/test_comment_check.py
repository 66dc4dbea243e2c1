"""Personal data in the comments of a record is found in its place, and nowhere else."""

from pathlib import Path

import pytest
from support.atlases import AS_OF, FIXTURES, assemble
from support.commands import call

from generator.check.comment_check import comment_findings

MODELINE = "# yaml-language-server: $schema=../../schemas/filled/practice.schema.json\n"
PHONE, NAME = "8 918 123-45-67", "Петрова Анна Ивановна"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{MODELINE}id: x\n# звонить: {PHONE}\n", [(3, 12, "personal-phone")]),
        (f"{MODELINE}id: x # {NAME}\n", [(2, 9, "name-without-consent")]),
        (f"{MODELINE}id: x\r\n# @olga_ivanova\r\n", [(3, 3, "personal-page")]),
        ("#1\nsteps:\n  - title: x\n    # olga.petrova@mail.ru\n", [(4, 7, "personal-mailbox")]),
        (f"{MODELINE}text: |\n  ## {NAME}, {PHONE}\n  # {PHONE}\nid: x # a comment\n", []),
        (f"{MODELINE}text: 'x # {PHONE}'\n# the office: +7 861 000-00-00\n", []),
        (f"{MODELINE}title: {NAME}\n# Школа имени Героя\n", []),
        (f"# {PHONE}\nid: x\n", [(1, 3, "personal-phone")]),
        (f"id: x\n# {PHONE}\n", [(2, 3, "personal-phone")]),
    ],
)
def test_only_comments_are_judged(text: str, found: list[tuple[int, int, str]]) -> None:
    findings = comment_findings("x", text.encode())
    assert [(one.line, one.column, one.code) for one in findings] == found


def test_a_check_and_the_report_about_a_proposal_refuse_them(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "golden")
    file = root / "content/practices/opyty-na-podokonnike.yaml"
    before = call(root, "check", "--as-of", AS_OF, "--format", "json")
    file.write_text(f"{file.read_text(encoding='utf-8')}# {NAME}: {PHONE}\n", encoding="utf-8")
    told = call(root, "check", "--as-of", AS_OF, "--format", "json")
    assert told.code == 1
    for code in ("personal-phone", "name-without-consent"):
        assert told.out.count(f'"{code}"') > before.out.count(f'"{code}"')
    assert "123-45-67" not in told.out
