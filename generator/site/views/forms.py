"""The pages to propose records: what can be proposed, a form for each kind, and the page for tables."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from generator.canonical import shape_of
from generator.model import addresses
from generator.model.kinds import KINDS, Kind
from generator.site.forms.judging import judging_data, messages
from generator.site.forms.nodes import FormPart, Nodes, form_parts
from generator.site.open_data.table_import import ATLAS, CODE, RECORDS, count_record_files, read_runtime
from generator.site.pages import Draft, Link, Page
from generator.site.views.items import Card, Item
from generator.site.views.kind_parts import find_part
from generator.site.views.site import Site
from generator.source.fields import Fields, find_alternatives
from generator.source.record_files import CONTENT
from generator.source.schema_files import vocabularies_of

PROPOSE, TABLE = "Предложить запись", "Внести таблицу"
_SECTION = "about"
_LINK = Link(PROPOSE, addresses.PROPOSE)


class FormView(msgspec.Struct, frozen=True, kw_only=True):
    """What `form.html.j2` shows. `data` is for the form's scripts, `card` is an empty card for previews."""

    parts: Sequence[FormPart]
    either: str
    card: Card
    data: Mapping[str, Any]


class TableView(msgspec.Struct, frozen=True, kw_only=True):
    """What `table.html.j2` shows: the kinds of records; `data` is for its script."""

    kinds: Sequence[tuple[str, str]]
    worker: str
    """The address of the script that reads tables."""
    data: Mapping[str, Any]


def form_drafts(site: Site) -> Iterator[Draft]:
    """Yield the drafts of the page that links to the others, of the page for tables, and of each form."""
    yield Draft(addresses.PROPOSE, _SECTION, propose_page)
    yield Draft(addresses.PROPOSE_TABLE, _SECTION, table_page)
    for kind in site.kinds:
        yield Draft(addresses.form(kind), _SECTION, partial(form_page, kind=kind))


def propose_page(site: Site) -> Page:
    """Return the page that explains what can be proposed and how."""
    return Page(
        address=addresses.PROPOSE,
        section=_SECTION,
        title=PROPOSE,
        description="Как предложить практику, сообщество или ресурсный центр: форма в браузере.",
        template="propose.html.j2",
        view=[(Link(site.noun(kind), addresses.form(kind)), _about(site, kind)) for kind in site.kinds],
        breadcrumbs=(site.home(), _LINK),
    )


def table_page(site: Site) -> Page:
    """Return the page that reads a register in the reader's browser."""
    runtime = read_runtime()
    return Page(
        address=addresses.PROPOSE_TABLE,
        section=_SECTION,
        title=TABLE,
        description="Много записей сразу: таблица Excel или CSV проверяется в браузере.",
        template="table.html.j2",
        view=TableView(
            kinds=[(kind.name, site.settings.atlas.kinds[kind.name].title) for kind in site.kinds],
            worker=f"{runtime.folder}worker.js",
            data={
                "runtime": runtime.folder,
                "bytes": runtime.bytes,
                "code": CODE,
                "atlas": ATLAS,
                "records": [
                    RECORDS.format(number) for number in range(count_record_files(site.titles.record_parts))
                ],
                "intake": _intake(site),
            },
        ),
        breadcrumbs=(site.home(), _LINK, Link(TABLE, addresses.PROPOSE_TABLE)),
    )


def form_page(site: Site, kind: Kind) -> Page:
    """Return the form for a kind of record."""
    fields = Fields(schemas=site.schemas, file=kind.schema_file)
    vocabularies = vocabularies_of(site.settings)
    absent = {one.name for one in KINDS} - {one.name for one in site.kinds}
    title = f"{PROPOSE}: {site.noun(kind).lower()}"
    return Page(
        address=addresses.form(kind),
        section=_SECTION,
        title=title,
        description=f"Форма: {site.noun(kind).lower()}. {_about(site, kind)}",
        template="form.html.j2",
        view=FormView(
            parts=form_parts(Nodes(fields=fields, vocabularies=vocabularies, absent=absent)),
            either=" ".join(find_alternatives(fields.at(()).schema)),
            card=Card("Название", "", "", [Item(site.noun(kind))], Item("")),
            data=_data(site, kind),
        ),
        breadcrumbs=(
            site.home(),
            _LINK,
            Link(site.noun(kind), addresses.form(kind)),
        ),
    )


def _data(site: Site, kind: Kind) -> Mapping[str, Any]:
    """Return the data for the form's scripts."""
    atlas = site.settings.atlas
    repository, forge = atlas.repository, atlas.repository.forge
    index = site.titles
    return {
        "kind": kind.name,
        "noun": site.noun(kind),
        "folder": kind.folder,
        "files": f"{CONTENT}/{kind.folder}",
        "nouns": {one.folder: site.noun(one) for one in site.kinds},
        "records": index.record_parts,
        "titles": {"parts": index.parts, "common": index.common},
        "page": find_order() if (find_order := find_part(kind, "order")) else [],
        "taken": sorted(addresses.RESERVED_IDS | addresses.WINDOWS_NAMES),
        "slugLimit": addresses.SLUG_LIMIT,
        "shape": shape_of(kind, site.schemas).as_json(),
        "messages": messages(),
        "judging": judging_data(site.settings, kind, Fields(schemas=site.schemas, file=kind.schema_file)),
        "intake": _intake(site),
        "repository": {
            "address": repository.address.rstrip("/"),
            "branch": repository.branch,
            "forge": forge.title,
            "new": forge.new,
            "newFilled": forge.new_filled,
            "edit": forge.edit,
        },
    }


def _intake(site: Site) -> Mapping[str, Any]:
    atlas = site.settings.atlas
    return {
        "email": atlas.letters_to,
        "address": atlas.intake.address or "",
        "answerDays": atlas.intake.answer_days,
    }


def _about(site: Site, kind: Kind) -> str:
    return str(site.schemas[kind.schema_file].get("description", ""))
