from __future__ import annotations

from jinja2 import ChoiceLoader, DictLoader, PackageLoader
from markupsafe import Markup
from support.records import own_settings

from generator.pages import Page, SearchEntry
from generator.render import Renderer, environment
from generator.search.aliases import Aliases
from generator.search.article import END, FORMS, MARKER, Articles
from generator.search.words import token
from generator.settings import Abbreviation, SearchWords

WORDS = SearchWords(
    abbreviations=(Abbreviation(short="ОГЭ", full="основной государственный экзамен"),),
    families=(("школа", "школьный"),),
)
ARTICLES = Articles(Aliases(WORDS))


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


def test_only_what_stands_before_the_end_is_indexed() -> None:
    article = ARTICLES.of(page(), Markup("<p>Опыт</p><!-- search-ends --><p>ОГЭ рядом</p>"))
    assert article is not None
    assert article.own == Markup("<p>Опыт</p>")
    assert article.rest == Markup("<p>ОГЭ рядом</p>")
    assert token("ОГЭ") not in article.aliases


def test_aliases_follow_the_marker_and_forms_come_last() -> None:
    article = ARTICLES.of(page(), Markup("<p>шесть ошибок</p>"))
    assert article is not None
    assert article.aliases.split() == [MARKER, "школа", FORMS, "ошибк"]


def test_names_have_aliases_of_their_own() -> None:
    bare = ARTICLES.of(page(meta=(("short", "ОГЭ"),)), Markup(""))
    wordy = ARTICLES.of(page(meta=(("short", "Клуб ОГЭ"),)), Markup(""))
    assert bare is not None
    assert wordy is not None
    assert dict(bare.meta)["keys"] == "школа"
    assert token("ОГЭ") in dict(bare.meta)["names"]
    assert "names" not in dict(wordy.meta)


def test_record_without_a_date_stays_in_sorted_results() -> None:
    article = ARTICLES.of(page(), Markup(""))
    assert article is not None
    assert dict(article.sort)["date"] == "0"


def test_page_that_search_leaves_out_has_no_article() -> None:
    assert ARTICLES.of(page(search=False), Markup("")) is None


def test_template_keeps_values_whole_and_out_of_sight() -> None:
    templates = environment(
        ChoiceLoader(
            [DictLoader({"none": f"<p>Опыт</p>{END}<p>Рядом</p>"}), PackageLoader("generator", "templates")]
        )
    )
    content = Renderer(own_settings(), templates).render(page()).content
    body, _, after = content.partition("</article>")
    assert "data-pagefind-body" in body
    assert "<p>Опыт</p>" in body
    assert "<p>Рядом</p>" in after
    assert 'data-value="Виды &#34;и&#34;, прочее: да"' in body
    assert 'data-pagefind-filter="kind[data-value]"' in body
    assert content.count("Школьный двор") == 1
