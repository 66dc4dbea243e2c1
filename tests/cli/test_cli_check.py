"""`atlas check`: exit codes, paths, formats."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.atlases import AS_OF, FIXTURES, assemble
from support.git import commit_all, start_repository

from generator.cli import atlas
from generator.report import FORMATS

READING = FIXTURES / "reading"

REST = "Проверено, не нарушает ли это чего-то в остальном атласе:"


def check(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(atlas, ["--root", str(root), "check", "--as-of", AS_OF, *arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three records, two of them with an error each."""
    made = assemble(tmp_path, FIXTURES / "valid")
    practices = made / "content/practices"
    for code, name in (("too-short", "a-korotko"), ("not-a-date", "b-data")):
        text = (READING / code / "content/practices/obrazets.yaml").read_text(encoding="utf-8")
        text = text.replace("id: obrazets", f"id: {name}").replace(
            "title: Урок физики", f"title: Урок {code}", 1
        )
        (practices / f"{name}.yaml").write_text(text, encoding="utf-8")
    return made


def codes(result: Result) -> list[str]:
    return [finding["code"] for finding in json.loads(result.stdout)["findings"]]


def test_a_clean_atlas_gives_zero(tmp_path: Path) -> None:
    result = check(assemble(tmp_path, FIXTURES / "valid"))
    assert (result.exit_code, result.stdout) == (0, "Проверено: 1\u00a0запись. Замечаний нет.\n")
    assert result.stderr == ""


def test_everything_is_reported_without_paths(root: Path) -> None:
    result = check(root, "--format", "json")
    assert (result.exit_code, codes(result)) == (1, ["too-short", "not-a-date"])
    assert json.loads(result.stdout)["counts"] == {"files": 3, "errors": 2, "warnings": 0}


def test_texts_of_a_record_that_does_not_fit_its_schema_are_judged_in_the_same_pass(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    file = root / "content/practices/obrazets.yaml"
    text = file.read_text(encoding="utf-8")
    title, mailbox = "title: Урок физики на школьном дворе", "email: shkola@example.org"
    assert title in text
    assert mailbox in text
    spoilt = text.replace(title, "title: Урoк").replace(mailbox, "email: olga.ivanova@mail.ru")
    file.write_text(f"{spoilt}gaol: Цeль\ncommunities: {{x: [1]}}\nsteps_: [[]]\n", encoding="utf-8")
    found = codes(check(root, "--format", "json"))
    # of the title its length is said, and no more; what no schema knows is no text
    assert sorted(found) == ["personal-mailbox", "too-short", "unknown-key", "unknown-key", "wrong-type"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["content/practices/a-korotko.yaml"], ["too-short"]),
        (["content/practices/a-korotko.yaml", "content/practices/b-data.yaml"], ["too-short", "not-a-date"]),
        (["content/practices/"], ["too-short", "not-a-date"]),
        (["content/../content/practices"], ["too-short", "not-a-date"]),
        (["content/practices/obrazets.yaml"], []),
        (["site_config"], []),
        (["."], ["too-short", "not-a-date"]),
    ],
)
def test_paths_limit_what_is_reported(root: Path, paths: list[str], expected: list[str]) -> None:
    result = check(root, "--format", "json", *(str(root / path) for path in paths))
    assert codes(result) == expected
    assert result.exit_code == bool(expected)


