"""Reads and checks the settings of an atlas, with the same reader and validator as the records."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.base.errors import AtlasError
from generator.base.fingerprint import fingerprint
from generator.base.memo import FOLDER, Memo
from generator.base.russian import join_words
from generator.check.host_check import host_findings
from generator.check.intake_files import intake_findings
from generator.check.ruleset import Ruleset
from generator.check.schema import schema_validators
from generator.check.settings_files import SettingsFiles
from generator.check.settings_problems import missing_vocabularies
from generator.check.settings_reader import SettingsReader
from generator.check.site_files_check import site_file_findings
from generator.check.unread_files import misplaced_findings, unread_findings
from generator.model.findings import Finding, in_order
from generator.model.kinds import KINDS
from generator.model.needs import Needs
from generator.model.picks import Picks
from generator.model.record_fields import MUNICIPALITIES, RecordFields, record_fields
from generator.model.settings import Atlas, KindSettings, SearchWords, Settings, Vocabulary
from generator.source.schema_files import Schemas, default_kind_settings, read_schemas
from generator.source.schema_tree import resolve
from generator.source.snapshot import SITE_CONFIG

PICKS_FILE = f"{SITE_CONFIG}/picks.yaml"
_NAME = "settings"


def load_ruleset(root: Path, schemas: Schemas | None = None) -> Ruleset:
    """Return the ruleset of the atlas at `root`, the same object as long as nothing has changed.

    Without `schemas` it is made by those of the atlas, and what is read is kept between runs: reading it, and
    looking for names of persons in it, takes as long as checking two hundred records.

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    read, stood = read_files(SettingsFiles.of(root, schemas))
    if not stood:
        read_files.cache_clear()
    # outside `site_config/`: `mkdocs.yml`, which may name any file, and what lies beside it
    return _add_findings(read, (*host_findings(root), *misplaced_findings(root)))


@lru_cache(maxsize=8)
def _add_findings(read: Ruleset, beside: tuple[Finding, ...]) -> Ruleset:
    return replace(read, findings=in_order([*read.findings, *beside])) if beside else read


@lru_cache(maxsize=8)
def read_files(files: SettingsFiles) -> tuple[Ruleset, bool]:
    """Return what files hold, and whether they stayed unchanged meanwhile."""
    if files.schemas is not None:
        read = _read_settings(files.root, files.schemas)
        return read, files == SettingsFiles.of(files.root, files.schemas)
    memo = Memo(files.root / FOLDER, "settings", Ruleset, files.digest)
    known = memo.get(_NAME)
    if known is not None:
        return known, True
    read = _read_settings(files.root, read_schemas(files.root))
    stood = files == SettingsFiles.of(files.root)
    if stood:
        memo.put({_NAME: read})
    return read, stood


def _read_settings(root: Path, schemas: Schemas) -> Ruleset:
    """Return the settings with the findings in `site_config/`."""
    reader = SettingsReader(root=root, schemas=schemas, validators=schema_validators(schemas, {}))
    vocabularies = (listed := reader.vocabularies()) or {}
    places = reader.places(vocabularies)
    region_map = reader.region_map(places)
    atlas = reader.file("atlas", Atlas)
    search = reader.file("search", SearchWords, SearchWords())
    editorial = reader.editorial()
    reader.check_terms(vocabularies)
    steps = reader.steps(vocabularies)
    needs = reader.optional_file("needs", Needs())
    kinds = {**default_kind_settings(schemas), **(atlas.kinds if atlas else {})}
    if listed is not None:
        used = _schemas_in_use(schemas, kinds)
        there = {*vocabularies, *reader.broken_vocabularies()}
        reader.findings += missing_vocabularies(root, used, there, places is None)
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
            picks=reader.optional_file("picks", Picks()),
            record_fields=_record_fields(schemas),
        )
    return _make_ruleset(reader, settings, vocabularies)


def _make_ruleset(
    reader: SettingsReader, settings: Settings | None, vocabularies: Mapping[str, Vocabulary]
) -> Ruleset:
    """Add the findings in pages and in answers about tables, which do not affect the rules about records."""
    beside = (
        *intake_findings(reader.root, reader.schemas, vocabularies, reader.validators),
        *site_file_findings(reader.root),
        *unread_findings(reader.root, reader.schemas),
    )
    return Ruleset(
        settings=settings,
        vocabularies=vocabularies,
        findings=in_order([*reader.findings, *beside]),
        schemas=reader.schemas,
        digest=_digest(reader.schemas, settings, vocabularies),
        picks_data=reader.data(PICKS_FILE),
    )


def _digest(schemas: Schemas, settings: Settings | None, vocabularies: Mapping[str, Vocabulary]) -> bytes:
    texts = json.dumps(schemas, ensure_ascii=False, sort_keys=True).encode(errors="surrogatepass")
    return fingerprint(texts, msgspec.msgpack.encode([settings, vocabularies], order="sorted"))


def sound_settings(root: Path, schemas: Schemas) -> Settings:
    """Return the settings of the atlas at `root`.

    Raises:
        AtlasError: they have errors, or a schema is invalid.
    """
    settings = load_ruleset(root, schemas).settings
    if settings is None:
        message = "в настройках атласа есть ошибки"
        raise AtlasError(message, "Посмотрите, что скажет atlas check site_config")
    return settings


def _record_fields(schemas: Schemas) -> dict[str, RecordFields]:
    """Return the schema annotations of the records of each kind.

    Raises:
        AtlasError: a kind has no record type, or that lacks a field, whose values no page would show.
    """
    found = {}
    for kind in KINDS:
        tree, known = resolve(schemas, kind.schema_file), kind.record_type.__struct_fields__
        lacking = [name for name in tree.get("properties", {}) if name not in known]
        if lacking:
            part = f"полей в классе {kind.record_type.__name__}: {join_words(lacking)}"
            raise kind.missing_part_error(part)
        found[kind.name] = record_fields(tree)
    return found


def _schemas_in_use(schemas: Schemas, kinds: Mapping[str, KindSettings]) -> Schemas:
    """Return the schemas without those of disabled kinds, whose fields nobody fills in."""
    switched_off = {kind.schema_file for kind in KINDS if kind.name in kinds and not kinds[kind.name].enabled}
    return {name: schema for name, schema in schemas.items() if name not in switched_off}
