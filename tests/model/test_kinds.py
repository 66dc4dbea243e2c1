"""A new kind of record costs six files and a line: every command knows it then."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeGuard

import msgspec
import pytest
from lxml import html
from support import issues
from support.atlases import AS_OF, REPOSITORY
from support.commands import BUILD
from support.git import commit_all, start_repository
from support.new_kind import EXCURSION, RECORD, Enlarged, add_excursion

from generator.base.hyphens import remove_hyphens
from generator.model.kinds import KINDS, Kind
from generator.source.schema_files import read_schemas
from generator.source.schema_tree import resolve

CONSTANTS = frozenset(kind.name.upper() for kind in KINDS)
TITLE = "Семинар по измерениям на школьном дворе"
PAGE = "excursions/poezdka-po-izmereniyam/index.html"


@pytest.fixture(scope="module")
def enlarged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Enlarged]:
    with add_excursion(tmp_path_factory.mktemp("excursion")).keep_running() as enlarged:
        yield enlarged


@pytest.fixture(scope="module")
def site(enlarged: Enlarged) -> Path:
    enlarged.say(*BUILD)
    return enlarged.root / "site"


def page(site: Path, path: str) -> str:
    return remove_hyphens((site / path).read_text(encoding="utf-8"))


def test_it_takes_six_files() -> None:
    assert (
        len([file for file in EXCURSION.rglob("*") if file.is_file() and "__pycache__" not in file.parts])
        == 6
    )


def test_check_and_fmt_know_it(enlarged: Enlarged) -> None:
    assert "Замечаний нет." in enlarged.say("check", "--as-of", AS_OF)
    assert "excursion" in enlarged.say("new", "--help")
    enlarged.say("fmt", RECORD)
    text = (enlarged.root / RECORD).read_text(encoding="utf-8")
    assert "excursion.schema.json" in text.splitlines()[0]
    assert enlarged.say("check", "--as-of", AS_OF)


def test_its_own_rules_and_references_to_any_kind_are_judged(enlarged: Enlarged) -> None:
    file = enlarged.root / RECORD
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("ends: 2026-10-06", "ends: 2026-10-01")
        .replace("practice/measuring", "practice/measurin")
        .replace("  - mmo-matematiki", "  - mmo-matematik"),
        encoding="utf-8",
    )
    said = enlarged.say("check", "--as-of", AS_OF, code=1)
    file.write_text(text.replace("practice/measuring", "praktika/measuring"), encoding="utf-8")
    odd = enlarged.say("check", "--as-of", AS_OF, code=1)
    file.write_text(text, encoding="utf-8")
    assert "[excursion-dates] Выезд кончается раньше, чем начинается" in said
    assert "«practice/measuring»" in said
    assert "«mmo-matematiki»" in said
    assert "«praktika/measuring» не называет вида записей" in odd


def test_a_new_record_is_begun(enlarged: Enlarged) -> None:
    enlarged.say("new", "excursion", "--title", "День открытых уроков", "--as-of", AS_OF)
    file = enlarged.root / "content/excursions/den-otkrytykh-urokov.yaml"
    assert "\nstarts:\n" in file.read_text(encoding="utf-8")
    file.unlink()


@pytest.mark.parametrize("table", ["excursions.xlsx", "excursions.csv"])
def test_it_goes_into_a_table_and_comes_back(enlarged: Enlarged, table: str, tmp_path: Path) -> None:
    enlarged.say("fmt", RECORD)
    file, text = enlarged.root / RECORD, (enlarged.root / RECORD).read_text(encoding="utf-8")
    enlarged.say("export", str(tmp_path / table), "--kind", "excursion")
    file.unlink()
    enlarged.say("import", str(tmp_path / table), "--kind", "excursion", "--write")
    assert file.read_text(encoding="utf-8") == text


def test_an_issue_becomes_a_record(enlarged: Enlarged, tmp_path: Path) -> None:
    enlarged.say("forms")
    answers = {"title": "День открытых уроков физики", "starts": "2026-11-02", "subjects": ["Физика"]}
    answers |= {"source-title": "План кабинета на год"}
    text = issues.body(enlarged.root, "excursion", answers)
    (tmp_path / "issue.json").write_bytes(issues.event(text))
    enlarged.say("proposal", str(tmp_path / "issue.json"))
    file = enlarged.root / "content/excursions/den-otkrytykh-urokov-fiziki.yaml"
    assert "starts: 2026-11-02" in file.read_text(encoding="utf-8")
    file.unlink()
    shutil.rmtree(enlarged.root / ".github")


def test_its_pages_stand_in_the_site(site: Path) -> None:
    own = page(site, PAGE)
    for words in (
        "Когда пройдёт",
        "5\u00a0октября 2026",
        "Этап",
        "Первый день — измерения",
        "practices/measuring/",
    ):
        assert words in own
    assert ">Выезды<" in own
    assert TITLE in page(site, "excursions/index.html")
    for named in ("practices/measuring/index.html", "communities/mmo-matematiki/index.html"):
        assert page(site, named).count("Выезды, в которых названа эта запись</h2>") == 1
        assert TITLE in page(site, named)
    assert "excursion" in page(site, "index.html")
    assert 'data-key="starts"' in page(site, "propose/excursions/index.html")
    assert (site / "schemas").is_dir()


def test_search_has_its_facets(site: Path) -> None:
    facets = {
        str(one.get("data-facet")): json.loads(str(one.get("data-order")))
        for one in html.fromstring(page(site, "search/index.html")).iterfind(".//details[@data-facet]")
    }
    assert list(facets)[:2] == ["kind", "subject"]
    assert list(facets)[-4:] == ["year", "seats", "added", "stage"]
    assert "Выезды" in facets["kind"]
    assert facets["seats"] == ["до 19", "20–49", "50 и больше"]


def test_without_a_view_its_page_is_what_the_schema_tells(enlarged: Enlarged, site: Path) -> None:
    assert site.is_dir()
    view = enlarged.package / "generator/site/views/excursion.py"
    text = view.read_text(encoding="utf-8")
    view.unlink()
    own = page(enlarged.build(), PAGE)
    view.write_text(text, encoding="utf-8")
    assert "Когда пройдёт" not in own
    for words in ("Начало", "5\u00a0октября 2026", "Муниципальный этап", "Методический кабинет", "Физика"):
        assert words in own


def test_review_tells_of_it(enlarged: Enlarged) -> None:
    start_repository(enlarged.root)
    commit_all(enlarged.root)
    file = enlarged.root / RECORD
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("seats: 40", "seats: 60"), encoding="utf-8")
    commit_all(enlarged.root)
    said = enlarged.say("review", "HEAD~1..HEAD", "--as-of", AS_OF)
    assert TITLE in said
    assert "Мест" in said


@pytest.mark.parametrize(
    ("words", "change", "said"),
    [
        (
            ("check",),
            ("generator/model/records/excursion.py", "class Excursion(", "class Happening("),
            "нет класса Excursion",
        ),
        (
            BUILD,
            ("generator/site/views/excursion.py", "def excursion_page(", "def page("),
            "нет функции excursion_page",
        ),
    ],
    ids=["type", "view"],
)
def test_what_it_lacks_is_said_in_a_sentence(
    tmp_path: Path, words: Sequence[str], change: tuple[str, str, str], said: str
) -> None:
    enlarged, (path, old, new) = add_excursion(tmp_path), change
    file = enlarged.package / path
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = enlarged.run(*words)
    assert done.returncode != 0
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_kind_without_a_schema_names_or_fields_is_told(enlarged: Enlarged) -> None:
    schema = enlarged.root / "schemas/excursion.schema.json"
    text = schema.read_text(encoding="utf-8")
    schema.write_text(text.replace('"x-kind"', '"x-other"'), encoding="utf-8")
    assert "excursion" in enlarged.say(*BUILD, code=1)
    schema.write_text(text.replace('"seats"', '"places"', 1), encoding="utf-8")
    assert "нет полей в классе Excursion: places" in enlarged.say(*BUILD, code=1)
    schema.unlink()
    assert "не хватает: «excursion.schema.json»" in enlarged.say(*BUILD, code=1)
    schema.write_text(text.replace('"x-vocabulary": "excursion_kinds"', '"maxLength": 9'), encoding="utf-8")
    (enlarged.root / "site_config/vocabularies/excursion_kinds.yaml").unlink()
    assert "Нет словаря «excursion_kinds»" in enlarged.say(*BUILD, code=1)


def test_nothing_asks_which_kind_it_is_about() -> None:
    """What holds for some kinds is in `Kind`: a comparison or a table would leave out a new one."""
    asking = [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}: {ast.unparse(node)[:80]}"
        for path in sorted((REPOSITORY / "generator").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if names_a_kind(node)
    ]
    assert asking == []


def names_a_kind(node: ast.AST) -> TypeGuard[ast.expr]:
    """Return whether an expression compares something with a kind, or looks it up by kinds."""
    match node:
        case ast.Compare(
            left=left, ops=[ast.Eq() | ast.NotEq() | ast.Is() | ast.IsNot()], comparators=[right]
        ):
            return is_a_kind(left) or is_a_kind(right)
        case ast.Compare(
            ops=[ast.In() | ast.NotIn()], comparators=[ast.Tuple() | ast.Set() | ast.List() as some]
        ):
            return any(map(is_a_kind, some.elts))
        case ast.Dict(keys=keys):
            return any(is_a_kind(key) for key in keys if key)
    return False


def is_a_kind(node: ast.expr) -> bool:
    match node:
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name), attr="name" | "folder"):
            return name in CONSTANTS
    return False


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_a_record_has_a_place_for_every_field_of_its_schema(kind: Kind) -> None:
    """A value without one would not reach any page; the command only looks at the outermost fields."""
    tree = resolve(read_schemas(REPOSITORY), kind.schema_file)
    assert list(fields_without_place(tree, msgspec.inspect.type_info(kind.record_type))) == []


def fields_without_place(tree: Mapping[str, Any], form: msgspec.inspect.Type, way: str = "") -> Iterator[str]:
    fields = {field.name: field.type for part in structs_in(form) for field in part.fields}
    for name, part in tree.get("items", tree).get("properties", {}).items():
        if name not in fields:
            yield f"{way}{name}"
        else:
            yield from fields_without_place(part, fields[name], f"{way}{name}.")


def structs_in(form: msgspec.inspect.Type) -> Iterator[msgspec.inspect.StructType]:
    match form:
        case msgspec.inspect.StructType():
            yield form
        case msgspec.inspect.UnionType(types=forms):
            yield from (part for one in forms for part in structs_in(one))
        case msgspec.inspect.VarTupleType(item_type=item):
            yield from structs_in(item)
