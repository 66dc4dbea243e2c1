"""Reads and checks the settings of an atlas, by the same reader and validator as the records."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from generator.base.errors import AtlasError
from generator.check.forge_templates import forge_problems
from generator.check.intake_files import intake_findings
from generator.check.intake_settings import intake_problems
from generator.check.map_check import centre_problems, read_map_files
from generator.check.own_addresses import OWN_ADDRESSES, own_address_problems
from generator.check.record_check import NOT_UNDERSTOOD, validate_file
from generator.check.rules import as_typed, text_problems
from generator.check.schema import SchemaValidator, schema_validators
from generator.check.settings_problems import (
    bad_vocabulary_name,
    missing_file,
    missing_vocabularies,
    needs_problems,
    repeated_ids,
    reused_ids,
)
from generator.check.site_files_check import site_file_findings
from generator.check.step_settings import step_problems
from generator.model.annotations import Annotations, compile_annotations
from generator.model.editorial import Editorial
from generator.model.findings import Finding, Problem, in_order
from generator.model.kinds import KINDS
from generator.model.municipality import MunicipalitiesFile
from generator.model.needs import Needs
from generator.model.picks import Picks
from generator.model.record_fields import MUNICIPALITIES, RecordFields, record_fields
from generator.model.region_map import RegionMap
from generator.model.settings import (
    Atlas,
    KindSettings,
    SearchWords,
    Settings,
    Vocabulary,
)
from generator.model.steps import Steps
from generator.source.fields import Fields
from generator.source.locations import finding_of_file, findings_of
from generator.source.record_files import Unloaded, list_folder, read_file
from generator.source.schema_files import (
    ATLAS,
    CHECKLISTS,
    EDITORS,
    NEEDS,
    PICKS,
    PLACES,
    SEARCH,
    STEPS,
    VOCABULARY,
    Schemas,
    as_vocabulary,
    default_kind_settings,
    vocabulary_file,
)
from generator.source.schema_tree import resolve

T = TypeVar("T")
SITE_CONFIG = "site_config"
_ATLAS_FILE = f"{SITE_CONFIG}/atlas.yaml"
_VOCABULARIES = f"{SITE_CONFIG}/vocabularies"
_EDITORS_FILE = f"{SITE_CONFIG}/editors.yaml"
_STEPS_FILE = f"{SITE_CONFIG}/steps.yaml"
_NEEDS_FILE = f"{SITE_CONFIG}/needs.yaml"
PICKS_FILE = f"{SITE_CONFIG}/picks.yaml"
_CHECKLISTS_FILE = f"{SITE_CONFIG}/checklists.yaml"
_VOCABULARY_NAME = re.compile(r"[a-z0-9_]+\.yaml\Z")


class LoadedSettings(msgspec.Struct, frozen=True):
    """The settings, None if they are broken, and what is wrong with them.

    `vocabularies` holds the vocabularies that could be read, the municipalities among them: records are
    checked by them even when the rest of the settings is broken.
    """

    settings: Settings | None
    vocabularies: Mapping[str, Vocabulary]
    validators: Mapping[str, SchemaValidator]
    """Validators by these vocabularies, by the schema's file name: for records too."""
    findings: tuple[Finding, ...]
    picks_data: bytes = b""
    """The file of what editors pick: the records that it names are known later."""


