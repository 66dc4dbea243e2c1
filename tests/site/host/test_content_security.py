from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from lxml import html
from support.building import buildable, contents, order, texts

from generator.base.errors import AtlasError
from generator.site.assets import TEMPLATES
from generator.site.build import build
from generator.site.host.content_security import PLACE, add_policy, policy

pytestmark = pytest.mark.usefixtures("few_findings")

PROBE = "window.atlasWasAttacked = true"
ABOUT = f"""---
title: Об <script>{PROBE}</script> атласе & Ко
---
# Об атласе

<script>{PROBE}</script>

[Институт](https://example.org/) и [учредитель](https://example.org/x){{: rel=me}}, [рядом](contributing.md)
"""


def sources(value: str, directive: str) -> list[str]:
    """Return the sources of a directive of a policy."""
    lists = {name: rest for name, *rest in (part.split() for part in value.split(";"))}
    return lists.get(directive, [])


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_a_page_may_load_what_is_its_own_and_nothing_else() -> None:
    assert policy("<p>Практика</p>") == (
        "default-src 'self'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; worker-src 'self'; frame-src 'none'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'"
    )


@pytest.mark.parametrize(
    ("page", "scripts"),
    [
        ("<script>a()</script><p>x</p><SCRIPT>b('<p>') && c</SCRIPT>", ["a()", "b('<p>') && c"]),
        ("<script>a()</script><script>a()</script>", ["a()"]),
        ("<script type=module>\n  a()\n</script>", ["\n  a()\n"]),
        ("<script type='text/javascript'>«ё»</script>", ["«ё»"]),
        ("<script>a('&amp;')</script>", ["a('&amp;')"]),
        ("<script></script>", [""]),
        ("<script src='x.js'>never()</script>", []),
        ("<script type='application/ld+json'>{}</script>", []),
        ("<script type=' Application/JSON '>{}</script>", []),
        ("<script type='text/javascript' type='application/json'>a()</script>", ["a()"]),
        ("<!-- <script>a()</script> --><p title='<script>b()</script>'>", []),
        ("<textarea></textarea><style>p > a {}</style><p>a < b</p>", []),
        ("<!-- <script> --><script>a()</script><!-- </script> -->", ["a()"]),
        ("<p title='a > <b'><a title=\">\"><script data-x='>'>a()</script >b()", ["a()"]),
        ('<p title="<script>b()</script>><script>a()</script>', ["b()", "a()"]),
        ("<script-x>b()</script-x><scripts>c()</scripts>", []),
    ],
)
def test_scripts_inside_a_page_are_known_by_their_hashes(page: str, scripts: list[str]) -> None:
    expected = ["'self'", *map(digest, scripts)]
    assert sources(policy(page), "script-src") == expected


def test_a_policy_goes_where_the_page_keeps_a_place_for_it() -> None:
    page = f'<meta content="{PLACE}"><script>a()</script>'
    assert add_policy(page) == f'<meta content="{policy(page)}"><script>a()</script>'
    assert add_policy("<script>a()</script>") == "<script>a()</script>"
    assert '"' not in policy(page)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("policy")
    root = folder / "atlas"
    root.mkdir()
    buildable(root)
    (root / "site_config" / "pages" / "about.md").write_text(ABOUT, encoding="utf-8")
    (root / "site_config" / "pages" / "contributing.md").write_text("Без заголовка\n", encoding="utf-8")
    record = root / "content" / "practices" / "measuring.yaml"
    former = "redirect_from:\n  - practices/former/\n"
    record.write_text(record.read_text(encoding="utf-8") + former, encoding="utf-8")
    build(order(root), folder / "site")
    return folder / "site"


def test_every_page_has_a_policy_before_its_scripts_and_of_its_own_scripts(site: Path) -> None:
    pages = {name: data for name, data in contents(site).items() if name.endswith(".html")}
    assert {"index.html", "404.html", "about/index.html", "practices/former/index.html"} <= pages.keys()
    for name, data in pages.items():
        tree = html.document_fromstring(data)
        (given,) = texts(tree, "//head/meta[@http-equiv='Content-Security-Policy']/@content")
        assert texts(tree, "//meta[@http-equiv][preceding::script]") == []
        inside = texts(tree, "//script[not(@src or @type) and not(ancestor::*[@id='content'])]/text()")
        hashes = [digest(script) for script in inside]
        assert sources(given, "script-src") == ["'self'", *hashes], name
        assert hashes == [] or "former" in name  # the theme's own scripts are files


def test_what_authors_of_pages_write_is_never_among_the_scripts_that_run(site: Path) -> None:
    about = (site / "about" / "index.html").read_text(encoding="utf-8")
    assert f"<script>{PROBE}</script>" in about
    for name, data in contents(site).items():
        if name.endswith(".html"):
            assert digest(PROBE) not in data.decode(), name
            assert data.decode().count(f"<script>{PROBE}") == (name == "about/index.html"), name


def test_a_title_is_text_wherever_it_stands(site: Path) -> None:
    tree = html.document_fromstring((site / "about" / "index.html").read_bytes())
    title = f"Об <script>{PROBE}</script> атласе & Ко"
    assert tree.findtext(".//title") == f"{title} — Малый атлас"
    drawn = [text.strip() for text in texts(tree, "//header//text() | //nav//text()")]
    assert drawn.count(title) > 2
    untitled = html.document_fromstring((site / "contributing" / "index.html").read_bytes())
    assert texts(untitled, "//h1/text()") == ["Contributing"]


def test_links_of_hand_written_pages_that_lead_out_tell_nothing_of_the_page(site: Path) -> None:
    tree = html.document_fromstring((site / "about" / "index.html").read_bytes())
    links = "//*[@id='content']//p/a"
    assert texts(tree, f"{links}/@href") == [
        "https://example.org/",
        "https://example.org/x",
        "../contributing/",
    ]
    assert texts(tree, f"{links}/@rel") == ["noopener", "me noopener"]


def test_a_theme_without_a_place_for_the_policy_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "atlas"
    root.mkdir()
    buildable(root)
    template = root / "site_config" / "theme" / "main.html"
    whole = (TEMPLATES / "main.html").read_text(encoding="utf-8")
    template.write_text(whole.replace("{{ policy }}", ""), encoding="utf-8")
    with pytest.raises(AtlasError, match="нет места для заголовка, содержания или правил безопасности"):
        build(order(root), tmp_path / "site")
