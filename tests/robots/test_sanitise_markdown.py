"""Anybody's text is shown as it is and has no effect."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.attacks import CODE, MARKDOWN, ODD
from support.effort import examples

from generator.robots.sanitise_markdown import sanitise_markdown

OURS = "https://github.com/example/educational-atlas/"
_LIKE_GITHUB = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
_TAGS = {"a", "b", "blockquote", "br", "code", "del", "details", "em", "hr", "ins", "li", "ol", "p", "pre"}
_TAGS |= {
    "strong",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    *(f"h{n}" for n in range(1, 7)),
}
_CALLS = re.compile(r"@\w|#\d|\bGH-\d|\bwww\.|://|\w@\w")


class Seen(HTMLParser):
    """What the page contains: tags, attributes, and texts in which a forge looks for references."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.odd: list[str] = []
        self.calls: list[str] = []
        self._quiet = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._quiet += tag in {"pre", "a"}
        for name, value in attrs:
            fine = (tag, name) in {("ol", "start"), ("code", "class"), ("details", "open")}
            if not fine and not (name == "href" and str(value).startswith(OURS)):
                self.odd.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in {"pre", "a"}

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.calls += _CALLS.findall(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)


def assert_harmless(text: str) -> None:
    seen = Seen(_LIKE_GITHUB.render(sanitise_markdown(text, 60_000, (OURS,))))
    assert seen.tags <= _TAGS
    assert seen.odd == []
    assert seen.calls == []


HOSTILE = {
    **CODE,
    **MARKDOWN,
    **ODD,
    "mentions": "@everyone @org/team, (@a) `@b` **@c** [@d](https://evil.example) a@example.org",
    "references": "#1 GH-2 other/repo#3 https://github.com/other/repo/issues/4 www.evil.example",
    "expressions": "`id` $(id) ${{ secrets.GITHUB_TOKEN }} ::add-mask::x\n::set-output name=x::y",
    "comment": "--> <!-- atlas-robot: review --> <!-- x\n\n-->",
    "pictures": "![x](https://evil.example/x.png) <img src='https://evil.example/y.png'> [![z](q)](w)",
    "links": "[a](javascript:x) <https://evil.example> [b]: https://evil.example\n\n[b] [c](//evil.example)",
    "kept tags": "<details ontoggle=x><summary>a</summary>\n\n</details></details><b onclick=x>y</b> <b>z",
    "drawing": "```mermaid\ngraph LR; A-->B\n```\n\n~~~geojson\n{}\n~~~",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_do_nothing(text: str) -> None:
    assert_harmless(text)
    assert_harmless(f"| a | b |\n|---|---|\n| {text.replace(chr(10), ' ')} | x |")
    assert_harmless(f"- [ ] {text}\n\n> {text}")


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.sampled_from(sorted(HOSTILE.values())) | st.text(max_size=40), max_size=4).map("".join))
def test_nothing_together_does_anything(text: str) -> None:
    assert_harmless(text)


def test_our_own_form_is_kept() -> None:
    text = (
        "## Заголовок\n\nСлово **жирное** и <del>старое</del> <ins>новое</ins>.\n\n"
        "- [ ] Отметить\n- [x] Готово\n\n1. один\n2. два\n\n| А | Б |\n| --- | --- |\n| 1 | 2 |\n\n"
        "<details><summary>Ещё</summary>\n\nТекст\n\n"
        f"</details>\n\n[Запись]({OURS}blob/main/x.yaml)\n\n```diff\n- было\n+ стало @кто\n```\n"
    )
    html = _LIKE_GITHUB.render(sanitise_markdown(text, 60_000, (OURS,)))
    assert html == _LIKE_GITHUB.render(
        text.replace("**жирное**", "<strong>жирное</strong>")
        .replace("новое</ins>.", "новое</ins>&#46;")
        .replace("<details><summary>Ещё</summary>", "<details>\n<summary>\nЕщё\n</summary>")
    )


def test_what_has_no_room_is_left_out() -> None:
    cut = sanitise_markdown("а\n\n" * 100, 120)
    assert len(cut) <= 120
    assert cut.startswith("а\n\nа\n\nа\n\n")
    assert cut.endswith("\n\n*Отчёт длиннее, чем помещается в ответ: остальное лежит в файле отчёта.*\n")
