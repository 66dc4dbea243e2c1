"""The addresses with which those of all pages and files start."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.atlases import FIXTURES, assemble

from generator.check.own_addresses import OWN_ADDRESSES, own_address_fault, own_address_problems
from generator.check.settings_check import load_ruleset
from generator.source.schema_files import read_schemas

SITE = OWN_ADDRESSES[0]


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("https://atlas.ru/?q=1", "https://atlas.ru/"),
        ("https://atlas.ru/a?", "https://atlas.ru/a/"),
        ("https://atlas.ru/#top", "https://atlas.ru/"),
        ("https://атлас.рф/?q=1", "https://атлас.рф/"),
        ("https://atlas.ru/a/index.html", "https://atlas.ru/a/"),
        ("https://atlas.ru/index.php?page=1", "https://atlas.ru/"),
        ("https://github.com/region/atlas.git", "https://github.com/region/atlas/"),
        ("https://atlas.ru//", "https://atlas.ru/"),
        ("https://atlas.ru/a//b/", None),
        ("https://atlas.ru:0/", None),
        ("https://atlas.ru/a/..", None),
        ("https://atlas.ru/./a/", None),
        ("https://atlas.ru/{region}/", None),
        ("https://atlas.ru/%zz/", None),
        ("https://atlas.ru/a\\b/", None),
    ],
)
def test_an_address_to_which_nothing_can_be_appended_is_a_finding(address: str, near: str | None) -> None:
    (problem,) = own_address_problems(address, SITE)
    assert (problem.code, problem.pointer, problem.suggestions) == (
        "bad-address",
        SITE,
        (near,) if near else (),
    )


@pytest.mark.parametrize(
    "address",
    [
        *("atlas.ru/a", "//atlas.ru/a/", "https:/atlas.ru/", "https:///atlas.ru/", "ftp://atlas.ru/"),
        *(
            "https://user@atlas.ru/",
            "https://atlas.ru:99999/",
            "https://atlas.ru:port/",
            "https://atlas.ru./",
        ),
        *("https://atlas ru/", "https://atlas.ru/a b/", "https://атлас.рф/а б/", "https://atlas..ru/"),
    ],
)
def test_what_no_browser_opens_is_told_once(address: str) -> None:
    assert own_address_fault(address)
    assert not list(own_address_problems(address, SITE))


@pytest.mark.parametrize(
    "address",
    ["https://atlas.ru", "https://atlas.ru:8443/a/b/", "https://атлас.рф/край/", "https://atlas.ru/%D0%B0/"],
)
def test_other_addresses_serve(address: str) -> None:
    assert not own_address_fault(address)


def test_the_settings_are_judged_as_they_are_written(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    file = root / "site_config/atlas.yaml"
    text = file.read_text(encoding="utf-8").split("\n")
    lines = [
        "site_address: https://атлас.рф/?q=1" if line.startswith("site_address:") else line for line in text
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    (finding,) = load_ruleset(root, read_schemas(root)).findings
    assert (finding.code, finding.near) == ("bad-address", ("https://атлас.рф/",))
    assert "часть после «?»" in finding.what
