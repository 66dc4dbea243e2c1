"""Reads settings files with the same reader and validator as the records, and collects findings."""

import os
import re
from collections.abc import Iterator, Mapping
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from generator.check.forge_templates import forge_problems
from generator.check.map_check import centre_problems, place_problems, read_map_files
from generator.check.own_addresses import OWN_ADDRESSES, own_address_problems
from generator.check.record_check import NOT_UNDERSTOOD, validate_file
from generator.check.rules import as_typed, setting_problems
from generator.check.schema import SchemaValidator, schema_validators
from generator.check.settings_files import VOCABULARIES
from generator.check.settings_problems import (
    EMPTY_ACTION,
    bad_vocabulary_name,
    intake_problems,
    missing_file,
    needs_problems,
    repeated_ids,
    reused_ids,
)
from generator.check.step_settings import step_problems
from generator.check.unread_files import meant_for
from generator.model.annotations import compile_annotations
from generator.model.editorial import Editorial
from generator.model.findings import Finding, Problem
from generator.model.municipality import MunicipalitiesFile
from generator.model.needs import Needs
from generator.model.record_fields import MUNICIPALITIES
from generator.model.region_map import RegionMap
from generator.model.settings import Atlas, Vocabulary
from generator.model.steps import Steps
from generator.source.fields import Fields
from generator.source.locations import finding_of_file, findings_of
from generator.source.package_files import SCHEMA_ENDING
from generator.source.record_files import Unloaded, list_folder, read_file
from generator.source.record_names import is_beside
from generator.source.schema_files import (
    VOCABULARY,
    Schemas,
    as_vocabulary,
    vocabulary_file,
)
from generator.source.snapshot import SITE_CONFIG

T = TypeVar("T")
_VOCABULARY_NAME = re.compile(r"[a-z0-9_]+\.yaml\Z")
_STEPS_FILE = f"{SITE_CONFIG}/steps.yaml"


