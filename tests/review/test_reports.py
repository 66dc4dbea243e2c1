"""Complete reports: golden ones, and what no golden report shows."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from support.git import commit_all, git
from support.reviews import (
    DAY,
    EXPECTED,
    atlas_to_change,
    of_fixture,
    proposal_fixtures,
    proposed_by,
    report_of,
    review_of,
)

from generator.base.errors import AtlasError
from generator.changes.words import join_parts
from generator.model.findings import BrokenAtlasError
from generator.report.plain_text import plain_text
from generator.review import assemble_review, open_proposal, render_json, render_markdown
from generator.review.formats import LIMIT

FIXTURES = proposal_fixtures()
PRACTICE = "content/practices/opyty-na-podokonnike.yaml"
NEW = "content/practices/izmereniya-na-shkolnom-dvore.yaml"
MOST_LINES = 60
MANY = 60
KEPT = "redirect_from: [communities/gruppa-po-vpr/]\nsample: true"
GOOD = next(one for one in FIXTURES if one.name == "good-record")


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_golden_reports(fixture: Path, tmp_path: Path) -> None:
    root = proposed_by(tmp_path / "atlas", of_fixture(fixture))
    first = report_of(root)
    assert first == (fixture / EXPECTED).read_text(encoding="utf-8")
    assert report_of(root) == first  # from what is remembered


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_an_editor_reads_a_screen_before_the_first_fold(fixture: Path) -> None:
    report = (fixture / EXPECTED).read_text(encoding="utf-8")
    before = report.partition("<details>")[0]
    assert before.count("\n") <= MOST_LINES
    for technical in ("Сравнивались состояния", "content/practices/izm", "Какие страницы изменятся"):
        assert technical not in before


def test_a_bad_record_leaves_the_first_screen_short(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        of_fixture(GOOD)(root)
        file = root / NEW
        steps = "".join(f"  - title: Шаг {number}\n    text: ''\n" for number in range(40))
        lines = "".join(f"key{number}: 1\n" for number in range(40))
        file.write_text(f"{file.read_text(encoding='utf-8')}{lines}risks:\n{steps}", encoding="utf-8")

    report = report_of(proposed_by(tmp_path / "atlas", change))
    assert report.partition("<details>")[0].count("\n") <= MOST_LINES
    assert "<summary>Ещё " in report


def test_results_and_steps_are_read_in_the_report(tmp_path: Path) -> None:
    report = report_of(proposed_by(tmp_path / "atlas", of_fixture(GOOD)))
    before = report.partition("<details>")[0]
    assert "эффект 45 п. п. (Как измеряли: проверка записей всего класса)" in before
    assert "2) Измерить и сравнить. Группы измеряют" in before


def test_a_deletion_names_similar_records_of_its_kind(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        twin = (root / "content/practices/poputchik-molodogo-uchitelya.yaml").read_text(encoding="utf-8")
        (root / "content/practices/poputchik.yaml").write_text(
            twin.replace("id: poputchik-molodogo-uchitelya", "id: poputchik"), encoding="utf-8"
        )
        git(root, "checkout", "-q", "main")
        commit_all(root)
        git(root, "checkout", "-q", "-B", "proposal")
        (root / "content/practices/poputchik.yaml").unlink()

    review = review_of(proposed_by(tmp_path / "atlas", change))
    (record,) = review.records
    assert (record.lost_address, review.verdict.decision) == ("practices/poputchik/", "expert")
    assert [one.path.rpartition("/")[2] for one in record.nearest] == ["poputchik-molodogo-uchitelya.yaml"]


def test_an_address_that_another_record_keeps_is_not_lost(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        (root / "content/communities/gruppa-po-vpr.yaml").unlink()
        edit(root, "content/communities/mmo-fizikov.yaml", "sample: true", KEPT)

    record = next(one for one in review_of(proposed_by(tmp_path / "atlas", change)).records if one.successors)
    assert (record.change.id, record.lost_address) == ("gruppa-po-vpr", "")
    assert [one.path for one in record.successors] == ["content/communities/mmo-fizikov.yaml"]


def test_records_changed_alike_are_told_once(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        for file in (root / "content/communities").iterdir():
            edit(root, f"content/communities/{file.name}", "\nsample: true", "\ntags: [общее]\nsample: true")

    report = report_of(proposed_by(tmp_path / "atlas", change))
    assert "<summary>Одинаково изменены 3 записи</summary>" in report
    assert report.count("добавлено **общее**") == 1


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_a_report_reads_as_text(fixture: Path) -> None:
    text = plain_text((fixture / EXPECTED).read_text(encoding="utf-8"))
    assert not re.search(r"&#|\*\*|~~|</?(?:details|summary|br|ins|del)|\u2060|\| ---", text)
    assert not re.search("«[^»]*«", text)
    assert text.startswith("Предложение: ")


def test_quotation_marks_do_not_stand_in_one_another(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        of_fixture(GOOD)(root)
        edit(root, NEW, "title: Измерения", "title: Проект «Измерения»")
        edit(root, NEW, "organisation:", "sphere: проект «Сфера»\norganisation:")

    report = report_of(proposed_by(tmp_path / "atlas", change))
    assert "«Проект „Измерения“ на школьном дворе»" in report
    assert "«проект „Сфера“»" in report
    assert not re.search("«[^»]*«", report)


def test_errors_do_not_stand_under_words_of_no_change(tmp_path: Path) -> None:
    root = proposed_by(
        tmp_path / "atlas", lambda root: edit(root, "site_config/atlas.yaml", "title:", "titel:")
    )
    report = report_of(root)
    assert report.startswith("## Предложение: меняются настройки\n")
    assert "записи не меняются" not in report


def test_a_heading_counts_errors_and_stands_beside_a_record_with_results(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        text = (root / PRACTICE).read_text(encoding="utf-8").replace("id: opyty-na-pod", "id: opyty-pod")
        text = text.replace("redirect_from: [practices/stakan-u-okna/]\n", "")
        (root / "content/practices/opyty-podokonnike.yaml").write_text(text, encoding="utf-8")

    report = report_of(proposed_by(tmp_path / "atlas", change))
    heading = next(line for line in report.split("\n") if line.startswith("### Новая запись"))
    assert "2 ошибки, 2 совета автору, похожа на «Опыты на подоконнике»" in heading.replace("\xa0", " ")
    assert "- 2 ошибки в записях предложения\n" in report.replace("\xa0", " ")
    row = next(line for line in report.split("\n") if line.startswith("| Результаты |"))
    assert row.count("|") == 4
    assert row.endswith("| то же |")


def test_a_good_record_can_be_merged(tmp_path: Path) -> None:
    review = review_of(proposed_by(tmp_path / "atlas", of_fixture(GOOD)))
    assert review.verdict.decision == "accept"
    assert [editor.id for editor in review.records[0].editors] == ["physics"]
    assert review.pages.records == ()  # it is not public yet


def test_nothing_is_proposed(tmp_path: Path) -> None:
    root = atlas_to_change(tmp_path / "atlas")
    review = review_of(root)
    assert (review.records, review.verdict.decision) == ((), "nothing")
    assert report_of(root).startswith("## Предложение: ничего не меняется\n\n**Итог: принимать нечего.**\n")


def test_a_schema_from_the_proposal_does_not_judge_it(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        of_fixture(GOOD)(root)
        edit(root, "schemas/practice.schema.json", '"steps"\n  ]', '"steps",\n    "goal"\n  ]')

    root = proposed_by(tmp_path / "atlas", change)
    review = review_of(root)
    assert review.verdict.decision == "expert"
    assert "смотрит тот, кто отвечает за схемы записей" in review.verdict.reasons
    assert "### Внимание: предложение меняет правила" in report_of(root)
    own = assemble_review(open_proposal(root, "main..HEAD", as_of=DAY, own_schemas=True), own_schemas=True)
    assert own.verdict.decision == "author"
    assert {finding.code for finding in own.elsewhere} == {"missing-key"}


def test_a_schema_that_leads_astray_does_no_harm(tmp_path: Path) -> None:
    root = proposed_by(
        tmp_path / "atlas", lambda root: (root / "schemas/practice.schema.json").write_text("{")
    )
    assert review_of(root).verdict.decision == "expert"
    with pytest.raises(BrokenAtlasError) as refused:
        open_proposal(root, "main..HEAD", as_of=DAY, own_schemas=True).findings  # noqa: B018 - asked for
    assert [finding.path for finding in refused.value.findings] == ["schemas/practice.schema.json"]


def test_a_loosened_setting_does_not_hide_what_it_lets_through(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        of_fixture(GOOD)(root)
        record = "content/practices/izmereniya-na-shkolnom-dvore.yaml"
        edit(root, record, "  - physics", "  - astronomy")
        edit(root, "site_config/vocabularies/subjects.yaml", "id: russian", "id: astronomy")

    root = proposed_by(tmp_path / "atlas", change)
    review = review_of(root)
    assert [finding.code for finding in review.by_former_rules] == ["not-in-vocabulary"]
    assert [finding.code for finding in review.elsewhere] == ["not-in-vocabulary"]
    assert not review.records[0].findings


def test_broken_settings_are_told(tmp_path: Path) -> None:
    root = proposed_by(
        tmp_path / "atlas", lambda root: edit(root, "site_config/atlas.yaml", "title:", "titel:")
    )
    review = review_of(root)
    assert {finding.path for finding in review.beside} == {"site_config/atlas.yaml"}
    assert review.verdict.decision == "author"


def test_the_proposal_does_not_choose_its_judges(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        of_fixture(GOOD)(root)
        edit(root, "site_config/editors.yaml", "account: fiziki", "account: everyone")

    report = report_of(proposed_by(tmp_path / "atlas", change))
    assert "@fiziki" in report
    assert "everyone" not in report


def test_a_symbolic_link_instead_of_a_record(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        (root / PRACTICE).unlink()
        (root / PRACTICE).symlink_to("/etc/passwd")
        (root / "content/practices/new.yaml").symlink_to("../../site_config/atlas.yaml")

    root = proposed_by(tmp_path / "atlas", change)
    review = review_of(root)
    assert [[finding.code for finding in record.findings] for record in review.records] == [["symlink"]] * 2
    report = report_of(root)
    assert "root:" not in report
    assert "Файл не читается" in report


def test_names_that_are_no_records(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        (root / "content/practices/Имя @all.yaml").write_text("x")
        (root / os.fsdecode(b"content/practices/\xff.yaml")).write_text("x")
        (root / os.fsdecode(b"\xfe.txt")).write_text("x")

    root = proposed_by(tmp_path / "atlas", change)
    review = review_of(root)
    assert {finding.code for finding in review.beside} == {"bad-file-name"}
    assert "@all" not in report_of(root)
    render_json(review).encode()


def many(root: Path) -> None:
    text = (GOOD / "head/content/practices/izmereniya-na-shkolnom-dvore.yaml").read_text(encoding="utf-8")
    for number in range(MANY):
        name = f"izmereniya-{number}"
        record = text.replace("id: izmereniya-na-shkolnom-dvore", f"id: {name}")
        record = record.replace("title: Измерения", f"title: Измерения {number}").replace("- ooo", "- oooo")
        (root / f"content/practices/{name}.yaml").write_text(record, encoding="utf-8")


def test_many_records_fit_into_a_comment(tmp_path: Path) -> None:
    root = proposed_by(tmp_path / "atlas", many)
    proposed = open_proposal(root, "main..HEAD", as_of=DAY)
    review, names = assemble_review(proposed), proposed.after.ruleset.schemas
    short = render_markdown(review, proposed.settings, names)
    assert 20_000 < len(short) <= LIMIT
    assert f"{MANY} новых записей" in short
    whole = render_markdown(review, proposed.settings, names, limit=0)
    assert len(re.findall(r"<summary>\d+&#46; Новая запись", whole)) == MANY
    tiny = render_markdown(review, proposed.settings, names, limit=3000)
    assert len(tiny) <= 3000
    assert "нужен автор" in tiny


def test_a_report_for_programs(tmp_path: Path) -> None:
    root = proposed_by(tmp_path / "atlas", lambda root: edit(root, PRACTICE, "grades: [7, 8]", "grades: [7]"))
    told = json.loads(render_json(review_of(root)))
    assert told["version"] == 1
    assert told["verdict"]["decision"] == "accept"
    (record,) = told["records"]
    assert (record["how"], record["kind"], record["id"]) == ("changed", "practice", "opyty-na-podokonnike")
    assert record["fields"] == [{"pointer": ["grades"], "title": "Классы", "before": [7, 8], "after": [7]}]
    assert "practices/opyty-na-podokonnike/" in told["pages"]["records"]


def test_three_dots_leave_out_what_others_did(tmp_path: Path) -> None:
    root = proposed_by(tmp_path / "atlas", of_fixture(GOOD))
    git(root, "checkout", "-q", "main")
    (root / PRACTICE).unlink()
    commit_all(root)
    assert len(review_of(root, "main..proposal").records) == 2
    assert len(review_of(root, "main...proposal").records) == 1


def test_a_proposal_that_removes_the_settings(tmp_path: Path) -> None:
    root = proposed_by(tmp_path / "atlas", lambda root: shutil.rmtree(root / "site_config"))
    with pytest.raises(AtlasError, match="предложение удаляет папку «site_config»") as refused:
        review_of(root)
    assert str(refused.value.action) == "Верните папку в ветку предложения"


def test_a_state_before_the_atlas(tmp_path: Path) -> None:
    root = atlas_to_change(tmp_path / "atlas")
    git(root, "checkout", "-q", "--orphan", "empty")
    git(root, "rm", "-rfq", ".")
    commit_all(root)
    with pytest.raises(AtlasError, match="ещё нет атласа"):
        review_of(root, "empty..main")
    assert {record.change.how for record in review_of(root, "main..empty").records} == {"removed"}


STAGES, SUBJECTS = "site_config/vocabularies/practice_stages.yaml", "site_config/vocabularies/subjects.yaml"


def test_a_changed_term_says_what_changed_and_what_follows(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        text = (root / STAGES).read_text(encoding="utf-8")
        before, placed, after = text.partition("  - id: placed\n")
        assert "public" not in after.partition("  - id:")[0].replace("public: true", "")
        after = after.replace("    public: true\n", "    public: false\n", 1)
        (root / STAGES).write_text(before + placed + after, encoding="utf-8")

    report = report_of(proposed_by(tmp_path / "atlas", change)).replace("\xa0", " ")
    assert "  - Публикуется: было да, теперь **нет**\n" in report
    assert "записи на этом этапе перестанут быть видны читателям**" in report
    assert "Словарь «Этапы практики»" in report


def test_a_clarified_definition_is_shown(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        text = (root / SUBJECTS).read_text(encoding="utf-8")
        changed = re.sub("(?m)^(  - id: .*)$", r"\1\n    definition: Наука о природе.", text, count=1)
        (root / SUBJECTS).write_text(changed, encoding="utf-8")

    report = report_of(proposed_by(tmp_path / "atlas", change))
    assert "\n  - Определение: добавлено **Наука о природе.**\n" in report


def test_a_page_is_no_rule(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        page = root / "site_config/pages/about.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("# Об атласе\n\nНовый текст.\n", encoding="utf-8")

    report = report_of(proposed_by(tmp_path / "atlas", change))
    assert "- смотрит тот, кто отвечает за страницы и оформление сайта\n" in report
    assert "### Какие файлы меняются\n" in report
    assert not re.search("правила|Записи проверены", report)


def test_an_unknown_stage_is_not_a_missing_one(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        edit(root, PRACTICE, "stage: placed", "stage: ready")

    report = report_of(proposed_by(tmp_path / "atlas", change))
    assert "**Читателям не видна**: этапа «ready» нет в словаре. Её увидят" in report


def test_samples_alone_are_not_counted_twice(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        for name in ("gruppa-po-vpr", "mmo-fizikov"):
            edit(root, f"content/communities/{name}.yaml", "\nsample: true", "\ntags: [общее]\nsample: true")

    report = report_of(proposed_by(tmp_path / "atlas", change)).replace("\xa0", " ")
    assert report.startswith("## Предложение: 2 изменённые записи, все — учебные примеры\n")


def test_a_document_and_an_event_show_what_identifies_them(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        (root / "content/documents/prikaz.yaml").write_text(
            "id: prikaz\ntitle: О сети школ\nkind: order\nnumber: 12-п\ndate: 2026-08-20\n", encoding="utf-8"
        )

    before = report_of(proposed_by(tmp_path / "atlas", change)).partition("<details>")[0]
    assert re.search(r"\| Номер \| 12-п \|\n\| Дата \| 20 августа 2026 года \|", before)


def test_a_fold_whose_summary_is_on_lines_of_its_own_is_one_line_of_text() -> None:
    folded = "<details>\n<summary>\nОстальное в записи\n</summary>\n\nТекст.\n\n</details>\n"
    assert plain_text(folded) == "[Остальное в записи]\n\nТекст.\n"


def test_whole_sentences_are_not_joined_by_semicolons() -> None:
    parts = ["Риск: Дождь.", "Что делать: Перенести", "Когда: Сразу"]
    assert join_parts(parts) == "Риск: Дождь. Что делать: Перенести; Когда: Сразу"
