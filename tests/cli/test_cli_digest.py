"""`atlas digest`: the news between two states of a repository, as shown to readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from support.atlases import AS_OF, FIXTURES, assemble
from support.commands import Told, call
from support.git import commit_all, git, start_repository

WORDS = ("digest", "--as-of", AS_OF)
PRACTICES = "content/practices"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with the golden atlas, committed on 1 March."""
    root = start_repository(tmp_path / "atlas")
    assemble(root, FIXTURES / "golden")
    commit_all(root, day="2026-03-01")
    return root


def replaced(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(root: Path, *words: str, since: str = "2026-04-01") -> Told:
    """Run the command."""
    return call(root, *WORDS, "--since", since, *words)


@pytest.fixture
def changed(root: Path) -> Path:
    """The atlas after one record of each sort has changed, on 1 May."""
    communities, centres = root / "content/communities", root / "content/resource_centres"
    new = (communities / "mmo-fizikov.yaml").read_text(encoding="utf-8")
    new = new.replace("id: mmo-fizikov", "id: mmo-khimikov")
    new = re.sub(r"(?m)^added: .*$", "added: 2026-04-20", new)
    new = re.sub(r"(?m)^title: .*$", "title: Новое объединение <b>химиков</b> @all", new)
    (communities / "mmo-khimikov.yaml").write_text(new, encoding="utf-8")
    practice = root / PRACTICES / "opyty-na-podokonnike.yaml"
    replaced(practice, "stage: placed", "stage: archived")
    replaced(centres / "krc-ozersk.yaml", "title: Ресурсный", "title: Межрайонный")
    replaced(communities / "mmo-fizikov.yaml", "verified_on: 2026-06-15", "verified_on: 2026-06-16")
    commit_all(root, day="2026-05-01")
    return root


def test_nothing_new(root: Path) -> None:
    for form in ("markdown", "text", "html"):
        answer = told(root, "--format", form)
        assert answer.code == 0
        assert "Ничего нового" in answer.out


def test_no_line_is_left_empty_twice(changed: Path) -> None:
    for by in ("kind", "subject", "municipality"):
        out = told(changed, "--by", by).out
        assert "\n\n\n" not in out
        assert "\n## Изменилось — " in out
        assert not out.endswith("\n\n")
    assert "\n\n\n" not in told(changed, since="2026-08-01").out


def test_records_are_counted_by_name_and_one_without_a_summary_leaves_no_empty_line(root: Path) -> None:
    (root / "content/documents/prikaz.yaml").write_text(
        "id: prikaz\ntitle: О сети школ\nkind: order\nadded: 2026-04-20\n", encoding="utf-8"
    )
    commit_all(root, day="2026-05-01")
    for form in ("markdown", "text", "html"):
        out = told(root, "--format", form).out.replace("\xa0", " ")
        assert re.search("новое — 1 запись", out, re.IGNORECASE)
        assert not re.search(r"(?m)^ +$|<br>\s*</li>", out)


def test_a_day_that_has_not_come_is_refused(changed: Path) -> None:
    for since in ("2026-09-02", "2030-01-01"):
        answer = told(changed, since=since)
        assert (answer.code, answer.out) == (2, "")
        assert (
            "этот день ещё не наступил: сегодня 1\u00a0сентября 2026\u00a0года. Назовите день не позже."
            in answer.err
        )
    assert told(changed, since=AS_OF).code == 0


def test_new_changed_and_archived_records(changed: Path) -> None:
    out = told(changed, "--format", "text").out
    new, _, rest = out.partition("\nИЗМЕНИЛОСЬ")
    middle, _, gone = rest.partition("\nВ АРХИВЕ")
    assert "Новое объединение" in new
    assert "/communities/mmo-khimikov/" in new
    assert "Изменилось: Название." in middle
    assert "/resource_centres/krc-ozersk/" in middle
    assert "mmo-fizikov" not in out  # confirming a record is no news
    assert "/practices/" not in gone
    assert "подоконник" in gone


def test_a_migration_is_no_news(root: Path) -> None:
    practices = root / PRACTICES
    old = practices / "poputchik-molodogo-uchitelya.yaml"
    text = old.read_text(encoding="utf-8")
    other = (practices / "opyty-na-podokonnike.yaml").read_text(encoding="utf-8")
    old.unlink()
    moved = text.replace("id: poputchik-molodogo-uchitelya", "id: poputchik").replace(
        "Опытный коллега", "Коллега"
    )
    moved = moved.replace("problem: ", "problem: Совсем другими словами и намного длиннее, чем раньше. ")
    (practices / "poputchik.yaml").write_text(moved, encoding="utf-8")
    for number in range(6):  # from another atlas, where they have stood for years
        name = f"staraya-{number}"
        copy = other.replace("id: opyty-na-podokonnike", f"id: {name}").replace("2026-02-02", "2024-05-01")
        copy = re.sub(r"(?m)^title: .*$", f"title: Старая запись {number}", copy)
        (practices / f"{name}.yaml").write_text(copy, encoding="utf-8")
    commit_all(root, day="2026-05-01")
    assert "Ничего нового" in told(root).out
    for file in practices.glob("staraya-*.yaml"):
        replaced(file, "directions: [fg]", "directions: [mentoring]")
    commit_all(root, day="2026-06-01")
    assert "Ничего нового" in told(root, since="2026-05-15").out
    replaced(practices / "staraya-1.yaml", "title: Старая", "title: Обновлённая старая")
    commit_all(root, day="2026-06-02")
    out = told(root, "--format", "text", since="2026-05-15").out
    assert "Изменилось: Название." in out
    assert "Направления" not in out


def test_a_proposal_that_waited_over_the_last_digest_is_news(root: Path) -> None:
    for number, added in enumerate(["2026-03-20", "2025-03-20"]):
        text = (root / "content/communities/mmo-fizikov.yaml").read_text(encoding="utf-8")
        text = re.sub(r"(?m)^added: .*$", f"added: {added}", text.replace("mmo-fizikov", f"late-{number}"))
        text = re.sub(r"(?m)^title: .*$", f"title: Объединение химиков {number}", text)
        (root / f"content/communities/late-{number}.yaml").write_text(text, encoding="utf-8")
    commit_all(root, day="2026-04-10")
    out = told(root).out
    assert "Объединение химиков 0" in out
    assert "Объединение химиков 1" not in out


def test_since_the_beginning_everything_is_new(changed: Path) -> None:
    out = told(changed, since="2020-01-01").out
    assert "## Новое" in out
    assert "## Изменилось" not in out
    assert "## В архиве" not in out


def test_news_of_a_subject_and_of_a_municipality(changed: Path) -> None:
    grouped = told(changed, "--by", "municipality", since="2020-01-01").out
    headings = re.findall(r"(?m)^### (.*)$", grouped)
    assert len(headings) > 1
    only = told(changed, "--municipality", "ozersk", "--by", "municipality", since="2020-01-01").out
    assert len(re.findall(r"(?m)^### ", only)) == 1
    file = changed / "content/communities/mmo-khimikov.yaml"
    text = re.sub("(?m)^subjects: .*$", "subjects: [russian, physics]", file.read_text(encoding="utf-8"))
    assert "[russian, physics]" in text
    file.write_text(text, encoding="utf-8")
    commit_all(changed, day="2026-05-02")
    physics = told(changed, "--subject", "physics", "--by", "subject", since="2020-01-01").out
    assert set(re.findall(r"(?m)^### (.*)$", physics)) == {"Физика"}
    assert "наставни" not in physics


def test_unknown_places_and_wrong_days_are_wrong_usage(root: Path) -> None:
    answer = told(root, "--municipality", "ozersc")
    assert answer.code == 2
    assert "Возможно, вы имели в виду «ozersk»" in answer.err
    assert told(root, since="01.02.2026").code == 2
    assert call(root, *WORDS).code == 2


def test_no_repository_and_a_clone_cut_short(root: Path, tmp_path: Path) -> None:
    alone = assemble(tmp_path / "alone", FIXTURES / "golden")
    assert told(alone).code == 1
    assert "git" in told(alone).err
    commit_all(root, day="2026-06-01")
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    answer = told(tmp_path / "shallow")
    assert answer.code == 1
    assert "--unshallow" in answer.err


def test_titles_are_only_text_in_every_form(changed: Path) -> None:
    markdown = told(changed, "--format", "markdown").out
    assert "<b>" not in markdown
    assert "@all" not in markdown
    tree = html.document_fromstring(told(changed, "--format", "html").out)
    assert tree.xpath("//b") == []
    assert {str(link.get("href"))[:8] for link in tree.iter("a")} == {"https://"}


def test_the_same_twice(changed: Path) -> None:
    assert told(changed, "--format", "html") == told(changed, "--format", "html")
