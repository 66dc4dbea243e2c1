"""Writes a new atlas: the package's files, adapted to one region, and what is generated from them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import msgspec
import yaml

from generator.base.errors import AtlasError, explain_os_error
from generator.base.files import write_file
from generator.base.limits import MAX_BYTES
from generator.base.russian import join_words, quote_all
from generator.check.map_check import MAP_FILE, read_map_files
from generator.check.settings_check import load_ruleset
from generator.intake.issue_forms.issue_form import FOLDER as FORMS
from generator.intake.issue_forms.issue_form import make_issue_forms
from generator.intake.new_atlas.draw_map import FEWEST as FEWEST_ON_MAP
from generator.intake.new_atlas.draw_map import can_draw, draw_map, map_text
from generator.intake.new_atlas.region_name import whole_title
from generator.intake.new_atlas.workflows import TEMPLATES, pin_on_forge, workflow_files
from generator.model.kinds import KINDS
from generator.model.municipality import Municipality
from generator.model.settings import Region, Term, Vocabulary
from generator.source.editor_schemas import REFERENCES, reference_schema, schemas_for_editors
from generator.source.package_files import package_file, package_text
from generator.source.schema_files import FILLED, read_schemas, schema_text
from generator.source.yaml.reader import Refusal, read_yaml

PACKAGE = "regional-practice-atlas"
_MODELINE = "# yaml-language-server: $schema={way}schemas/filled/{schema}.schema.json\n"
_SETTINGS = "site_config/"
_ATLAS, _SEARCH = "site_config/atlas.yaml", "site_config/search.yaml"
_MUNICIPALITIES = "site_config/municipalities.yaml"
_EXAMPLE = ("Анапа", "anapa")
"""The municipality of the example in the contributors' guide."""
_COPIED = (
    ".vscode/extensions.json",
    ".vscode/settings.json",
    ".vscode/tasks.json",
    "requirements/run.txt",
    "site_config/theme/README.md",
)
_SERVICE = {"title": "Муниципальная методическая служба", "short": "ММС"}
_OWN_HOOK, _PLUGIN = "\nplugins: []\nhooks:", "\nplugins:\n  - atlas\n"
"""How MkDocs' own commands find the generator: here it is a file, in a region it is installed."""
_PROGRAMS = ".ci/"
_PROGRAM_MODE = 0o755
_NAMED = 5
"""Most conflicting files that are named."""


