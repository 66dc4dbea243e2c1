"""Settings are read like records, and what is wrong with them hides nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.atlases import FIXTURES, REFERENCE, assemble
from support.reading import check_fixture

from generator.base.errors import AtlasError, NotAnAtlasError
from generator.check import settings_check
from generator.check.ruleset import Ruleset
from generator.check.settings_check import load_ruleset
from generator.model.editorial import Editorial
from generator.model.findings import Severity
from generator.model.settings import KindSettings
from generator.source.schema_files import Schemas, default_kind_settings, read_schemas


def loaded(root: Path) -> Ruleset:
    return load_ruleset(root, read_schemas(root))


def codes(root: Path) -> list[tuple[str, str]]:
    return [(finding.path, finding.code) for finding in loaded(root).findings]


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_settings_of_this_repository_are_read() -> None:
    result = loaded(REFERENCE)
    assert result.settings is not None
    assert not [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert len(result.settings.municipalities) == 44
    assert result.settings.term("subjects", "mathematics").title == "Математика"
    assert "municipalities" in result.vocabularies
    assert "municipalities" not in result.settings.vocabularies


def test_missing_files_are_findings(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    (root / "site_config/atlas.yaml").unlink()
    (root / "site_config/municipalities.yaml").unlink()
    (root / "site_config/vocabularies/subjects.yaml").unlink()
    (root / "site_config/search.yaml").unlink()
    assert codes(root) == [
        ("site_config/atlas.yaml", "missing-file"),
        ("site_config/municipalities.yaml", "missing-file"),
        ("site_config/vocabularies/subjects.yaml", "missing-vocabulary"),
    ]
    assert loaded(root).settings is None


def test_search_words_may_be_left_out(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    (root / "site_config/search.yaml").unlink(missing_ok=True)
    settings = loaded(root).settings
    assert settings is not None
    assert settings.search.abbreviations == ()


def test_a_linked_settings_file_is_a_finding(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    atlas = root / "site_config/atlas.yaml"
    atlas.rename(root / "elsewhere.yaml")
    atlas.symlink_to(root / "elsewhere.yaml")
    assert codes(root) == [("site_config/atlas.yaml", "symlink")]


def test_an_unknown_type_of_municipality_is_a_finding(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    replace(root / "site_config/municipalities.yaml", "type: ", "type: no-")
    assert codes(root) == [("site_config/municipalities.yaml", "not-in-vocabulary")]


def test_codes_of_territories_stand_once(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    file = root / "site_config/municipalities.yaml"
    places = loaded(root).settings
    assert places is not None
    first, second = places.municipalities[0].oktmo, places.municipalities[1].oktmo
    replace(file, second, first)
    assert codes(root) == [("site_config/municipalities.yaml", "duplicate-id")]


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("/edit/{branch}", "не сказано, куда подставить {path}"),
        ("/edit/{brunch}/{path}", "непонятно, что подставить вместо {brunch}"),
        ("/edit/{path!r}", "непонятно, что подставить вместо скобок"),
        ("/edit/{path:>9}", "непонятно, что подставить вместо скобок"),
        ("/edit/{path", "фигурные скобки не закрыты"),
        ("/edit/{path.__class__}", "непонятно, что подставить"),
        ("/edit/{path}?text={content}", "непонятно, что подставить вместо {content}"),
    ],
)
def test_a_template_of_an_address_that_cannot_be_filled_is_a_finding(
    tmp_path: Path, template: str, told: str
) -> None:
    root = assemble(tmp_path)
    replace(root / "site_config/atlas.yaml", "/edit/{branch}/{path}", f'"{template}"')
    (finding,) = loaded(root).findings
    assert (finding.code, finding.line) == ("bad-template", 22)
    assert told in finding.what


def test_a_forge_is_described_once(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    replace(root / "site_config/atlas.yaml", "id: gitlab", "id: github")
    assert codes(root) == [("site_config/atlas.yaml", "duplicate-id")]


def test_broken_settings_do_not_hide_the_faults_of_records(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "reading" / "not-in-vocabulary")
    replace(root / "site_config/atlas.yaml", "kind: github", "kind: githab")
    result = check_fixture(root)
    assert [finding.code for finding in result.findings] == ["not-in-vocabulary", "not-allowed"]
    assert result.settings is None
    assert result.broken == ("content/practices/obrazets.yaml",)


def test_a_folder_without_schemas_is_no_atlas(tmp_path: Path) -> None:
    with pytest.raises(NotAnAtlasError, match="нет атласа"):
        read_schemas(tmp_path)


@pytest.mark.parametrize(
    "content", ["{", "[]", "\xff", '{"type": "nothing"}', '{"$ref": "nowhere.json"}', "[" * 90_000]
)
def test_a_schema_that_cannot_be_used_stops_the_check_in_words(tmp_path: Path, content: str) -> None:
    root = assemble(tmp_path)
    (root / "schemas/atlas.schema.json").write_text(content, encoding="latin-1")
    with pytest.raises(AtlasError, match=r"схем[аы] "):
        check_fixture(root)


@pytest.mark.parametrize("name", ["practice", "common", "vocabulary"])
def test_a_missing_schema_is_named(tmp_path: Path, name: str) -> None:
    root = assemble(tmp_path)
    (root / f"schemas/{name}.schema.json").unlink()
    with pytest.raises(AtlasError, match=rf"не хватает: «{name}\.schema\.json»"):
        check_fixture(root)


def test_who_decides_and_by_which_questions_may_be_left_out(tmp_path: Path) -> None:
    settings = loaded(assemble(tmp_path)).settings
    assert settings is not None
    assert settings.editorial == Editorial()


def test_every_mistake_of_a_file_of_settings_is_told_at_once(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    (root / "site_config/editors.yaml").write_text(
        "editors:\n"
        "  - {id: Все, title: Редакция, subjects: physics}\n"
        "  - {id: all, title: Методист Анна Петровна Ильина, email: ivanova@mail.ru}\n"
        "  - {id: all, title: 'Редакция \"Атласа\"', titel: Тест}\n",
        encoding="utf-8",
    )
    found = [(one.line, one.code) for one in loaded(root).findings]
    assert found == [
        (2, "bad-pattern"),
        (2, "wrong-type"),
        (3, "name-without-consent"),
        (3, "personal-mailbox"),
        (4, "duplicate-id"),
        (4, "foreign-quotes"),
        (4, "unknown-key"),
    ]


def test_what_to_do_about_settings_is_not_what_to_do_about_a_record(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    (root / "site_config/editors.yaml").write_text("", encoding="utf-8")
    (root / "site_config/needs.yaml").write_text(
        "needs:\n  - {id: a, title: Кому, any_subject: да}\n", encoding="utf-8"
    )
    (root / "site_config/vocabularies/audiences.yaml").write_text("titel: Кому\n", encoding="utf-8")
    found = {one.path.rpartition("/")[2]: one for one in loaded(root).findings}
    assert "atlas new" not in found["editors.yaml"].action
    assert (found["needs.yaml"].code, found["needs.yaml"].near) == ("not-allowed", ("true",))
    assert "missing-vocabulary" not in {one.code for one in loaded(root).findings}


def test_editors_are_checked_like_other_settings(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    (root / "site_config/editors.yaml").write_text(
        "editors:\n"
        "  - {id: all, title: Редакция, account: '@all'}\n"
        "  - {id: all, title: Методист, subjects: [phisics], municipalities: [oziorsk]}\n",
        encoding="utf-8",
    )
    (root / "site_config/checklists.yaml").write_text(
        "checklists:\n  - {title: Любая, questions: [{text: Верно.}], practice_kinds: [inovative]}\n",
        encoding="utf-8",
    )
    found = loaded(root)
    assert [(one.path, one.line, one.code, one.near) for one in found.findings] == [
        ("site_config/checklists.yaml", 2, "not-in-vocabulary", ("innovative",)),
        ("site_config/editors.yaml", 2, "bad-pattern", ("all",)),
        ("site_config/editors.yaml", 3, "duplicate-id", ()),
        ("site_config/editors.yaml", 3, "not-in-vocabulary", ("physics",)),
        ("site_config/editors.yaml", 3, "not-in-vocabulary", ("ozersk",)),
    ]
    assert found.settings is None


def test_needs_are_checked_like_other_settings(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    (root / "site_config/needs.yaml").write_text(
        "needs:\n  - {id: head, title: Руководителю, audience: [manager]}\n  - {id: head, title: Никому}\n",
        encoding="utf-8",
    )
    found = loaded(root)
    assert [(one.line, one.code, one.near) for one in found.findings] == [
        (2, "not-in-vocabulary", ("managers",)),
        (3, "duplicate-id", ()),
    ]
    (root / "site_config/needs.yaml").write_text("needs:\n  - {id: head, title: Никому}\n", encoding="utf-8")
    (finding,) = loaded(root).findings
    assert (finding.line, finding.what) == (2, "Нужда «Никому» не говорит, какие записи на неё отвечают")
    (root / "site_config/needs.yaml").write_text(
        "needs:\n  - {id: a, title: Кому, any_subject: true}\n  - {id: a, title: Ещё, tags: [овз]}\n",
        encoding="utf-8",
    )
    assert codes(root) == [("site_config/needs.yaml", "duplicate-id")]


def test_steps_ask_only_for_what_records_can_show(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    (root / "site_config/steps.yaml").write_text(
        "title: Шаги\n"
        "steps:\n"
        "  - title: Первый\n"
        "    evidence:\n"
        "      - {records: document, has: prepared_whit, kinds: [ordre]}\n"
        "      - {records: event, about: community}\n"
        "      - {records: community, has: founded, date: title}\n"
        "      - {records: network, kinds: [order]}\n"
        "      - {records: community, has: founded, date: founded}\n"
        "  - title: Второй\n",
        encoding="utf-8",
    )
    found = loaded(root)
    assert [(one.line, one.code, one.near[:1]) for one in found.findings] == [
        (5, "not-allowed", ("prepared_with",)),
        (5, "not-in-vocabulary", ("order",)),
        (6, "not-allowed", ()),
        (7, "not-allowed", ()),
        (8, "not-allowed", ()),
    ]
    assert found.settings is None


def test_terms_that_name_unknown_terms_of_other_vocabularies_are_findings(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    file = root / "site_config/vocabularies/centre_kinds.yaml"
    lines = ["    holders: [methodical-servise]", "    procedure:", "      - {stage: docments, months: [4]}"]
    file.write_text("\n".join([file.read_text(encoding="utf-8").rstrip(), *lines, ""]), encoding="utf-8")
    found = loaded(root)
    assert [(one.path, one.code, one.near) for one in found.findings] == [
        (f"site_config/vocabularies/{file.name}", "not-in-vocabulary", (near,))
        for near in ("methodical-service", "documents")
    ]
    assert found.settings is None


def test_two_editors_of_one_id_and_texts_with_hidden_signs(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    (root / "site_config/editors.yaml").write_text(
        "editors:\n  - {id: all, title: Редакция}\n  - {id: all, title: 'Редак\u200bция'}\n", encoding="utf-8"
    )
    assert codes(root) == [
        ("site_config/editors.yaml", "duplicate-id"),
        ("site_config/editors.yaml", "invisible-characters"),
    ]


def test_an_older_state_of_an_atlas_has_no_schema_of_editors(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    (root / "site_config/editors.yaml").write_text("editors: 1\n", encoding="utf-8")
    (root / "schemas/editors.schema.json").unlink()
    assert codes(root) == []


def test_the_editors_and_questions_of_this_repository() -> None:
    settings = loaded(REFERENCE).settings
    assert settings is not None
    assert settings.editorial.editors
    assert settings.editorial.checklists
    assert all(question.source for one in settings.editorial.checklists for question in one.questions)


def test_settings_and_schemas_that_hold_the_same_are_read_once(tmp_path: Path) -> None:
    root, twin = assemble(tmp_path / "atlas"), assemble(tmp_path / "twin")
    first = load_ruleset(root)
    assert load_ruleset(twin) is first
    (root / "site_config/pages").mkdir()
    assert load_ruleset(root).findings != first.findings, "pages are looked at each time"
    (root / "site_config/pages").rmdir()
    replace(root / "site_config/atlas.yaml", "title: ", "title: Новый ")
    (changed, before) = (load_ruleset(root).settings, first.settings)
    assert changed is not None
    assert before is not None
    assert changed.atlas.title == f"Новый {before.atlas.title}"
    replace(twin / "schemas/practice.schema.json", "Чего хотели достичь.", "К чему шли.")
    assert "К чему шли." in str(load_ruleset(twin).schemas)


def test_settings_that_change_while_they_are_read_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = assemble(tmp_path)
    file = root / "site_config/atlas.yaml"
    text = file.read_text(encoding="utf-8").replace("title: ", "title: Другой ", 1)

    def change(schemas: Schemas) -> dict[str, KindSettings]:
        file.write_text(text.replace("Другой", "Третий"), encoding="utf-8")
        return default_kind_settings(schemas)

    file.write_text(text, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(settings_check, "default_kind_settings", change)
        half = loaded(root)
    file.write_text(text, encoding="utf-8")
    assert loaded(root) is not half
    assert loaded(root) is loaded(root)


def test_terms_of_one_id_are_one_finding(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    subjects = root / "site_config/vocabularies/subjects.yaml"
    first, second = [line for line in subjects.read_text(encoding="utf-8").split("\n") if "- id:" in line][:2]
    replace(subjects, second, first)
    assert [(one.code, one.path) for one in check_fixture(root).findings] == [
        ("duplicate-id", "site_config/vocabularies/subjects.yaml")
    ]


def test_a_repeated_item_is_never_told_in_signs_of_python(tmp_path: Path) -> None:
    root = assemble(tmp_path)
    search = root / "site_config/search.yaml"
    pair = "  - short: ММО\n    full: муниципальное методическое объединение\n"
    search.write_text(f"abbreviations:\n{pair}{pair}", encoding="utf-8")
    (found,) = loaded(root).findings
    assert (found.code, "{" in found.what) == ("repeated-item", False)
