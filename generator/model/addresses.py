"""Every address that the site uses: its own pages, and the repository's pages on its forge.

Addresses inside the site have no leading slash and end with one; «» is the home page.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote

from generator.model.kinds import EVENT, KINDS, Kind
from generator.model.settings import Repository

HOME = ""
SEARCH = "search/"
ABOUT = "about/"
PROPOSE = "propose/"
PROPOSE_TABLE = f"{PROPOSE}table/"
EDITORS = "editors/"
SAVED = "saved/"
COMPARISON = "compare/"
GLOSSARY = "glossary/"
HELP = "help/"
MUNICIPALITIES = "municipalities/"
WHOLE_REGION = f"{MUNICIPALITIES}whole-region/"
"""The page of records that name no municipality."""
TAGS = "tags/"
DATA = "data/"
FINDINGS = "findings/"
CONTRIBUTING = "contributing/"
TABLES = "tables/"
REPORTS = "reports/"
STATUSES = "statuses/"
FACETS = "by/"
"""The list of facets, and in its folder the records with a value of one, if it has no other page."""
WRITTEN_PAGES = (ABOUT, CONTRIBUTING, TABLES, EDITORS)
"""Pages that are written by hand."""
OWN_PAGES = (
    *(SEARCH, PROPOSE, SAVED, COMPARISON, GLOSSARY, HELP),
    *(MUNICIPALITIES, TAGS, FINDINGS, REPORTS, STATUSES, FACETS),
)
"""Generated pages, besides those of kinds and vocabularies."""
EVENTS_CALENDAR = f"{EVENT.folder}/calendar.ics"
"""Calendar file with all events whose day is known."""

TERM_FOLDERS: Mapping[str, str] = {
    "subjects": "subjects",
    "directions": "directions",
    "education_levels": "levels",
    **{kind.kind_vocabulary: kind.kind_vocabulary for kind in KINDS if kind.kind_pages},
}
"""URL folders of the vocabularies whose terms have pages."""

PAGE_FOLDER = "page"
RESERVED_IDS = frozenset({PAGE_FOLDER, "index"})
"""Ids that no record may have: the further pages of catalogues use these names."""

WINDOWS_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
"""Device names of Windows, which cannot store a file of such a name, whatever the suffix."""

RESERVED_FOLDERS = frozenset({"assets", "data", "pagefind", "schemas", "stylesheets"})
"""Folders of the site that hold no pages."""

SLUG_LIMIT = 80
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SHEET = re.compile(rf"/{PAGE_FOLDER}/[0-9]+/$")


def catalogue_page(kind: Kind, number: int = 1) -> str:
    """Return the address of a page of a kind's catalogue; `number` counts from 1."""
    return sheet(f"{kind.folder}/", number)


def sheet(start: str, number: int) -> str:
    """Return the address of a page of a list that begins at `start`; `number` counts from 1."""
    return start if number == 1 else f"{start}{PAGE_FOLDER}/{number}/"


def is_sheet(address: str) -> bool:
    """Return whether an address is that of a list's further page, existing or possible."""
    return _SHEET.search(address) is not None


def report(name: str) -> str:
    """Return the address of a public report's page."""
    return f"{REPORTS}{name}/"


def report_csv(name: str) -> str:
    """Return the address of a public report's CSV file."""
    return f"{report(name)}{name}.csv"


def event_calendar(event_id: str) -> str:
    """Return the address of an event's calendar file."""
    return f"{EVENT.address(event_id)}{event_id}.ics"


def picture(address: str) -> str:
    """Return the address of the preview picture that messengers show for a page."""
    return f"{address}picture.png"


def form(kind: Kind) -> str:
    """Return the address of the form for a kind of record."""
    return f"{PROPOSE}{kind.folder}/"


def correction_form(kind: Kind, record_id: str) -> str:
    """Return the address of the form, filled in from a published record."""
    return f"{form(kind)}?record={record_id}"


def addition_form(kind: Kind, record_id: str, field: str) -> str:
    """Return the address of the form that adds an item to a list of a published record."""
    return f"{correction_form(kind, record_id)}&add={field}"


def municipality(municipality_id: str) -> str:
    """Return the address of a municipality's page."""
    return f"{MUNICIPALITIES}{municipality_id}/"