class NewAtlas(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of a new atlas. `generator` is the pinned source that pip installs it from."""

    region: Region
    municipalities: Sequence[Municipality]
    operator: str
    forge: str
    repository: str
    site_address: str
    generator: str

    @property
    def title(self) -> str:
        """The title of the atlas."""
        return f"Атлас образовательных практик {self.region.genitive}"


def write_atlas(folder: Path, new: NewAtlas) -> int:
    """Write a new atlas into a folder, which may contain other files; return the number of files.

    Raises:
        AtlasError: there are too many municipalities, a file would be overwritten, the system refused, or a
            file of the package is damaged.
    """
    files = dict(_files(new))
    if len(files[_MUNICIPALITIES].encode()) > MAX_BYTES:
        message = f"муниципалитетов {len(new.municipalities)}: столько атлас не прочтёт"
        raise AtlasError(message, "Оставьте в таблице муниципалитеты одного уровня, без поселений")
    _refuse_to_overwrite(folder, files)
    try:
        drawn = _map_files(folder, new)  # first: what is wrong with a map must not leave half an atlas
        _write(folder, files)
        schemas = read_schemas(folder)
        loaded = load_ruleset(folder, schemas)
        wanted = schemas_for_editors(folder, schemas, loaded.vocabularies)
        kept = {**wanted, REFERENCES: reference_schema(())}
        made = drawn | {f"{FILLED}/{name}": schema_text(schema) for name, schema in kept.items()}
        if new.forge == "github" and loaded.settings is not None:
            forms = make_issue_forms(schemas, loaded.settings)
            made |= {f"{FORMS}/{name}": text for name, text in forms.items()}
        _write(folder, made)
    except OSError as error:
        why = explain_os_error(error)
        message = f"не удалось записать атлас в «{folder}»: {why.what}"
        raise AtlasError(message, why.action) from error
    return len(files) + len(made)


def _map_files(folder: Path, new: NewAtlas) -> dict[str, str]:
    centres = [place for place in new.municipalities if place.centre_point]
    if not can_draw() or len(centres) < FEWEST_ON_MAP:
        return {}
    drawn = draw_map(new.municipalities, read_map_files(folder, new.municipalities))
    return {MAP_FILE: map_text(drawn.region_map)}


def default_forges() -> list[str]:
    """Return the ids of the forges that a new atlas knows."""
    return [forge["id"] for forge in _value(_ATLAS)["repository"]["forges"]]


def default_types() -> Sequence[Term]:
    """Return the types of municipalities that a new atlas knows."""
    return msgspec.convert(_value("site_config/vocabularies/municipality_types.yaml"), Vocabulary).terms


def _files(new: NewAtlas) -> Iterator[tuple[str, str]]:
    yield _ATLAS, _as_yaml("../", "atlas", _settings(new))
    values = [msgspec.to_builtins(place) for place in new.municipalities]
    places = {"source": "ОКТМО", "municipalities": [_without_empty(one) for one in values]}
    yield _MUNICIPALITIES, _as_yaml("../", "municipalities", places)
    editors = {"editors": [{"id": "atlas", "title": "Редакция атласа"}]}
    yield "site_config/editors.yaml", _as_yaml("../", "editors", editors)
    for name in ("checklists", "needs"):
        yield f"site_config/{name}.yaml", package_text(f"site_config/{name}.yaml")
    search = _value(_SEARCH)
    abbreviations = _of_region(search["abbreviations"], new.region)
    yield _SEARCH, _as_yaml("../", "search", search | {"abbreviations": abbreviations})
    foreign = {one["short"] for one in search["abbreviations"]} - {one["short"] for one in abbreviations}
    for file in sorted(package_file("site_config/vocabularies").glob("*.yaml")):
        path = f"site_config/vocabularies/{file.name}"
        value = _value(path)
        terms = [_without_names(term, foreign) for term in _of_region(value["terms"], new.region)]
        yield path, _as_yaml("../../", "vocabulary", value | {"terms": terms})
    for file in sorted(package_file("site_config/pages").glob("*.md")):
        text = file.read_text(encoding="utf-8")
        place = new.municipalities[0]
        text = text.replace(_EXAMPLE[0], place.title).replace(_EXAMPLE[1], place.id)
        yield f"site_config/pages/{file.name}", text
    yield from ((f"content/{kind.folder}/.gitkeep", "") for kind in KINDS)
    yield "mkdocs.yml", package_text("mkdocs.yml").partition(_OWN_HOOK)[0] + _PLUGIN
    yield from (
        (path.replace("requirements/run.txt", "requirements.txt"), package_text(path)) for path in _COPIED
    )
    yield "generator.txt", f"{PACKAGE} @ {new.generator}\n"
    for name in ("README.md", "Makefile", "docs/first-record.md", ".gitignore", ".gitattributes"):
        yield name, TEMPLATES.get_template(f"{name.lstrip('.')}.j2").render(new=new)
    yield from workflow_files(new.forge, pin_on_forge(new.generator, new.repository))


def _settings(new: NewAtlas) -> dict[str, Any]:
    """Return this repository's `site_config/atlas.yaml` with the region's own values."""
    value = _value(_ATLAS)
    about = f"практик {new.region.genitive}, профессиональных сообществ педагогов и ресурсных центров"
    region = msgspec.to_builtins(new.region) | {"whole": whole_title(new.region.name)}
    repository = value["repository"] | {"kind": new.forge, "address": new.repository, "branch": "main"}
    return value | {
        "title": new.title,
        "description": f"Открытый каталог педагогических, управленческих и методических {about}.",
        "region": _without_empty(region),
        "operator": {"name": new.operator},
        "repository": repository,
        "site_address": new.site_address,
        "methodical_service": _SERVICE,
    }


def _without_empty(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping without empty values: a file that says `[]` is a finding."""
    return {key: part for key, part in value.items() if part not in (None, [], ())}


def _of_region(items: Sequence[Mapping[str, Any]], region: Region) -> list[Mapping[str, Any]]:
    """Return the items that belong to every region or to this one."""
    return [item for item in items if item.get("region") in {None, region.oktmo}]


def _without_names(term: Mapping[str, Any], names: AbstractSet[str]) -> Mapping[str, Any]:
    """Return a term without those of its other names."""
    also = [name for name in term.get("also", ()) if name not in names]
    return {**term, "also": also} if also else {key: part for key, part in term.items() if key != "also"}


def _value(path: str) -> dict[str, Any]:
    read = read_yaml(package_file(path).read_bytes())
    if isinstance(read, Refusal) or not isinstance(read.value, dict):
        message = f"файл «{path}» в поставке генератора повреждён"
        raise AtlasError(message, "Установите генератор заново")
    return read.value


class _Dumper(yaml.SafeDumper):
    """Writes YAML with codes in quotes: editors take bare digits for numbers."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if text.isdecimal() else None
    ),
)


def _as_yaml(way: str, schema: str, value: object) -> str:
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return _MODELINE.format(way=way, schema=schema) + text


def _refuse_to_overwrite(folder: Path, files: Mapping[str, str]) -> None:
    there = [path for path in (*files, FILLED, FORMS) if os.path.lexists(folder / path)]
    if there:
        more = f" и ещё {len(there) - _NAMED}" if len(there) > _NAMED else ""
        message = (
            f"в папке «{folder}» уже есть {join_words(quote_all(there[:_NAMED]))}{more}: ничего не записано"
        )
        raise AtlasError(message, "Укажите новую папку или уберите эти файлы")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        write_file(folder / path, text.encode())
        if path.startswith(_PROGRAMS):
            (folder / path).chmod(_PROGRAM_MODE)