@pytest.mark.parametrize(
    "path", ["README.md", "site_config/pages/a.md", "site_config/theme/a.yaml", "schemas/filled"]
)
def test_what_a_check_does_not_read_is_refused(root: Path, path: str) -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("x", encoding="utf-8") if place.suffix else place.mkdir(exist_ok=True)
    result = check(root, path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"«{path}» — не запись и не настройка атласа: проверять здесь нечего. Можно" in result.stderr


def test_a_record_of_a_near_name_is_suggested(root: Path) -> None:
    result = check(root, "content/practices/b_data.yaml")
    assert result.exit_code == 2
    assert "не найдено" in result.stderr
    assert "имели в виду «content/practices/b-data.yaml»." in result.stderr
    assert check(root, "site_config/atlas.yaml", "schemas/practice.schema.json").exit_code == 0


def test_paths_may_be_given_from_the_root(root: Path) -> None:
    assert codes(check(root, "--format", "json", "content/practices/b-data.yaml")) == ["not-a-date"]


def test_a_link_is_reported_under_its_own_name(root: Path) -> None:
    (root / "content/practices/c-ssylka.yaml").symlink_to("/etc/hostname")
    result = check(root, "--format", "json", str(root / "content/practices/c-ssylka.yaml"))
    assert codes(result) == ["symlink"]


def test_a_second_check_says_the_same(root: Path) -> None:
    assert check(root).stdout == check(root).stdout


def test_several_jobs_say_the_same(root: Path) -> None:
    assert check(root, "--jobs", "2").stdout == check(root, "--jobs", "1").stdout


def test_nothing_is_written_outside_the_cache(root: Path) -> None:
    before = {path for path in root.rglob("*") if ".atlas" not in path.parts}
    check(root)
    assert {path for path in root.rglob("*") if ".atlas" not in path.parts} == before


def test_broken_settings_are_told_whatever_the_paths(root: Path) -> None:
    (root / "site_config/municipalities.yaml").write_text("", encoding="utf-8")
    result = check(root, "--format", "json", "content/practices/obrazets.yaml")
    assert (result.exit_code, codes(result)) == (1, ["empty-file"])


def test_a_path_through_a_linked_folder_is_found(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    way = tmp_path_factory.mktemp("way") / "atlas"
    way.symlink_to(root)
    result = check(root, "--format", "json", str(way / "content/practices/b-data.yaml"))
    assert codes(result) == ["not-a-date"]


@pytest.mark.parametrize("format_name", list(FORMATS))
def test_every_format_is_asked_for_by_name(root: Path, format_name: str) -> None:
    settings = root / "site_config/atlas.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("https://example.org/atlas/", "https://atlas-regiona.ru/"), encoding="utf-8"
    )
    result = check(root, "--format", format_name)
    assert (result.exit_code, result.stderr) == (1, "")
    assert all(code in result.stdout for code in ("too-short", "not-a-date"))
    assert "https://atlas-regiona.ru/findings/too-short/" in result.stdout


def test_on_github_the_whole_table_goes_into_the_summary_of_the_step(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path_factory.mktemp("step") / "summary.md"
    summary.write_text("Раньше в шаге.\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert check(root, "--format", "json").exit_code == 1
    assert summary.read_text(encoding="utf-8") == "Раньше в шаге.\n"
    assert check(root, "--format", "github").stdout.startswith(
        "::error file=content/practices/a-korotko.yaml,"
    )
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("Раньше в шаге.\n## Проверка атласа\n")
    assert text.count("| ошибка") == 2


def test_a_summary_that_is_full_is_not_made_longer_than_github_takes(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path_factory.mktemp("step") / "summary.md"
    summary.write_bytes(b"x" * (1024 * 1024 - 800))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    check(root, "--format", "github")
    assert summary.stat().st_size <= 1024 * 1024
    assert "И ещё 2\u00a0замечания" in summary.read_bytes().decode()


def test_only_what_changed_since_a_state(root: Path) -> None:
    (root / "content/practices/b-data.yaml").rename(root / "b-data.yaml")
    start_repository(root)
    commit_all(root)
    (root / "b-data.yaml").rename(root / "content/practices/b-data.yaml")
    result = check(root, "--changed-since", "main", "--format", "json")
    assert (result.exit_code, codes(result)) == (1, ["not-a-date"])
    assert json.loads(result.stdout)["counts"] == {"files": 1, "errors": 1, "warnings": 0}
    one_path = check(root, "--changed-since", "main", "content/practices/a-korotko.yaml")
    assert (one_path.exit_code, one_path.stdout) == (0, "Из указанного ничего не изменено. Замечаний нет.\n")


def test_changed_since_a_state_that_is_not_there(root: Path) -> None:
    start_repository(root)
    commit_all(root)
    result = check(root, "--changed-since", "mian")
    assert result.exit_code == 1
    assert "Возможно, вы имели в виду «main»" in result.stderr


def test_a_proposal_is_judged_as_it_stands_in_git(root: Path) -> None:
    start_repository(root)
    before = commit_all(root)
    kept = (root / "content/practices/obrazets.yaml").read_text(encoding="utf-8")
    (root / "content/practices/c-novaya.yaml").write_text(kept, encoding="utf-8")  # its id is another's
    (root / "content/practices/d-ssylka.yaml").symlink_to("/etc/passwd")
    proposal = commit_all(root)
    (root / "content/practices/c-novaya.yaml").write_text("что угодно", encoding="utf-8")  # not looked at
    result = check(root, "--format", "json", "--proposal", f"{before}..{proposal}")
    assert result.exit_code == 1
    assert {"id-not-file-name", "symlink"} <= set(codes(result))
    assert not {"too-short", "not-a-date"} & set(codes(result)), "they stood before"
    assert json.loads(result.stdout)["counts"]["files"] == 1
    assert "c-novaya.yaml" in check(root, "--proposal", f"{before}..{proposal}").stdout
    removed = check(root, "--proposal", f"{proposal}..{before}")
    assert (removed.exit_code, removed.stdout) == (
        0,
        f"Удалена 1\u00a0запись. {REST} 3\u00a0записи. Замечаний нет.\n",
    )


def test_a_change_without_records_says_what_was_looked_at(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a-korotko", "b-data"):
        (root / f"content/practices/{name}.yaml").unlink()
    start_repository(root)
    before = commit_all(root)
    (root / "site_config/vocabularies/forms.yaml").write_bytes(
        (root / "site_config/vocabularies/forms.yaml").read_bytes() + b"# end\n"
    )
    settings = commit_all(root)
    told = f"Изменено в схемах и настройках: 1\u00a0файл. {REST} 1\u00a0запись. Замечаний нет.\n"
    assert check(root, "--proposal", f"{before}..{settings}").stdout == told
    assert check(root, "--changed-since", before).stdout == told
    summary = tmp_path_factory.mktemp("step") / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert check(root, "--proposal", f"{before}..{settings}", "--format", "github").stdout == told
    assert summary.read_text(encoding="utf-8") == f"## Проверка атласа\n\n{told}"
    (root / "content/practices/obrazets.yaml").unlink()
    assert check(root, "--changed-since", settings).stdout == (
        "Удалена 1\u00a0запись. Других записей в атласе нет. Замечаний нет.\n"
    )
    assert check(root).stdout == "Записей не найдено, проверены настройки. Замечаний нет.\n"
    (root / "README.md").write_text("Атлас\n", encoding="utf-8")
    none = check(root, "--proposal", f"{settings}..{settings}")
    assert none.stdout == "Изменённых записей, схем и настроек нет. Замечаний нет.\n"


def test_a_record_that_gets_another_name_is_not_removed(root: Path) -> None:
    for name in ("a-korotko", "b-data"):
        (root / f"content/practices/{name}.yaml").unlink()
    start_repository(root)
    before = commit_all(root)
    file = root / "content/practices/obrazets.yaml"
    text = file.read_text(encoding="utf-8").replace("id: obrazets", "id: drugoy", 1)
    (root / "content/practices/drugoy.yaml").write_text(text, encoding="utf-8")
    file.unlink()
    renamed = commit_all(root)
    assert check(root, "--proposal", f"{before}..{renamed}").stdout.startswith("Проверено: 1\u00a0запись. За")


def test_a_proposal_is_judged_whole(root: Path) -> None:
    result = check(root, "content", "--proposal", "main..HEAD")
    assert result.exit_code == 2
    assert "предложение целиком" in result.stderr
    start_repository(root)
    commit_all(root)
    unknown = check(root, "--proposal", "HEAD..$(touch canary)")
    assert unknown.exit_code == 1
    assert "нет состояния «$(touch canary)»" in unknown.stderr


def test_warnings_may_pass(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "golden")
    assert check(root).exit_code == 1
    assert "Ошибок" not in check(root).stdout
    assert check(root, "--fail-on", "error").exit_code == 0
    (root / "content/practices/plokhaya.yaml").write_text("id: plokhaya\n")
    assert check(root, "--fail-on", "error").exit_code == 1


def test_a_summary_that_cannot_be_written_is_told_after_the_report(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(root / "no-such-folder/summary.md"))
    result = check(root, "--format", "github")
    assert result.exit_code == 1
    assert "::error file=content/practices/a-korotko.yaml," in result.stdout
    assert result.stderr.startswith("Ошибка: файл или папка не найдены: «")


def test_help_loads_no_reader_of_yaml_and_no_guide() -> None:
    slow = {"yaml", "generator.report.guide", "generator.model.addresses", "importlib.metadata"}
    script = f"import sys, generator.cli.check; print(sorted({slow!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
