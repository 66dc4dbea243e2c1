"""Rules about links: address fields, links and images in Markdown."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from generator.base.late_patterns import compile_late
from generator.base.suggestions import suggester
from generator.check.rules.base import Collection, Context, catalogue_rule, text_rule
from generator.check.rules.markdown_links import INSIDE, MAY_LINK, targets
from generator.check.rules.page_addresses import page_addresses
from generator.check.rules.prefilter import search_for
from generator.model.addresses import tags
from generator.model.annotations import ADDRESS, MARKDOWN, AnnotatedValue
from generator.model.findings import Problem

_WEB = frozenset({"http", "https"})
_OTHER = frozenset({"mailto", "tel"})
_HOST = compile_late(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}")
_PLAIN = compile_late(r"https?://(?:[a-z0-9]{1,63}\.)+[a-z]{2,63}(?:/[A-Za-z0-9._/-]*)?")
_BETWEEN = compile_late(r"[\s,;]{1,9}(?:и\s{1,9})?(?=https?://)")
"""Bounded: a long run of such characters would be scanned again from each of them."""
_BROKEN_SCHEME = compile_late(r"[<\s]*(?:h[tp]{2,5}s?(?:[:;]/{0,3}|/{1,3})|/{2})?", re.IGNORECASE)
"""Misspellings of «https://», and what surrounds an address in letters: «<https://…>»."""
_EMPTY = compile_late(r"\]\(\s*\)")
_MOST = 3
_HAS_LINK = search_for(MAY_LINK, signs="]<")


LINK_PATTERNS = {
    "host": _HOST,
    "betweenAddresses": _BETWEEN,
    "inside": INSIDE,
    "mayLink": MAY_LINK,
    "brokenScheme": _BROKEN_SCHEME,
}
"""Patterns that the form on the site uses too."""


@text_rule("bad-address", texts=ADDRESS)
def bad_address(text: AnnotatedValue) -> Iterator[Problem]:
    """An address that a browser cannot open from a public page."""
    fault = address_fault(text.value)
    parts = _BETWEEN.split(text.value.strip())
    if fault and len(parts) > 1 and not any(map(address_fault, parts)):
        yield Problem(
            what="Здесь нужен один адрес, а записано несколько",
            allowed="полный адрес, который начинается с https:// или http://",
            action="Оставьте один адрес, остальные назовите в тексте записи.",
            suggestions=tuple(parts[:_MOST]),
        )
    elif fault:
        yield Problem(
            what=f"Адрес не откроется: {fault}",
            allowed="полный адрес, который начинается с https:// или http://",
            action="Откройте страницу в браузере и скопируйте адрес целиком.",
            suggestions=_with_scheme(text.value),
        )


@text_rule("bad-link", texts=MARKDOWN, prefilter=_HAS_LINK)
def bad_link(text: AnnotatedValue) -> Iterator[Problem]:
    """Each link in Markdown that is not http, https, mailto or tel, or has no host."""
    for target in dict.fromkeys(targets(text.value, "link_open", "href")):
        is_told = not target and _EMPTY.search(text.value) is not None  # `broken-markdown` reports it
        fault = "" if is_told else _link_fault(target)
        if fault:
            yield Problem(
                what=f"Ссылка «{target}» не откроется: {fault}",
                allowed="адрес, который начинается с https://, http://, mailto: или tel:, "
                "либо адрес внутри атласа, например practices/imya-zapisi/",
                action="Откройте страницу в браузере и скопируйте её адрес целиком.",
                suggestions=_with_scheme(target),
                fragment=target,
            )


@catalogue_rule("unknown-page")
def unknown_page(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """Each link in Markdown to a page that the atlas does not have."""
    pages = cache(lambda: _pages(collection, context))  # computed only if a text has a link inside the site
    guesses = cache(lambda: suggester([(page, page) for page in sorted(pages())]))
    for summary in collection.summaries:
        for link in summary.links:
            if link.value.lstrip("/").partition("#")[0] not in pages():
                problem = Problem(
                    what=f"Страницы «{link.value}» в атласе нет",
                    allowed="адрес страницы атласа, например practices/imya-zapisi/",
                    action="Исправьте адрес: скопируйте его из строки браузера, без имени сайта.",
                    suggestions=guesses()(link.value),
                    pointer=link.pointer,
                    fragment=link.value,
                )
                yield summary.path, problem


@text_rule("image-in-text", texts=MARKDOWN, prefilter=_HAS_LINK)
def image_in_text(text: AnnotatedValue) -> Iterator[Problem]:
    """Each image in Markdown: pages of the atlas load nothing from elsewhere."""
    for target in dict.fromkeys(targets(text.value, "image", "src")):
        yield Problem(
            what=f"В тексте картинка «{target}»: на страницах атласа картинок нет",
            allowed="текст и ссылки",
            action="Опишите увиденное словами, а на картинку дайте ссылку.",
            fragment=target,
        )


def address_fault(address: str) -> str:
    """Return why a browser cannot open an address from a public page; empty if it can."""
    if _PLAIN.fullmatch(address):  # usually
        return ""
    if address.split() != [address]:
        return "внутри пробел или перевод строки"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "неверно записаны имя сайта или порт"
    if parts.scheme not in _WEB:
        return f"начинается с «{parts.scheme}:»" if parts.scheme else "нет https:// в начале"
    if parts.username is not None:
        return "перед именем сайта стоят имя и пароль"
    return "" if _HOST.fullmatch(host) else "нет имени сайта" if not host else f"«{host}» — не имя сайта"


def _pages(collection: Collection, context: Context) -> frozenset[str]:
    records = {summary.address for summary in collection.summaries}
    of_tags = tags(tag for summary in collection.summaries for tag in summary.tags)
    return page_addresses(context.settings) | records | set(of_tags.values())


def _link_fault(target: str) -> str:
    if INSIDE.fullmatch(target):
        return ""
    scheme, colon, rest = target.partition(":")
    if colon and scheme.lower() in _OTHER:
        return "" if rest else f"после «{scheme}:» ничего нет"
    return address_fault(target)


def _with_scheme(address: str) -> tuple[str, ...]:
    begun = _BROKEN_SCHEME.match(address)
    bare = address[begun.end() if begun else 0 :].rstrip("> ")
    is_whole = _HOST.fullmatch(bare.split("/", 1)[0]) is not None and " " not in bare
    return (f"https://{bare}",) if is_whole and f"https://{bare}" != address else ()
