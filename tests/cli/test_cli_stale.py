"""`atlas stale`: whom to ask about which record, as read by an editor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from support.atlases import AS_OF, FIXTURES, assemble
from support.commands import call

GOLDEN = FIXTURES / "golden"
CENTRE = "content/resource_centres/krc-ozersk.yaml"
GROUP = "content/communities/gruppa-po-vpr.yaml"
WORDS = ("stale", "--as-of", AS_OF)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An atlas whose records are real ones, all confirmed on one day."""
    root = assemble(tmp_path, GOLDEN)
    for file in (root / "content").rglob("*.yaml"):
        fields = {"sample": False, "source": {"title": "Приказ № 1"}, "added": "2026-01-01", "updated": None}
        fields |= {"verified_on": "2026-06-01", "valid_to": None, "award": {"valid_to": "2030-01-01"}}
        change(file, **fields)
    return root


def change(file: Path, **fields: Any) -> None:  # noqa: ANN401 - values of any field
    """Change fields of a record: None removes one, a mapping changes parts of one."""
    record = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    for key, value in fields.items():
        if isinstance(value, dict) and key != "source":
            if key in record:
                record[key].update(value)
        elif value is None:
            record.pop(key, None)
        else:
            record[key] = value
    text = yaml.dump(
        msgspec.to_builtins(record), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False
    )
    file.write_text(text, encoding="utf-8")