def finding(code: str) -> str:
    """Return the address of the page that explains a code of findings."""
    return f"{FINDINGS}{code}/"


def terms(vocabulary: str) -> str:
    """Return the address of the list of a vocabulary's pages.

    Raises:
        KeyError: the terms of the vocabulary have no pages (see `TERM_FOLDERS`).
    """
    return f"{TERM_FOLDERS[vocabulary]}/"


def term(vocabulary: str, term_id: str) -> str:
    """Return the address of a term: its page, or its entry in the glossary if it has none."""
    if vocabulary in TERM_FOLDERS:
        return f"{terms(vocabulary)}{term_id}/"
    return f"{GLOSSARY}#{glossary_anchor(vocabulary, term_id)}"


def facet_value(key: str, value: str) -> str:
    """Return the address of the list of records with a value of a facet, as readers see the value."""
    return f"{FACETS}{key.replace('_', '-')}/{_value_slug(value)}/"


def glossary_anchor(vocabulary: str, term_id: str) -> str:
    """Return the anchor of a term on the glossary page."""
    return f"{vocabulary}-{term_id}"


def tags(all_tags: Iterable[str]) -> Mapping[str, str]:
    """Return the address of each tag.

    Tags whose transliterations coincide are told apart by numbers, in the order of the tags, so the same set
    of tags always gets the same addresses.
    """
    taken: set[str] = set()
    addresses: dict[str, str] = {}
    for tag in sorted(set(all_tags)):
        name = _free(slug(tag), taken)
        taken.add(name)
        addresses[tag] = f"{TAGS}{name}/"
    return addresses


def slug(text: str, limit: int = SLUG_LIMIT) -> str:
    """Return a text transliterated into the form of an id, cut between words at `limit`.

    Letters of other scripts become their code points, so the slug is empty only for a text without any letter
    or digit.
    """
    import iuliia  # noqa: PLC0415 - a check of records without tags transliterates nothing

    plain = unicodedata.normalize("NFKD", iuliia.WIKIPEDIA.translate(unicodedata.normalize("NFC", text)))
    words = _NOT_SLUG.sub("-", "".join(map(_ascii, plain.lower()))).strip("-")
    if len(words) <= limit:
        return words
    whole, _, _ = words[: limit + 1].rpartition("-")
    return whole or words[:limit]


def _ascii(character: str) -> str:
    if character.isascii():
        return character
    return f"u{ord(character):x}" if character.isalnum() else "" if unicodedata.combining(character) else " "


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def edit_file(repository: Repository, path: str) -> str:
    """Return the address where a file of the repository is edited in the browser."""
    return _of_file(repository, repository.forge.edit, path)


def new_file(repository: Repository, path: str) -> str:
    """Return the address where a new file of a given name is proposed in the browser; «» if none."""
    return _of_file(repository, repository.forge.new or "", path)


def file_history(repository: Repository, path: str) -> str:
    """Return the address of a file's history; «» if there is none."""
    return _of_file(repository, repository.forge.history or "", path)


def commit(repository: Repository, commit_hash: str) -> str:
    """Return the address of a commit."""
    way = repository.forge.commit.format(commit=quote(commit_hash, safe=""))
    return repository.address.rstrip("/") + way


def request_help(repository: Repository, title: str, text: str) -> str:
    """Return the address of a new, filled-in request on the forge; «» if it has no requests.

    `title` and `text` say what the request is about.
    """
    template = repository.forge.ask
    if template is None:
        return ""
    way = template.format(title=quote(title, safe=""), text=quote(text, safe=""))
    return repository.address.rstrip("/") + way


def _of_file(repository: Repository, template: str, path: str) -> str:
    if not template:
        return ""
    folder, _, name = path.rpartition("/")
    way = template.format(
        branch=_quoted(repository.branch), path=_quoted(path), folder=_quoted(folder), name=_quoted(name)
    )
    return repository.address.rstrip("/") + way


_value_slug = lru_cache(maxsize=1024)(slug)
"""Each list with filters links to the values of its facets: some dozens in an atlas."""
_quoted = lru_cache(maxsize=64)(quote)
"""A record page needs its file path twice, and every page the same branch."""
