"""The search document of a page."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

import msgspec
from markupsafe import Markup

from generator.base.hyphens import remove_hyphens
from generator.site.pages import Page
from generator.site.search.aliases import Aliases
from generator.site.search.words import is_token

MARKER = "zaliasz"
"""Marks the beginning of the aliases; excerpts end before it."""

END = "<!-- search-ends -->"
"""In a template's output: the end of the page's own text, before related records and the citation."""

_UNREAD = "button|caption|footer|form|h2|iframe|label|nav|noscript|script|style|summary|svg|template|thead"
_ABOUT_OTHERS = "cards|links|turned|vertical"
"""Parts of a page (see `templates/parts.html.j2`) that name other records."""
_INLINE = "a|abbr|b|cite|code|em|i|img|q|small|span|strong|sub|sup|time"
_WRAPPER = "article|aside|dl|figure|header|hr|main|ol|section|table|tbody|thead|tr|ul"
_FACTS = r'<section class="(?:atlas-facts|atlas-section atlas-section--facts)".*?</section>'
_PANEL = re.compile(_FACTS, re.DOTALL)
_VALUE = re.compile(r"<dd>(.*?)</dd>", re.DOTALL)
_KICKER = re.compile(r'<p class="atlas-kicker">(.*?)</p>', re.DOTALL)
_SHOWN_ELSEWHERE = re.compile(
    rf'<header class="atlas-record__header">.*?</header>|<div class="atlas-actions".*?</div>|{_FACTS}'
    r"|<div data-atlas-monday>.*?</div>"
    rf'|<section class="atlas-section atlas-section--(?:{_ABOUT_OTHERS})".*?</section>',
    re.DOTALL,
)
_LABEL = r'<(?:span|p) class="atlas-(?:badge|hidden|note|steps__duration|calendar__state)">.*?</(?:span|p)>'
"""Short labels beside a text: what kind of thing it is, how long it takes, whether it is done."""
_SCALE = r'<div class="atlas-scale".*?</div>'
_SUB = r'<h3 id="[^"]*" class="atlas-sub">.*?</h3>'
_NOISE = re.compile(
    rf"<({_UNREAD})\b.*?</\1>|{_LABEL}|{_SCALE}|{_SUB}|</?(?:{_INLINE}|{_WRAPPER})\b[^>]*>|<!--.*?-->",
    re.DOTALL,
)
_ATTRIBUTES = re.compile(r"<(\w+)\s[^>]*>")
_CELL = re.compile(r"<(/?)(?:dd|dt|td|th)>")
"""Pagefind ends a sentence after a paragraph, but not after a table cell."""
_LEAD = re.compile(r"<li>([^<]*[^<\s])\s*<p>")
"""Nor before one: who did something, where and when."""
_ENDS = re.compile(r"\s+</")
_UNENDED = re.compile(r"([»%)])(?<![.!?…].)</")
"""Nor after a character that is not a letter: «93 %»."""
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"\s{2,}")
_ADDRESS = re.compile(r"@|://")


_SHORT_TAG = 5


class SearchText(msgspec.Struct, frozen=True, kw_only=True):
    """The indexed text of a page.

    `own` is the text of its sections, `aliases` are hidden words, `meta` is shown in results and has more
    weight than the text.
    """

    own: Markup
    meta: Sequence[tuple[str, str]]
    aliases: str


class SearchTexts:
    """Extracts the indexed texts of the pages of one atlas."""

    def __init__(self, aliases: Aliases) -> None:
        """Set the aliases of the atlas."""
        self._aliases = aliases

    def make(self, page: Page, own: Markup) -> SearchText | None:
        """Return the indexed text of a page; None if it is not in the index.

        `own` is its rendered HTML up to `END`.
        """
        if page.search is None:
            return None
        written = Markup(remove_hyphens(own))  # noqa: S704 - less markup
        meta = dict(page.search.meta)
        meta.setdefault("title", page.title)
        if facts := _facts(written):
            meta["facts"] = facts
        bare = strip_markup(written)
        text = " ".join((*meta.values(), *(value for _, value in page.search.filters), _plain(bare)))
        hidden = self._aliases.find(text)
        aliases = " ".join((MARKER, *hidden))
        return SearchText(own=bare, meta=tuple((meta | self._keys(meta)).items()), aliases=aliases)

    def _keys(self, meta: Mapping[str, str]) -> dict[str, str]:
        """Return the aliases of a record's title and, if it is a mere abbreviation, of its short title.

        The tokens of abbreviations are separate: they have the same weight as the words they stand for.
        """
        short, tags = meta.get("short", ""), meta.get("tags", "").split(", ")
        # tags are written in lower case: «огэ» for «ОГЭ»
        hints = ". ".join(
            (*(tag.upper() if len(tag) <= _SHORT_TAG else tag for tag in tags), meta.get("summary", ""))
        )
        words = {"keys": meta["title"], "names": "" if " " in short else short}
        tokens = {"marks": f"{meta['title']}. {short}", "hints": hints}
        found = {key: self._aliases.find(text) for key, text in words.items()}
        found |= {key: tuple(filter(is_token, self._aliases.find(text))) for key, text in tokens.items()}
        return {key: " ".join(each) for key, each in found.items() if each}


def strip_markup(html: Markup) -> Markup:
    """Return markup without what the index ignores: Pagefind reads it several times faster.

    What separates sentences is kept. Headings of sections, heads of tables and names of other records are
    not: they are on every page, or about something else.
    """
    bare = _ATTRIBUTES.sub(r"<\1>", _NOISE.sub("", _SHOWN_ELSEWHERE.sub("", html)))
    parted = _LEAD.sub(r"<li><p>\1</p><p>", _CELL.sub(r"<\1p>", bare))
    ended = _UNENDED.sub(r"\1.</", _ENDS.sub("</", parted))
    return Markup(_BLANK.sub("\n", ended))  # noqa: S704 - less markup


def _facts(html: Markup) -> str:
    """Return the values of the key facts, and the line above the title, as one text."""
    panel = " ".join(_PANEL.findall(html))
    values = (" ".join(_plain(value).split()) for value in (*_KICKER.findall(html), *_VALUE.findall(panel)))
    return ". ".join(value for value in values if not _ADDRESS.search(value))


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html))  # like `Markup.striptags`, which takes quadratic time
