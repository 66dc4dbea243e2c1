"""Addresses of the atlas's own pages, which records and tags may not take."""

from generator.model import addresses
from generator.model.kinds import KINDS
from generator.model.settings import Settings
from generator.report.guide import explanations


def page_addresses(settings: Settings) -> frozenset[str]:
    """Return the addresses of all pages that do not come from records or tags."""
    fixed = {addresses.HOME, addresses.PROPOSE_TABLE, *addresses.OWN_PAGES, *addresses.WRITTEN_PAGES}
    catalogues = {addresses.catalogue_page(kind) for kind in KINDS}
    places = {addresses.municipality(place.id) for place in settings.municipalities}
    lists = {addresses.terms(vocabulary) for vocabulary in addresses.TERM_FOLDERS}
    of_terms = {
        addresses.term(vocabulary, value.id)
        for vocabulary in addresses.TERM_FOLDERS.keys() & settings.vocabularies.keys()
        for value in settings.vocabularies[vocabulary].terms
    }
    findings = {addresses.finding(code) for code in explanations()}
    return frozenset(fixed | catalogues | places | lists | of_terms | findings)