class SettingsReader(msgspec.Struct):
    """Reads settings files and collects findings."""

    root: Path
    schemas: Schemas
    validators: Mapping[str, SchemaValidator]
    findings: list[Finding] = []

    def vocabularies(self) -> dict[str, Vocabulary] | None:
        """Return the valid vocabularies by name; None if their folder cannot be read."""
        found: dict[str, Vocabulary] = {}
        for entry in list_folder(self.root / VOCABULARIES, VOCABULARIES):
            if isinstance(entry, Unloaded):
                self.findings.append(finding_of_file(entry.path, entry.problem))
                return None
            if is_beside(entry.name):
                continue
            path = f"{VOCABULARIES}/{entry.name}"
            if not _VOCABULARY_NAME.match(entry.name) or entry.name == f"{MUNICIPALITIES}.yaml":
                self.findings.append(finding_of_file(path, bad_vocabulary_name(entry.name)))
                continue
            vocabulary = self.part(path, VOCABULARY, Vocabulary)
            if vocabulary is not None:
                found[Path(path).stem] = vocabulary
        self.validators = schema_validators(self.schemas, found)
        return found

    def broken_vocabularies(self) -> Iterator[str]:
        """Yield the names of vocabularies that exist but are not valid."""
        paths = {finding.path for finding in self.findings}
        yield from (Path(path).stem for path in paths if path.startswith(f"{VOCABULARIES}/"))

    def check_terms(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Find unknown terms that terms refer to: only now are all vocabularies read."""
        for name, vocabulary in vocabularies.items():
            path, named = vocabulary_file(name), any(term.names_others for term in vocabulary.terms)
            if named and (data := self.data(path)):
                self.findings += validate_file(path, data, self.validators[VOCABULARY]).findings

    def steps(self, vocabularies: Mapping[str, Vocabulary]) -> Steps:
        """Return the steps of the region, and find evidence that no record could provide."""
        steps = self.optional_file("steps", Steps())
        problems = step_problems(steps, vocabularies, self.schemas)
        self.findings += findings_of(_STEPS_FILE, self.data(_STEPS_FILE), problems)
        return steps

    def editorial(self) -> Editorial:
        """Return how proposals are decided, as far as its files exist and are valid."""
        editors, checklists = (self.optional_file(one, Editorial()) for one in ("editors", "checklists"))
        return Editorial(editors=editors.editors, checklists=checklists.checklists)

    def places(self, vocabularies: dict[str, Vocabulary]) -> MunicipalitiesFile | None:
        """Return the municipalities; files read later are checked against them too."""
        places = self.file(MUNICIPALITIES, MunicipalitiesFile)
        if places is not None:
            vocabularies[MUNICIPALITIES] = as_vocabulary(places.municipalities)
            self.validators = schema_validators(self.schemas, vocabularies)
        return places

    def region_map(self, places: MunicipalitiesFile | None) -> RegionMap | None:
        """Return the map of the region, if there is a usable one."""
        if places is None:
            return None
        files = read_map_files(self.root, places.municipalities)
        self.findings += [*files.findings, *files.map_findings]
        return files.region_map

    def file(self, name: str, form: type[T], missing: T | None = None) -> T | None:
        """Return the file of settings of a name, which the schema of that name describes; see `part`."""
        return self.part(f"{SITE_CONFIG}/{name}.yaml", f"{name}{SCHEMA_ENDING}", form, missing)

    def optional_file(self, name: str, missing: T) -> T:
        """Return a file that an atlas may lack; an older one may lack its schema too."""
        is_known = f"{name}{SCHEMA_ENDING}" in self.schemas
        found = self.file(name, type(missing), missing) if is_known else None
        return missing if found is None else found

    def part(self, path: str, schema: str, form: type[T], missing: T | None = None) -> T | None:
        """Return a file as a typed value; None, with findings, if it is not valid."""
        file = self.root / path
        if not file.exists() and not file.is_symlink():
            if missing is None:
                self.findings.append(finding_of_file(path, missing_file(path, meant_for(self.root, path))))
            return missing
        data = read_file(file, path)
        if isinstance(data, Unloaded):
            self.findings.append(finding_of_file(path, data.problem))
            return None
        result = validate_file(path, data, self.validators[schema])
        typed = as_typed(result.value)
        texts = compile_annotations(self.validators[schema].tree)
        problems = [*setting_problems(texts, typed), *repeated_ids(form, typed)]
        fields = Fields(schemas=self.schemas, file=schema)
        if not result.is_valid:
            left = (fields.name_fields(one) for one in problems if one.pointer not in result.reported)
            self.findings += (
                *(
                    replace(one, action=EMPTY_ACTION) if one.code == "empty-file" else one
                    for one in result.findings
                ),
                *findings_of(path, data, left, result.text),
            )
            return None
        try:
            value = msgspec.convert(result.value, form, strict=False)
        except msgspec.ValidationError:  # a schema allows something that the settings type does not
            self.findings.append(finding_of_file(path, NOT_UNDERSTOOD))
            return None
        problems += _own_problems(value, result.value)
        self.findings += findings_of(path, data, map(fields.name_fields, problems))
        # with repeated ids it is ambiguous which term a record refers to
        is_vague = any(one.code == "duplicate-id" and one.pointer[-1] == "id" for one in problems)
        return None if is_vague else value

    def data(self, path: str) -> bytes:
        """Return the content of a file; empty if it is missing or unreadable."""
        data = read_file(self.root / path, path) if os.path.lexists(self.root / path) else b""
        return b"" if isinstance(data, Unloaded) else data


def _own_problems(value: object, written: Any) -> Iterator[Problem]:  # noqa: ANN401 - as its schema allows
    """Yield the mistakes in a file of settings that its schema cannot express."""
    if isinstance(value, Atlas):
        yield from forge_problems(value.repository)
        yield from intake_problems(value)
        for pointer in OWN_ADDRESSES:
            yield from own_address_problems(reduce(getitem, pointer, written), pointer)
    elif isinstance(value, Needs):
        yield from needs_problems(value)
    elif isinstance(value, MunicipalitiesFile):
        yield from reused_ids(value.municipalities)
        yield from centre_problems(value.municipalities)
        yield from place_problems(value.municipalities)
