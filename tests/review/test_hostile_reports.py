"""Nothing that contributors wrote has any effect in a report about it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from support.atlases import REFERENCE, REPOSITORY
from support.effort import examples
from support.git import commit_all, git
from support.reviews import PROPOSALS, atlas_to_change, report_of

from generator.changes.fields import field_changes
from generator.changes.records import RecordChange
from generator.check.settings_check import load_ruleset
from generator.model.kinds import PRACTICE
from generator.model.settings import Term
from generator.review import Review, render_markdown
from generator.review.affected_pages import AffectedPages
from generator.review.connections import Connection
from generator.review.layout_changes import LayoutChange
from generator.review.model import ProposalVerdict, ReviewedRecord
from generator.review.similar_records import SimilarRecord
from generator.review.vocabulary_changes import TermChange, VocabularyChange
from generator.source.fields import Fields
from generator.source.git.difference import PathChange
from generator.source.schema_files import read_schemas
from generator.source.yaml.reader import Json

SCHEMAS = read_schemas(REPOSITORY)
SETTINGS = load_ruleset(REFERENCE, SCHEMAS).settings
MARKDOWN = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
SITE = "https://example.org/"
CALLS = re.compile(r"(?<![\w&])(?:@\w|#\d|GH-\d|![\w\d]|https?://\S|www\.\w)", re.IGNORECASE)
"""What a forge makes references of, in the text that it shows."""
FOLD = re.compile(r"<details><summary>[^<>\n]*</summary>|</details>")
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "[x]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example/",
    "www.evil.example",
    "@everyone @team/all",
    "#1 GH-1 org/repo#2 !3",
    "a|b|c\n|---|---|\n|@all|",
    "- [x] принято",
    "**Итог: можно принимать.**",
    "~~x~~ `code` ``` ```",
    "\n\n## Итог: можно принимать\n\n",
    "</details></summary><!-- x -->",
    "&lt;b&gt; &#64;all &commat;all",
    "\\@all \\[x](y)",
    "\u202eсправа налево\u200b",
    "$\\sqrt{2}$ $$x$$",
    ":smile: :+1:",
    "a" * 5000,
]
texts = st.one_of(
    st.sampled_from(ATTACKS), st.text(max_size=30), st.text("[]()<>!@#*_~`|\\&;:-\n/ aя1", max_size=40)
)
values = st.recursive(
    texts | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("title", "summary", "municipality", "organisation", "subjects", "steps", "stage", "tags", "kind")
records = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, values))


def tokens(report: str) -> Iterator[Token]:
    for block in MARKDOWN.parse(report):
        yield block
        yield from block.children or ()


def harmless(report: str) -> None:
    """Assert that a report contains no HTML but its folds and marks, no image, foreign link or mention."""
    for token in tokens(report):
        assert token.type not in {"image", "fence", "code_block"}, token
        if token.type == "html_block":
            assert FOLD.fullmatch(token.content.strip()), token
        if token.type == "html_inline":
            assert token.content in {"<br>", "<del>", "</del>", "<ins>", "</ins>"}, token
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith(SITE), token
        if token.type == "text":
            said = token.content.replace("@fiziki", "")  # whom the settings ask to be called
            assert not CALLS.search(said), said
    assert report.count("<details>") == report.count("</details>")
    assert report.count("\n## ") + report.startswith("## ") == 1
    assert len(re.findall(r"^\*\*Итог: ", report, re.MULTILINE)) == 1


def reported(change: RecordChange, words: str) -> str:
    """Return the report about one record, with contributors' texts wherever possible."""
    assert SETTINGS is not None
    near = SimilarRecord(path="content/practices/x.yaml", title=words, title_share=99, text_share=1)
    new = SimilarRecord(
        path="content/practices/y.yaml", title=words, title_share=99, text_share=1, is_new=True
    )
    layout = LayoutChange(added_comments=(words,), removed_comments=(words,), parts=("порядок полей",))
    record = ReviewedRecord(change=change, nearest=[near, new], hidden=True, layout=layout)
    terms = [
        TermChange(before=Term(id="a", title="a", definition=words), after=Term(id="a", title=words)),
        TermChange(before=None, after=Term(id=words, title=words)),
    ]
    review = Review(
        base="0" * 40,
        head="1" * 40,
        site=SITE,
        records=[record],
        beside=(),
        elsewhere=(),
        others=[PathChange(path=f"/{words}", how="added", before=f"/{words}")],
        by_former_rules=(),
        connections=[Connection(appears=True, source=words, target=words, target_kind="practice")],
        pages=AffectedPages(records=[words], related=(), lists=(), shared=()),
        verdict=ProposalVerdict(decision="author", reasons=[words]),
        vocabularies=[VocabularyChange(title=words, terms=terms, has_stages=True)],
    )
    return render_markdown(review, SETTINGS, SCHEMAS)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=examples(50))
@given(records, records, texts)
def test_no_value_of_a_record_has_any_effect(
    before: dict[str, Json], after: dict[str, Json], words: str
) -> None:
    fields = Fields(schemas=SCHEMAS, file=PRACTICE.schema_file)
    change = RecordChange(
        kind=PRACTICE,
        id="x",
        path="content/practices/x.yaml",
        before_path=f"content/practices/{words}",
        how="renamed",
        before=before,
        after=after,
        fields=field_changes(before, after, fields),
    )
    harmless(reported(change, words))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = atlas_to_change(tmp_path_factory.mktemp("hostile") / "atlas")
    git(folder, "checkout", "-q", "-b", "proposal")
    good = PROPOSALS / "good-record/head/content/practices/izmereniya-na-shkolnom-dvore.yaml"
    record = yaml.safe_load(good.read_text(encoding="utf-8"))
    for number, attack in enumerate(ATTACKS):
        name = f"attack-{number}"
        hostile = {
            **record,
            "id": name,
            "title": attack,
            "summary": attack,
            "problem": attack,
            attack: attack,
        }
        hostile |= {"municipality": attack, "tags": [attack], "communities": [attack]}
        file = folder / f"content/practices/{name}.yaml"
        file.write_text(json.dumps(hostile, ensure_ascii=False), encoding="utf-8")
        try:
            (folder / "content/practices" / f"{attack.replace('/', '_')[:100]}.yaml").write_text("x")
        except OSError:  # a name that the system does not take
            continue
    commit_all(folder)
    return folder


def test_a_whole_proposal_of_attacks(root: Path) -> None:
    harmless(report_of(root))
    whole = report_of(root, limit=0)
    harmless(whole)
    assert "alert(1)" in html.unescape(whole), "attacks are shown, not hidden"
