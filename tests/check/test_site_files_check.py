"""Files that only a build reads: pages, `mkdocs.yml`, templates. Without findings a build succeeds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.atlases import REFERENCE
from support.building import buildable
from support.commands import call
from support.git import commit_all, git, start_repository

from generator.base.limits import MAX_BYTES, MAX_NAME, MAX_PAGE_LINE, MAX_PAGE_MARKS, MAX_PAGE_NESTING
from generator.check.host_check import host_findings
from generator.check.site_files_check import site_file_findings
from generator.model.findings import Finding

PAGES = "site_config/pages"
PAGE = f"{PAGES}/about.md"
SOUND = "---\ntitle: О нас\nhide: [toc]\n---\n# О нас\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the files that this check reads."""
    (tmp_path / PAGES).mkdir(parents=True)
    (tmp_path / "site_config/theme").mkdir()
    for name in ("about", "contributing"):
        (tmp_path / PAGES / f"{name}.md").write_text(SOUND, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_bytes((REFERENCE / "mkdocs.yml").read_bytes())
    return tmp_path


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas in git, with all its parts."""
    root = buildable(tmp_path_factory.mktemp("proposals"))
    start_repository(root)
    commit_all(root)
    return root


def _findings(root: Path) -> list[Finding]:
    return [*host_findings(root), *site_file_findings(root)]


def _codes(root: Path) -> set[str]:
    return {one.code for one in _findings(root)}


def test_what_is_in_order_has_no_findings(root: Path) -> None:
    (root / PAGES / "папка").mkdir()
    for name in ("папка/index.md", "папка/Ещё_одна-1.md", "map.png"):
        (root / PAGES / name).write_bytes(b"x")
    assert _findings(root) == []


def test_a_menu_names_pages_that_there_are_or_that_any_atlas_has(root: Path) -> None:
    named = (
        "nav: [index.md, help/index.md, tables.md, about.md, {Ещё: [https://example.org/, own/page.md]}]\n"
    )
    (root / PAGES / "own").mkdir()
    (root / PAGES / "own/page.md").write_text(SOUND, encoding="utf-8")
    host = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{host.partition('nav:')[0]}{named}", encoding="utf-8")
    assert _findings(root) == []
    (root / PAGES / "own/page.md").unlink()
    (found,) = _findings(root)
    assert "own/page.md" in found.what


def test_words_of_a_page_are_judged_like_those_of_records(root: Path) -> None:
    text = (
        f"{SOUND}\nЗвоните 8 918 123-45-67, Смирнова Ольга Ивановна.\n\nTODO: дописать о Кyбани.\n\n"
        "Так нельзя: `8 918 765-43-21`.\n\n```\nphone: 8 918 765-43-21\n```\n"
    )
    (root / PAGE).write_text(text, encoding="utf-8")
    found = [(one.line, one.code, one.severity) for one in _findings(root)]
    assert sorted(found) == [
        (7, "name-without-consent", "warning"),
        (7, "personal-phone", "warning"),
        (9, "mixed-alphabet", "warning"),
        (9, "placeholder", "warning"),
    ]


WRONG_PAGES = {
    "zeros": "\0" * 900,
    "control sign": "a\x1bb",
    "template": "---\ntemplate: x.html\n---\n",
    "loose template": "template: x.html\n\ntext",
    "loose template below": "title: x\n    y\ntemplate: x.html\n\ntext",
    "no YAML": "---\ntitle: [\n---\n",
    "bomb": "---\na: &a [x]\nb: [*a, *a]\n---\n",
    "list": "---\n- title\n---\n",
    "no text": "---\ntitle: [a]\n---\n",
    "hidden": "---\nhide: [all]\n---\n",
    "python": "---\ntitle: !!python/name:os.system\n---\n",
}


@pytest.mark.parametrize("name", WRONG_PAGES)
def test_a_page_that_would_not_be_built(root: Path, name: str) -> None:
    (root / PAGE).write_text(WRONG_PAGES[name], encoding="utf-8")
    assert _codes(root) == {"bad-page"}


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("a" * MAX_PAGE_LINE, "a" * (MAX_PAGE_LINE + 1)),
        ("[ " * MAX_PAGE_MARKS, "[ " * (MAX_PAGE_MARKS + 1)),
        ("> " * MAX_PAGE_NESTING, "> " * (MAX_PAGE_NESTING + 1)),
        ("да\n\n" * (MAX_BYTES // 6), "да\n\n" * (MAX_BYTES // 6 + 1)),
    ],
)
def test_bounds_of_a_page(root: Path, inside: str, outside: str) -> None:
    (root / PAGE).write_text(inside, encoding="utf-8")
    assert _codes(root) == set()
    (root / PAGE).write_text(outside, encoding="utf-8")
    assert _codes(root) == {"bad-page"}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "index.md",
            "README.md",
            "search.md",
            "Search.md",
            "practices.md",
            "practices/new.md",
            "tags/x.png",
        ),
        *("404.html", "sitemap.xml", "data/a.json", "about/index.md", "About.md", "about/index.html"),
    ],
)
def test_a_name_that_is_taken(root: Path, name: str) -> None:
    file = root / PAGES / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("x")
    assert _codes(root) == {"taken-page-name"}


NAMES = [b"\xff.md", b"a\x1b.md", b"a\n.md", "б".encode() * 50 + b".md", b"a b.md"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_does_not_fit(root: Path, name: bytes) -> None:
    Path(os.fsdecode(os.fsencode(root / PAGES) + b"/" + name)).write_text("x")
    (found,) = _findings(root)
    assert (found.code, found.path.encode()) == ("bad-file-name", found.path.encode())
    (root / PAGES / ("a" * (MAX_NAME - 3) + ".md")).write_text("x")
    assert _codes(root) == {"bad-file-name"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("nav: 5", "bad-host-setting"),
        ("nav: [{a: 1}]", "bad-host-setting"),
        ("nav: [abuot.md]", "bad-host-setting"),
        ("nav: [{Темы: [practice/index.md]}]", "bad-host-setting"),
        ("docs_dir: content", "bad-host-setting"),
        ("theme: mkdocs", "bad-host-setting"),
        ("hooks: 5", "bad-host-setting"),
        ("hooks: [evil.py]", "unchecked-setting"),
        ("plugins: [evil]", "unchecked-setting"),
        ("plugins: [atlas, evil]", "unchecked-setting"),
        ("markdown_extensions: [os]", "unchecked-setting"),
        ("markdown_extensions: [{toc: {evil: 1}}]", "unchecked-setting"),
        ("extra_javascript: [x.js]", "unchecked-setting"),
        ("a: !!python/object/apply:os.abort []", "unchecked-setting"),
        ("a: [", "yaml-bracket"),
        ("use_directory_urls: false", "bad-host-setting"),
    ],
)
def test_settings_of_the_host(root: Path, line: str, code: str) -> None:
    key = line.partition(":")[0]
    kept = (root / "mkdocs.yml").read_text(encoding="utf-8").partition(f"\n{key}:")[0]
    (root / "mkdocs.yml").write_text(f"{kept}\n{line}\n", encoding="utf-8")
    assert code in _codes(root)


@pytest.mark.parametrize(
    "text", ["{% if", "{{ x | nothing }}", "{% nothing %}", "{{ " + "(" * 3000, "x" * (MAX_BYTES + 1)]
)
def test_a_template_that_cannot_be_read(root: Path, text: str) -> None:
    (root / "site_config/theme/main.html").write_text(text)
    assert _codes(root) == {"bad-theme"}


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda root: shutil.rmtree(root / "schemas"), "удаляет схемы: «schemas»"),
        (lambda root: shutil.rmtree(root / "site_config"), "удаляет настройки атласа: «site_config»"),
        (lambda root: shutil.rmtree(root / "content"), "удаляет все записи: «content»"),
        (lambda root: (root / "mkdocs.yml").unlink(), "удаляет настройки страниц: «mkdocs.yml»"),
        (lambda root: (root / PAGES / "search.md").write_text("x"), "[taken-page-name]"),
        (lambda root: (root / "mkdocs.yml").write_text("nav: ["), "mkdocs.yml:1:"),
        (
            lambda root: (root / "site_config/theme/main.html").write_text("{{ 1 / 0 }}"),
            "[unchecked-setting]",
        ),
    ],
)
def test_a_proposal_that_would_not_be_built_is_told(
    repository: Path, harm: Callable[[Path], object], words: str
) -> None:
    git(repository, "checkout", "-q", "--detach", "main")
    harm(repository)
    commit_all(repository)
    told = call(repository, "check", "--proposal", "main..HEAD")
    assert (told.code, told.err) == (1, "")
    assert words in told.out
    assert "/tmp" not in told.out  # noqa: S108 - where a revision is laid out


def test_half_a_site_is_a_finding(root: Path) -> None:
    (root / "mkdocs.yml").unlink()
    (found,) = _findings(root)
    assert (found.code, found.path) == ("missing-file", "mkdocs.yml")


def test_a_site_without_the_folder_of_pages_is_a_finding(root: Path) -> None:
    shutil.rmtree(root / PAGES)
    (found,) = _findings(root)
    assert (found.code, found.what) == ("missing-file", f"Нет папки «{PAGES}» с написанными страницами")


@pytest.mark.parametrize("start", ["---\n", "\n---\n", "----\n", "--\n", "—\n", "```yaml\n"])
def test_properties_that_readers_would_see_are_told(root: Path, start: str) -> None:
    (root / PAGE).write_text(f"{start}title: О нас\n# О нас\n\nТекст.\n", encoding="utf-8")
    assert _codes(root) == {"bad-page"}


def test_a_page_may_begin_with_a_line_across(root: Path) -> None:
    (root / PAGE).write_text("---\n\n# О нас\n\nТекст. Время: 10 часов.\n", encoding="utf-8")
    assert _codes(root) == set()


def test_links_of_a_page_that_lead_nowhere_are_told(root: Path) -> None:
    wrong = (
        "[a](netu.md) ![b](foto.jpg) [c](htp://example.org) [d](/practices/) [e](file:///home/a.md)"
        " [f](C:/docs/a.md) [g](abuot.md)"
    )
    right = (
        "[a](practices/index.md) [b](contributing.md#oshibka) [c](https://example.org) [d](#tam)"
        " ![e](a/foto.jpg)"
        " [f](mailto:shkola@example.org) [g](../findings/personal-phone/) [h](index.md) [i](?q=вода)"
        " `[j](netu.md)`\n\n```\n[k](netu.md)\n```"
    )
    (root / PAGES / "a").mkdir()
    (root / PAGES / "a/foto.jpg").write_bytes(b"x")
    (root / PAGE).write_text(f"#О нас\n\n{right}\n", encoding="utf-8")
    assert list(site_file_findings(root)) == []
    (root / PAGE).write_text(f"# О нас\n\n{wrong}\n", encoding="utf-8")
    found = list(site_file_findings(root))
    assert sorted(one.code for one in found) == [*["bad-link"] * 4, *["unknown-page"] * 3]
    assert [one.near for one in found if "abuot" in one.what] == [("about.md",)]
    assert {one.line for one in found} == {3}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\ntitle: О нас\n---\n",
        "# О\n\n[слово] (https://example.org)\n",
        "# О\n\n| a | b |\n| 1 | 2 |\n",
    ],
)
def test_a_page_that_shows_nothing_or_its_signs_is_told(root: Path, text: str) -> None:
    (root / PAGE).write_text(text, encoding="utf-8")
    (found,) = site_file_findings(root)
    assert found.severity == "warning"