def asked(root: Path, *words: str) -> dict[str, list[str]]:
    """Return records and reasons, in the order of the report."""
    told = json.loads(call(root, *WORDS, *words, "--format", "json").out)
    return {one["path"]: [reason["what"] for reason in one["reasons"]] for one in told["records"]}


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_log_that_others_read_names_nobody(root: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    change(root / CENTRE, verified_on="2020-01-01", added="2019-01-01", contact={"email": "sosh7@mail.ru"})
    assert "sosh7" in call(root, *WORDS, "--format", form).out
    monkeypatch.setenv("CI", "true")
    kept = call(root, *WORDS, "--format", form).out
    assert "s…" in kept
    assert "sosh7" not in kept


def test_nothing_to_ask(root: Path) -> None:
    told = call(root, *WORDS)
    assert told.code == 0
    assert told.out == (
        "Ещё не проверяли 7\u00a0ссылок: для этого есть команда atlas links.\n"
        "Спрашивать некого: сведения подтверждены, сроки не вышли.\n"
    )


def test_what_was_not_confirmed_for_the_time_of_its_kind(root: Path) -> None:
    change(root / CENTRE, verified_on="2025-09-01", added="2024-01-01")
    change(root / GROUP, verified_on="2025-09-02", added="2024-01-01")
    assert asked(root) == {}  # 24 months, where the settings do not say
    settings = root / "site_config/atlas.yaml"
    text = settings.read_text(encoding="utf-8")
    for kind in ("resource_centre", "community"):
        text = text.replace(f"  {kind}:\n", f"  {kind}:\n    confirm_months: 12\n")
    settings.write_text(text, encoding="utf-8")
    assert asked(root) == {CENTRE: ["unconfirmed"]}
    told = call(root, *WORDS)
    assert told.code == 1
    assert "сведения не подтверждали с 1\u00a0сентября 2025\u00a0года" in told.out
    assert "спросить: " in told.out


def test_terms_that_end(root: Path) -> None:
    change(root / CENTRE, award={"valid_to": "2026-10-15"})
    change(root / GROUP, valid_to="2026-08-31")
    assert asked(root) == {GROUP: ["ended"], CENTRE: ["ends-soon"]}
    assert asked(root, "--within", "10") == {GROUP: ["ended"]}


def test_links_that_died_at_the_last_look(root: Path) -> None:
    change(root / CENTRE, organisation={"site": "https://a.example/x"})
    state = root / "state.json"
    seen = {"looked_on": "2026-08-30", "outcome": "gone", "why": "такой страницы нет (404)", "fails": 2}
    seen["failing_since"] = "2026-08-20"
    state.write_text(json.dumps({"version": 1, "addresses": {"https://a.example/x": seen}}), encoding="utf-8")
    assert asked(root, "--state", str(state)) == {CENTRE: ["dead-link"]}
    told = call(root, *WORDS, "--state", str(state), "--format", "markdown")
    assert "такой страницы нет" in told.out
    assert "[исправить запись](https://" in told.out


@pytest.mark.parametrize("body", [b'{"version": 1, "addresses": {"\xff": {}}}', b"[" * 200_000, b"", b"\x00"])
def test_states_of_links_that_cannot_be_read_are_none(root: Path, body: bytes) -> None:
    state = root / "state.json"
    state.write_bytes(body)
    assert asked(root, "--state", str(state)) == asked(root, "--state", str(root / "none.json"))


def test_samples_and_records_that_nobody_sees_are_not_asked_about(root: Path) -> None:
    for file in (root / "content").rglob("*.yaml"):
        change(file, verified_on=None, added=None)
    change(root / CENTRE, sample=True, source=None)
    found = asked(root)
    assert CENTRE not in found
    assert GROUP in found
    public = [path for path in found if path.startswith("content/practices/")]
    stages = {yaml.safe_load((root / path).read_text(encoding="utf-8"))["stage"] for path in public}
    assert stages <= {"placed", "promoted", "replicated"}


def test_hostile_titles_are_only_text(root: Path) -> None:
    change(root / CENTRE, verified_on=None, added=None, title="[x](https://e.example) @all <img src=x> `y`")
    told = call(root, *WORDS, "--format", "markdown").out
    for sign in ("@all", "<img", "`y`", "[x](https://e.example)"):
        assert sign not in told


EDITORS = """editors:
  - id: everything
    title: Редакция
  - id: centres
    title: Методист <центров>
    account: metodist-centrov
    email: centry@iro.example
    kinds: [resource_centre]
  - id: ozersk
    title: Служба Озёрска
    municipalities: [ozersk]
    kinds: [resource_centre]
"""


def test_the_editors_who_look_after_a_record_are_named(root: Path) -> None:
    for file in (CENTRE, GROUP):
        change(root / file, verified_on="2020-01-01", added="2019-01-01")
    (root / "site_config/editors.yaml").write_text(EDITORS, encoding="utf-8")
    told = json.loads(call(root, *WORDS, "--format", "json").out)["records"]
    editors = {one["path"]: [editor["id"] for editor in one["editors"]] for one in told}
    assert editors == {CENTRE: ["ozersk"], GROUP: ["everything"]}
    (root / "site_config/editors.yaml").write_text(EDITORS.partition("  - id: ozersk")[0], encoding="utf-8")
    text = call(root, *WORDS).out
    asked_in = "  спросить: "
    assert "  редактор: Методист <центров>, metodist-centrov, centry@iro.example\n\n" in text
    assert "  редактор: Редакция\n\n" in text
    assert text.index(asked_in) < text.index("  редактор: ")
    told_md = call(root, *WORDS, "--format", "markdown").out
    assert "\n  - редактор: Методист &#60;центров&#62;, @metodist-centrov, centry" in told_md
    assert "\n  - редактор: Редакция\n  - [исправить запись]" in told_md
    (told_json,) = [
        one["editors"]
        for one in json.loads(call(root, *WORDS, "--format", "json").out)["records"]
        if one["path"] == CENTRE
    ]
    assert told_json == [
        {
            "id": "centres",
            "title": "Методист <центров>",
            "account": "metodist-centrov",
            "email": "centry@iro.example",
        }
    ]


@pytest.mark.parametrize("memory", [b'{"version":1,"addresses":{"\xff":{}}}', b"[" * 200_000, b"\0", b"{}"])
def test_a_damaged_memory_of_links_is_none(root: Path, memory: bytes) -> None:
    (root / "state.json").write_bytes(memory)
    told = call(root, *WORDS, "--state", str(root / "state.json"))
    assert (told.code, told.err) == (0, "")
