from __future__ import annotations

import pytest
from jinja2 import ChoiceLoader, DictLoader, PackageLoader
from markupsafe import Markup
from support.records import own_settings

from generator.model.settings import Abbreviation, SearchWords
from generator.site.pages import Page, SearchEntry
from generator.site.render.renderer import Renderer, environment
from generator.site.search.aliases import Aliases
from generator.site.search.document import END, MARKER, SearchTexts, strip_markup
from generator.site.search.words import token

WORDS = SearchWords(
    abbreviations=(Abbreviation(short="ОГЭ", full="основной государственный экзамен"),),
)
TEXTS = SearchTexts(Aliases(WORDS))


def page(*, meta: tuple[tuple[str, str], ...] = (), search: bool = True) -> Page:
    entry = SearchEntry(
        filters=(("kind", 'Виды "и", прочее: да'),),
        meta=meta,
        sort=(("date", ""), ("title", "школьный двор")),
    )
    return Page(
        address="practices/x/",
        section="practices",
        title="Школьный двор",
        description="",
        template="none",
        view=None,
        search=entry if search else None,
    )


def test_aliases_follow_the_marker() -> None:
    article = TEXTS.make(page(), Markup("<p>шесть ошибок на ОГЭ</p>"))
    assert article is not None
    assert article.aliases.split() == [MARKER, token("ОГЭ"), "основной", "государственный", "экзамен"]


def test_names_have_aliases_of_their_own() -> None:
    bare = TEXTS.make(page(meta=(("short", "ОГЭ"), ("title", "К ОГЭ"))), Markup(""))
    wordy = TEXTS.make(page(meta=(("short", "Клуб ОГЭ"),)), Markup(""))
    assert bare is not None
    assert wordy is not None
    assert "экзамен" in dict(bare.meta)["keys"]
    assert token("ОГЭ") in dict(bare.meta)["names"]
    assert not {"keys", "names"} & dict(wordy.meta).keys()


def test_page_that_search_leaves_out_has_no_article() -> None:
    assert TEXTS.make(page(search=False), Markup("")) is None


@pytest.mark.parametrize(
    ("html", "bare"),
    [
        ('<p class="x">О <a href="../y/">пыт</a></p>', "<p>О пыт</p>"),
        ('<h2 class="a" id="goal">Цель</h2><h3 id="x">Шаг</h3>', "<h3>Шаг</h3>"),
        ('<section class="atlas-facts" id="a"><dd>Физика</dd></section><p>Да</p>', "<p>Да</p>"),
        ('<section class="atlas-section atlas-section--vertical" id="a"><li>РУМО</li></section>и', "и"),
        ('<p>Совет <span class="atlas-note">Уровень: школа</span></p>', "<p>Совет</p>"),
        ("<table><thead><tr><th>Было</th></tr></thead><tr><td>5</td></tr></table>", "<p>5</p>"),
        ("<ol><li>раз</li><li>два</li></ol>", "<li>раз</li><li>два</li>"),
        ("раз<br>два", "раз<br>два"),
        ('<nav class="crumbs"><a href="/">Главная</a></nav>\n\n<p>Опыт</p>', "\n<p>Опыт</p>"),
        ("<p>а &lt;b&gt; &amp; в</p><!-- знак -->", "<p>а &lt;b&gt; &amp; в</p>"),
    ],
)
def test_index_is_given_no_more_markup_than_it_needs(html: str, bare: str) -> None:
    assert str(strip_markup(Markup(html))) == bare  # noqa: S704 - written above


def renderer() -> Renderer:
    own = DictLoader({"none": f"<p>Опыт</p>{END}<p>ОГЭ рядом</p>"})
    return Renderer(
        own_settings(),
        templates=environment(ChoiceLoader([own, PackageLoader("generator", "site/templates")])),
    )


def test_page_is_parted_into_its_own_text_and_what_follows() -> None:
    content = renderer().render(page()).content
    body, _, after = content.partition("</article>")
    assert body.split() == ["<article", 'class="atlas-article"', "data-pagefind-body>", "<p>Опыт</p>"]
    assert after.strip() == "<p>ОГЭ рядом</p>"


def test_document_holds_what_the_page_does_not_and_nothing_of_its_neighbours() -> None:
    filling, document = renderer().with_document(page(meta=(("kind", 'Виды "и", прочее: да'),)))
    assert document is not None
    assert 'data-pagefind-meta="kind[data-value]" data-value="Виды &#34;и&#34;, прочее: да"' in document.html
    assert 'data-pagefind-sort="address[data-value]" data-value="practices/x/"' in document.html
    assert document.html.count("<p>Опыт</p>") == 1
    assert "ОГЭ рядом" not in document.html
    assert token("ОГЭ") not in document.html
    assert document.filters == (("kind", 'Виды "и", прочее: да'),)
    assert document.sort == (("date", ""), ("title", "школьный двор"))
    assert filling == renderer().render(page(meta=(("kind", 'Виды "и", прочее: да'),)))


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        (
            "<details><summary>Как это сделать</summary><p>Двое идут.</p></details>",
            "<details><p>Двое идут.</p></details>",
        ),
        (
            '<p>70 % → 21 %</p><div class="atlas-scale"><span>0</span><span>100 %</span></div><p>Журнал</p>',
            "<p>70 % → 21 %.</p><p>Журнал</p>",
        ),
        (
            '<th scope="row">1. Визит\n<span class="atlas-calendar__state">Срок прошёл</span></th>',
            "<p>1. Визит</p>",
        ),
        (
            "<li>Лицей, <a href='x'>Анапа</a>, 2025 год\n<p>Трое ввели.</p></li>",
            "<li><p>Лицей, Анапа, 2025 год</p><p>Трое ввели.</p></li>",
        ),
        ("<h3>Урок «Осадки»</h3><p>«Да.»</p>", "<h3>Урок «Осадки».</h3><p>«Да.»</p>"),
        ("<li>Одна строка</li><li>\n<p>Абзац.</p></li>", "<li>Одна строка</li><li>\n<p>Абзац.</p></li>"),
    ],
)
def test_what_is_no_sentence_stands_in_none(markup: str, left: str) -> None:
    assert strip_markup(Markup(markup)) == left  # noqa: S704 - what stands above


def test_page_that_search_leaves_out_has_no_document() -> None:
    filling, document = renderer().with_document(page(search=False))
    assert document is None
    assert "data-pagefind-body" not in filling.content


def test_search_reads_words_without_soft_hyphens() -> None:
    divided = "<h3>Наблю|дение</h3><section class='atlas-facts'><dd>Краснодар|ский</dd></section>"
    article = TEXTS.make(page(), Markup(divided.replace("|", "\u00ad")))  # noqa: S704 - what stands above
    assert article is not None
    assert "Наблюдение" in article.own
    assert "\u00ad" not in article.own + article.aliases + str(article.meta)
