"""Names for the whole region given in place of a municipality: «Весь край», «региональный»."""

import re

from generator.base.russian import fold_text
from generator.model.settings import Region

_OF_REGION = r"(?: (?:края|региона|области|республики))?"
_WHOLE = re.compile(
    r"(?:(?:по|на|для|в) )?(?:(?:весь|вся|все|всего|всей|всему|всем|целый|наш) )*"
    r"(?:кра[йюяе]|регион[ауе]?|област[ьи]|республик[аеиу])"
    r"|(?:краев|региональн|областн|республиканск|общекраев|общерегиональн)(?:ой|ая|ое|ые|ый|ий|ие)"
    r"(?: (?:уровень|масштаб|проект|практика|сообщество|запись|сеть))?"
    rf"|(?:все|любой|любые|каждый)(?: муниципалитет\w*| район\w*| территори\w*| округ\w*"
    rf"| муниципальн\w+ образовани\w*| город\w*(?: и район\w*)?)?{_OF_REGION}"
    r"|(?:без|вне) муниципалитет\w*|(?:ves-)?(?:kray|krai|region|oblast)|all"
)
_NAMED = re.compile(
    r"(?:(?:весь|вся|по) )?[\w-]+(?:ск|цк)(?:ий|ого|ому|ом) кра[йяюе]"
    r"|(?:(?:вся|по) )?[\w-]+ск(?:ая|ой|ую) област[ьи]|республика [\w-]+|[a-z-]+-(?:kray|krai|region|oblast)"
)


def names_region(text: str) -> bool:
    """Return whether a text names a whole region, this one or another, and not a municipality."""
    folded = fold_text(text).rstrip(".")
    return _WHOLE.fullmatch(folded) is not None or _NAMED.fullmatch(folded) is not None


def names_whole_region(text: str, region: Region) -> bool:
    """Return whether a text means the whole of this region."""
    folded = fold_text(text).rstrip(".")
    for name in (region.name, region.genitive, region.dative, region.prepositional, region.whole_title):
        folded = folded.replace(fold_text(name), "край")
    return _WHOLE.fullmatch(folded) is not None
