"""Typed settings of one atlas: region, municipalities, vocabularies, search words.

The files are in `site_config/`; their form is checked by the same schemas and the same stage as the records
(see `check`). Nothing about a region, its bodies or its terms is in code.
"""

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urlsplit

import msgspec

from generator.base.web_address import to_ascii
from generator.model.editorial import Editorial
from generator.model.municipality import Division, Municipality
from generator.model.needs import Need
from generator.model.picks import Picks
from generator.model.record_fields import RecordFields
from generator.model.region_map import RegionMap
from generator.model.steps import Steps


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """The region's name in the grammatical cases that pages need, and its OKTMO code."""

    name: str
    genitive: str
    dative: str
    prepositional: str
    oktmo: str
    whole: str | None = None
    """The place that readers see for records about the whole region: «Весь край»."""
    also: tuple[str, ...] = ()
    """Other everyday names: «Башкирия»."""

    @property
    def whole_title(self) -> str:
        """The name of the region as a whole in a list of its municipalities."""
        return self.whole or self.name


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """Who publishes the atlas."""

    name: str
    address: str | None = None
    email: str | None = None


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """How people without an account submit records: by letter, or to an address that the form posts to.

    `answer_days` is the number of working days in which editors answer; None if nothing is promised.
    `open_per_author` is how many proposals from issue forms one author may have open at once.
    """

    letters: bool | None = None
    address: str | None = None
    answer_days: int | None = None
    open_per_author: int = 5

    @property
    def origin(self) -> str:
        """The scheme and host that the form's page may connect to; empty without an address."""
        parts = urlsplit(self.address or "")
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


class Forge(msgspec.Struct, frozen=True, kw_only=True):
    """Address templates of a forge, relative to the repository's own address.

    `new` opens the page where a file is created, with its name filled in; `new_filled` with its content too;
    `history` shows its changes; `ask` is the page for asking for help. Those that a forge lacks, or whose
    addresses are unknown, are left out. The schema of `forges` lists the allowed placeholders.
    """

    id: str
    title: str
    view: str
    edit: str
    commit: str
    new: str | None = None
    new_filled: str | None = None
    history: str | None = None
    ask: str | None = None


