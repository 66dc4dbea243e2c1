"""The atlas's own addresses, of its site and its repository: those of pages and files begin with them."""

import re
from collections.abc import Iterator, Mapping

from generator.check.rules.links import address_fault
from generator.model.findings import Pointer, Problem

OWN_ADDRESSES: tuple[Pointer, ...] = (("site_address",), ("repository", "address"))
"""Their pointers in `site_config/atlas.yaml`."""
_PAGE = re.compile(r"[^/]*\.(?:html?|php)$")
_FAULTS: Mapping[str, str] = {
    r"\?": "в нём есть часть после «?»",
    r"#": "в нём есть часть после «#»",
    r'[\s"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})': "в нём знак «{}», которого в адресах не бывает",
    r":0+(?=/|$)": "порта 0 не бывает",
    r"(?<!:)//": "в нём две косые черты подряд",
    r"/\.\.?(?=/|$)": "в нём папка из одних точек",
    r"[^/]+\.(?:html?|php)(?=/?$)": "он ведёт на страницу «{}», а не в папку",
    r"\.git(?=/?$)": "в конце «.git»: такой адрес для git, а не для браузера",
}
"""What an address may not contain, and the message for it."""


def own_address_problems(address: str, pointer: Pointer) -> Iterator[Problem]:
    """Yield the problem that keeps addresses derived from one of the atlas's own from opening, if any.

    Problems of the address itself are reported by the rule for all addresses.
    """
    fault = "" if address_fault(address) else _appending_fault(address)
    if fault:
        yield Problem(
            code="bad-address",
            what=f"К этому адресу не дописать адреса страниц: {fault}",
            pointer=pointer,
            allowed="адрес до самой папки сайта или хранилища, без всего, что в строке браузера стоит за ней",
            action="Уберите лишнее.",
            suggestions=_shorten(address),
        )


def own_address_fault(address: str) -> str:
    """Return why an address cannot be the site's or the repository's; empty if it can."""
    return address_fault(address) or _appending_fault(address)


def _appending_fault(address: str) -> str:
    """Return why nothing can be appended to an otherwise valid address; empty if it can."""
    found = ((text, re.search(wrong, address)) for wrong, text in _FAULTS.items())
    return next((text.format(one[0]) for text, one in found if one), "")


def _shorten(address: str) -> tuple[str, ...]:
    """Return the address without what follows its folder, if the result is valid."""
    base = re.sub(r"[?#].*", "", address).rstrip("/").removesuffix(".git")
    shorter = f"{_PAGE.sub('', base).rstrip('/')}/"
    return () if own_address_fault(shorter) else (shorter,)