def load_settings(root: Path, schemas: Schemas) -> LoadedSettings:
    """Read `site_config/` of the atlas at `root`.

    Raises:
        AtlasError: a schema is composed wrongly.
    """
    reader = _Reader(root=root, schemas=schemas, validators=schema_validators(schemas, {}))
    vocabularies = (listed := reader.vocabularies()) or {}
    places = reader.places(vocabularies)
    region_map = reader.region_map(places)
    atlas = reader.part(_ATLAS_FILE, ATLAS, Atlas)
    search = reader.part(f"{SITE_CONFIG}/search.yaml", SEARCH, SearchWords, SearchWords())
    editorial = reader.editorial()
    reader.check_terms(vocabularies)
    steps = reader.steps(vocabularies)
    needs = reader.optional_part(_NEEDS_FILE, NEEDS, Needs())
    kinds = {**default_kind_settings(schemas), **(atlas.kinds if atlas else {})}
    if listed is not None:
        used = _schemas_in_use(schemas, kinds)
        reader.findings += missing_vocabularies(used, vocabularies, places is None)
    settings = None
    if atlas and places and search and not any(one.severity == "error" for one in reader.findings):
        settings = Settings(
            atlas=replace(atlas, kinds=kinds),
            municipalities=places.municipalities,
            vocabularies={name: one for name, one in vocabularies.items() if name != MUNICIPALITIES},
            search=search,
            editorial=editorial,
            division=places.division,
            municipalities_source=places.source,
            steps=steps,
            needs=needs.needs,
            region_map=region_map,
            picks=reader.optional_part(PICKS_FILE, PICKS, Picks()),
            record_fields=_record_fields(schemas),
        )
    beside = (*intake_findings(root, schemas, vocabularies, reader.validators), *site_file_findings(root))
    found = in_order([*reader.findings, *beside])  # pages and words of tables hinder no rule about records
    return LoadedSettings(settings, vocabularies, reader.validators, found, reader.data(PICKS_FILE))


def sound_settings(root: Path, schemas: Schemas) -> Settings:
    """Return the settings of the atlas at `root`.

    Raises:
        AtlasError: they have errors, or a schema is composed wrongly.
    """
    settings = load_settings(root, schemas).settings
    if settings is None:
        message = "в настройках атласа есть ошибки"
        raise AtlasError(message, "Посмотрите, что скажет atlas check site_config")
    return settings