class Repository(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Where the records are kept. `kind` is the id of one of the `forges`."""

    kind: str
    address: str
    forges: tuple[Forge, ...]
    branch: str = "main"

    @cached_property
    def forge(self) -> Forge:
        """The forge that hosts the records; checked settings have one of that id."""
        return next(forge for forge in self.forges if forge.id == self.kind)


class ContentLicence(msgspec.Struct, frozen=True, kw_only=True):
    """The licence of the content."""

    content: str
    title: str
    address: str


class ServiceName(msgspec.Struct, frozen=True, kw_only=True):
    """The region's name for a municipal methodical service."""

    title: str
    short: str


class KindSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How readers see a kind of record. `forms` are its noun with 1, 2 and 5."""

    title: str
    forms: tuple[str, str, str]
    enabled: bool = True
    confirm_months: int = 24
    """A record needs confirmation after this many months without a change."""


class Atlas(msgspec.Struct, frozen=True, kw_only=True):
    """`site_config/atlas.yaml`."""

    title: str
    short_title: str
    description: str
    language: str
    region: Region
    operator: Operator
    repository: Repository
    site_address: str
    """In ASCII, however it is written: it is used in headers, robots.txt, XML and data."""
    licence: ContentLicence
    methodical_service: ServiceName
    kinds: Mapping[str, KindSettings]
    intake: Intake = Intake()
    page_size: int = 24
    samples: str = "shown"
    """Whether the site shows made-up sample records: `shown` or `hidden`."""

    @property
    def letters_to(self) -> str:
        """The mailbox for proposals by letter; empty if there is none."""
        return "" if self.intake.letters is False else self.operator.email or ""

    @property
    def shows_samples(self) -> bool:
        """Whether readers see made-up sample records."""
        return self.samples == "shown"

    def __post_init__(self) -> None:
        """Convert the site's own address to ASCII, as it goes over the wire."""
        msgspec.structs.force_setattr(self, "site_address", to_ascii(self.site_address))


class ProcedureStage(msgspec.Struct, frozen=True, kw_only=True):
    """A stage on the way to a status, and the months in which it falls."""

    stage: str
    months: tuple[int, ...] = ()


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One term of a vocabulary. The flags below `region` drive rules, so that no rule names a term."""

    id: str
    title: str
    short: str | None = None
    plural: str | None = None
    also: tuple[str, ...] = ()
    """Everyday words, old and foreign names: see `term_names`."""
    definition: str | None = None
    source: str | None = None
    document: str | None = None  # the record of the source, if the atlas has one
    defined_by: str | None = None
    """Who wrote the definition, if the source names the term without defining it."""
    group: str | None = None
    address: str | None = None
    region: str | None = None
    """OKTMO code of the only region that has the term: a new atlas of another region starts without it."""

    rank: int = 0
    """Position in an order: of education levels, of levels of communities (1 is the widest)."""
    first_grade: int = 0
    last_grade: int = 0
    """Levels of education: the school grades they comprise, 0 for none."""
    public: bool = True
    """Stages of a practice: whether its page is published."""
    positive: bool = False
    """Decisions of an expert review: whether the practice may be published."""
    holders: tuple[str, ...] = ()
    """Kinds of centre: kinds of organisation that may hold the status; any if none is named."""
    network_for: tuple[str, ...] = ()
    """Kinds of centre: kinds of organisation that need an inter-municipal network for it."""
    procedure: tuple[ProcedureStage, ...] = ()
    """Kinds of centre: the stages on the way to the status, in order."""
    requires_award: bool = False
    """Kinds of centre: whether the status is given by a document."""
    crosses_municipalities: bool = False
    """Scopes of a network: whether it reaches beyond one municipality."""
    items: bool = False
    """Kinds of document: whether it has items to be done."""
    parties: bool = False
    """Kinds of document: whether it is signed by parties."""
    normative: bool = False
    """Kinds of document: whether it is an act that others must follow."""
    teaches: bool = False
    """Kinds of event: whether teachers come to learn."""
    signed_by: tuple[str, ...] = ()
    """Kinds of document: kinds of organisation each of which must be a party."""
    follows: tuple[str, ...] = ()
    """Kinds of document: kinds of document that it may be based on."""

    @property
    def names_others(self) -> bool:
        """Whether it refers to other terms, of its own or another vocabulary."""
        return bool(self.holders or self.network_for or self.procedure or self.signed_by or self.follows)


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A list of terms, in the order in which readers see them."""

    title: str
    terms: tuple[Term, ...]
    source: str | None = None
    holds_places: bool = False
    """Whether its terms are municipalities; never set in a file."""

    @cached_property
    def by_id(self) -> Mapping[str, Term]:
        """The terms by id."""
        return {term.id: term for term in self.terms}


class Abbreviation(msgspec.Struct, frozen=True, kw_only=True):
    """An abbreviation and what it stands for: search finds each by the other."""

    short: str
    full: str
    region: str | None = None


class SearchWords(msgspec.Struct, frozen=True, kw_only=True):
    """`site_config/search.yaml`: what the search engine's stemming does not know."""

    abbreviations: tuple[Abbreviation, ...] = ()
    families: tuple[tuple[str, ...], ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Phrases with the same meaning in a query; other names of a term are in its vocabulary."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All settings of one atlas."""

    atlas: Atlas
    municipalities: tuple[Municipality, ...]
    vocabularies: Mapping[str, Vocabulary]
    search: SearchWords
    editorial: Editorial = Editorial()
    division: Division | None = None
    municipalities_source: str | None = None
    steps: Steps = Steps()
    needs: tuple[Need, ...] = ()
    region_map: RegionMap | None = None
    picks: Picks = Picks()
    record_fields: Mapping[str, RecordFields] = {}
    """Schema annotations of the records of each kind, by the kind's name."""

    @cached_property
    def municipality_by_id(self) -> Mapping[str, Municipality]:
        """The municipalities by id."""
        return {municipality.id: municipality for municipality in self.municipalities}

    def place_title(self, kind_name: str, municipality_id: str | None) -> str:
        """Return where a record of a kind belongs, for readers; an unknown id as it is.

        A record without a municipality belongs to the whole region, if its kind could name one.
        """
        if municipality_id:
            place = self.municipality_by_id.get(municipality_id)
            return place.title if place else municipality_id
        has_place = self.record_fields[kind_name].has_place
        return self.atlas.region.whole_title if has_place else "муниципалитет не указан"

    def term(self, vocabulary: str, term_id: str) -> Term:
        """Return a term of a vocabulary.

        Raises:
            KeyError: there is no such vocabulary or term; checked records never cause it.
        """
        return self.vocabularies[vocabulary].by_id[term_id]