class _Reader(msgspec.Struct):
    """Reads settings files and gathers findings."""

    root: Path
    schemas: Schemas
    validators: Mapping[str, SchemaValidator]
    findings: list[Finding] = []
    annotations: dict[str, Annotations] = {}

    def vocabularies(self) -> dict[str, Vocabulary] | None:
        """Return the valid vocabularies, by name; None if their folder cannot be read."""
        found: dict[str, Vocabulary] = {}
        for entry in list_folder(self.root / _VOCABULARIES, _VOCABULARIES):
            if isinstance(entry, Unloaded):
                self.findings.append(finding_of_file(entry.path, entry.problem))
                return None
            path = f"{_VOCABULARIES}/{entry.name}"
            if not _VOCABULARY_NAME.match(entry.name) or entry.name == f"{MUNICIPALITIES}.yaml":
                self.findings.append(finding_of_file(path, bad_vocabulary_name(entry.name)))
                continue
            vocabulary = self.part(path, VOCABULARY, Vocabulary)
            if vocabulary is not None:
                found[Path(path).stem] = vocabulary
        self.validators = schema_validators(self.schemas, found)
        return found

    def check_terms(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Find terms that name unknown terms of other vocabularies: they could not be read before these."""
        for name, vocabulary in vocabularies.items():
            path, named = vocabulary_file(name), any(term.names_others for term in vocabulary.terms)
            if named and not isinstance(data := read_file(self.root / path, path), Unloaded):
                self.findings += validate_file(path, data, self.validators[VOCABULARY]).findings

    def steps(self, vocabularies: Mapping[str, Vocabulary]) -> Steps:
        """Return the steps of the region, with findings of signs that no record can show."""
        steps = self.optional_part(_STEPS_FILE, STEPS, Steps())
        problems = list(step_problems(steps, vocabularies, self.schemas))
        if problems and not isinstance(data := read_file(self.root / _STEPS_FILE, _STEPS_FILE), Unloaded):
            self.findings += findings_of(_STEPS_FILE, data, problems)
        return steps

    def editorial(self) -> Editorial:
        """Return how proposals are decided, as far as its files exist and are valid."""
        files = ((_EDITORS_FILE, EDITORS), (_CHECKLISTS_FILE, CHECKLISTS))
        there = [(path, schema) for path, schema in files if os.path.lexists(self.root / path)]
        found = Editorial()
        for path, schema in there:
            if schema in self.schemas:  # an older state of an atlas has neither
                part = self.part(path, schema, Editorial) or Editorial()
                editors, checklists = part.editors or found.editors, part.checklists or found.checklists
                found = Editorial(editors=editors, checklists=checklists)
        return found

    def places(self, vocabularies: dict[str, Vocabulary]) -> MunicipalitiesFile | None:
        """Return the municipalities; what is read next is judged by them too."""
        places = self.part(f"{SITE_CONFIG}/municipalities.yaml", PLACES, MunicipalitiesFile)
        if places is not None:
            vocabularies[MUNICIPALITIES] = as_vocabulary(places.municipalities)
            self.validators = schema_validators(self.schemas, vocabularies)
        return places

    def region_map(self, places: MunicipalitiesFile | None) -> RegionMap | None:
        """Return the map of the region, if there is one that can be used."""
        if places is None:
            return None
        files = read_map_files(self.root, places.municipalities)
        self.findings += [*files.findings, *files.map_findings]
        return files.region_map

    def part(self, path: str, schema: str, form: type[T], missing: T | None = None) -> T | None:
        """Return one file as a typed value; None, with findings, if it is not valid."""
        file = self.root / path
        if not file.exists() and not file.is_symlink():
            if missing is None:
                self.findings.append(finding_of_file(path, missing_file(path)))
            return missing
        data = read_file(file, path)
        if isinstance(data, Unloaded):
            self.findings.append(finding_of_file(path, data.problem))
            return None
        result = validate_file(path, data, self.validators[schema])
        if not result.is_valid:
            self.findings += result.findings
            return None
        try:
            value = msgspec.convert(result.value, form, strict=False)
        except msgspec.ValidationError:  # a schema allows what settings have not
            self.findings.append(finding_of_file(path, NOT_UNDERSTOOD))
            return None
        problems = [
            *text_problems(self.mark_schema(schema), as_typed(result.value)),
            *repeated_ids(value),
            *(reused_ids(value.municipalities) if isinstance(value, MunicipalitiesFile) else ()),
            *(_atlas_problems(value, result.value) if isinstance(value, Atlas) else ()),
            *(needs_problems(value) if isinstance(value, Needs) else ()),
            *(centre_problems(value.municipalities) if isinstance(value, MunicipalitiesFile) else ()),
        ]
        fields = Fields(schemas=self.schemas, file=schema)
        self.findings += findings_of(path, data, map(fields.name_fields, problems))
        return value

    def data(self, path: str) -> bytes:
        """Return what a file holds; nothing where there is none to read."""
        data = read_file(self.root / path, path) if os.path.lexists(self.root / path) else b""
        return b"" if isinstance(data, Unloaded) else data

    def optional_part(self, path: str, schema: str, missing: T) -> T:
        """Return a file that an atlas may lack, as an older state of one lacks its schema too."""
        found = self.part(path, schema, type(missing), missing) if schema in self.schemas else missing
        return missing if found is None else found

    def mark_schema(self, schema: str) -> Annotations:
        """Return the texts of a schema's files: one schema is that of all vocabularies."""
        if schema not in self.annotations:
            self.annotations[schema] = compile_annotations(Fields(schemas=self.schemas, file=schema).tree)
        return self.annotations[schema]


def _record_fields(schemas: Schemas) -> dict[str, RecordFields]:
    """Return what the schemas mark in the records of each kind.

    Raises:
        AtlasError: a kind has no type of its records.
    """
    for kind in KINDS:
        _ = kind.record_type  # whatever reads records would fail less clearly
    return {kind.name: record_fields(resolve(schemas, kind.schema_file)) for kind in KINDS}


def _atlas_problems(atlas: Atlas, written: Any) -> Iterator[Problem]:  # noqa: ANN401 - as its schema allows
    yield from forge_problems(atlas.repository)
    yield from intake_problems(atlas)
    for pointer in OWN_ADDRESSES:
        yield from own_address_problems(reduce(getitem, pointer, written), pointer)


def _schemas_in_use(schemas: Schemas, kinds: Mapping[str, KindSettings]) -> Schemas:
    """Return the schemas without those of kinds that are switched off: nobody fills in their fields."""
    switched_off = {kind.schema_file for kind in KINDS if kind.name in kinds and not kinds[kind.name].enabled}
    return {name: schema for name, schema in schemas.items() if name not in switched_off}
