"""The search scripts with an index of one and of several parts."""

from __future__ import annotations

import html
import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from support.atlases import REFERENCE
from support.node import NODE
from support.records import own_settings
from support.sites import REPOSITORY

from generator.site.search import shards
from generator.site.search.document_store import DocumentStore, IndexedDocument
from generator.site.search.index import build_index
from generator.site.search.words import stem, words_of

SCRIPTS = (REPOSITORY / "generator/site/theme").as_uri()
RECORDS = sorted((REFERENCE / "content").glob("*/*.yaml"))
QUERIES = ("школа", "урок математики", "наставник молодого педагога", "физика", "детский сад", "метеопост")
KINDS = ("practices", "communities", "resource_centres")
FACETS = {"size": ("короткая", "средняя", "длинная"), "first": tuple("абвгдеж")}
PAGE = """<!doctype html><html lang="ru"><body>
<span data-pagefind-sort="address[data-value]" data-value="{address}"></span>
<span data-pagefind-meta="title[data-value]" data-value="{title}"></span>
<h1>{title}</h1>{text}<p data-pagefind-weight="0.5">zaliasz</p></body></html>"""

PRELUDE = f"""
import {{ readFile }} from "node:fs/promises";
globalThis.fetch = async (url) => {{
  const found = await readFile(new URL(url)).catch(() => null);
  return found ? new Response(found) : new Response("", {{ status: 404 }});
}};
const {{ Engine }} = await import("{SCRIPTS}/search/engine.js");
const facets = {{ size: [], first: [] }};
const state = (more) => ({{ q: "", facets, sort: "relevance", exact: false, shown: 10, ...more }});
const queryOf = (asked) => {{
  if (asked.startsWith('"')) return {{ phrase: asked.slice(1, -1).split(" "), needs: [], plain: false }};
  const needOf = (stem) => ({{ ways: [{{ stems: [stem], weight: 1 }}], wanted: [] }});
  const needs = asked.split(" ").filter(Boolean).map(needOf);
  return {{ phrase: null, needs, plain: false }};
}};
const found = async (engine, asked, more) => {{
  const {{ hits, counts }} = await engine.find(queryOf(asked), state({{ q: asked, ...more }}));
  const pages = await Promise.all(hits.map((hit) => hit.data()));
  return {{ urls: pages.map((page) => page.url), counts, facets: pages.map((page) => page.facets) }};
}};
"""


def run(script: str) -> Any:  # noqa: ANN401 - whatever JSON the script makes
    """Return the value of `told` after a script, which may use await."""
    source = f"{PRELUDE}\n{script}\nconsole.log(JSON.stringify(told));"
    command = [NODE, "--input-type=module", "--eval", source]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def facets_of(text: str) -> tuple[tuple[str, str], ...]:
    first = [("first", letter) for letter in FACETS["first"] if letter in text[:200].lower()]
    return (("size", FACETS["size"][min(2, len(text) // 3000)]), *first)


def documents() -> Mapping[str, IndexedDocument]:
    """Return a document for each record of this repository: its lines, not as the atlas shows them."""
    made = {}
    for path in RECORDS:
        text = path.read_text(encoding="utf-8")
        title = text.partition("title: ")[2].partition("\n")[0].strip("'\"")
        lines = "".join(f"<p>{html.escape(line.partition(': ')[2] or line)}</p>" for line in text.split("\n"))
        address = f"{path.parent.name}/{path.stem}/"
        sort = (("title", title.lower()), ("date", f"2026-01-{len(text) % 28 + 1:02}"))
        page = PAGE.format(address=address, title=html.escape(title), text=lines)
        made[address] = IndexedDocument(html=page, filters=facets_of(text), sort=sort)
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the index in one part and in several."""
    root = tmp_path_factory.mktemp("index")
    store = DocumentStore(str(root / "store"))
    known = {address: store.write(address, document) for address, document in documents().items()}
    for name, few in (("whole", 1000), ("parted", 12)):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(shards, "FEW", few)
            build_index(store, known, root / name, own_settings())
    return root


def stems(query: str) -> str:
    return " ".join(stem(word) for word in words_of(query))


def test_parts_change_nothing_of_what_is_found(folder: Path) -> None:
    table = json.loads((folder / "parted/pagefind/pages.json").read_bytes())
    assert len(table["parts"]) > 1
    script = f"""const told = {{}};
    for (const name of ["whole", "parted"]) {{
      const engine = new Engine("{folder.as_uri()}/" + name + "/pagefind/");
      const asked = {json.dumps(["", *map(stems, QUERIES), '"молод педагог"'])};
      told[name] = [];
      for (const one of asked) told[name].push(await found(engine, one));
      for (const sort of ["title", "date"]) told[name].push((await found(engine, "школ", {{ sort }})).urls);
    }}"""
    told = run(script)
    whole, parted = told["whole"], told["parted"]
    assert len(whole[0]["urls"]) == len(RECORDS)
    assert all(len(each["urls"]) > 0 for each in whole[:-2])
    for one, other in zip(whole[:-2], parted[:-2], strict=True):
        assert sorted(one["urls"]) == sorted(other["urls"])
        assert one["counts"] == other["counts"]
    # pages that hold a phrase equally often stand by their numbers, which the file system has a say in
    for one, other in zip(whole[:-3], parted[:-3], strict=True):
        assert one["urls"][:3] == other["urls"][:3]
    assert whole[-2:] == parted[-2:]


@pytest.mark.parametrize("asked", ["", "школ", "урок математик"])
def test_counts_are_what_the_results_are(folder: Path, asked: str) -> None:
    script = f"""const engine = new Engine("{folder.as_uri()}/parted/pagefind/");
    const all = await found(engine, "{asked}");
    const told = {{ all, chosen: {{}} }};
    for (const [facet, values] of Object.entries(all.counts)) {{
      for (const value of Object.keys(values)) {{
        const chosen = {{ facets: {{ ...facets, [facet]: [value] }} }};
        told.chosen[`${{facet}} ${{value}}`] = await found(engine, "{asked}", chosen);
      }}
    }}"""
    told = run(script)
    everything = told["all"]
    for facet, counts in everything["counts"].items():
        for value, number in counts.items():
            chosen = told["chosen"][f"{facet} {value}"]
            assert len(chosen["urls"]) == number
            assert chosen["counts"][facet] == counts  # its own choice does not narrow a facet
            assert all(value in page[facet] for page in chosen["facets"])
            assert sum(value in page[facet] for page in everything["facets"]) == number


def test_changed_site_is_read_anew(folder: Path) -> None:
    script = f"""const engine = new Engine("{folder.as_uri()}/parted/pagefind/");
    const table = await engine.index.table();
    table.words = "gone";
    const failed = await found(engine, "школ").catch(() => "failed");
    engine.renew();
    const told = [failed, (await found(engine, "школ")).urls.length];"""
    failed, number = run(script)
    assert failed == "failed"
    assert number > 0


def test_server_may_unpack_files_on_the_way(folder: Path) -> None:
    script = f"""const {{ gunzipSync }} = await import("node:zlib");
    const packed = globalThis.fetch;
    const engine = new Engine("{folder.as_uri()}/parted/pagefind/");
    const told = [(await found(engine, "школ")).urls];
    globalThis.fetch = async (url) => {{
      const bytes = Buffer.from(await (await packed(url)).arrayBuffer());
      return new Response(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
    }};
    engine.renew();
    told.push((await found(engine, "школ")).urls);"""
    one, other = run(script)
    assert one == other != []


def test_atlas_without_records_finds_nothing(tmp_path: Path) -> None:
    build_index(DocumentStore(str(tmp_path / "store")), {}, tmp_path, own_settings())
    script = f"""const engine = new Engine("{tmp_path.as_uri()}/pagefind/");
    const told = [await found(engine, ""), await found(engine, "школ"), await engine.holds("школ")];"""
    nothing: Sequence[Any] = run(script)
    assert [each["urls"] for each in nothing[:2]] == [[], []]
    assert nothing[2] is False


def test_other_version_is_told_with_its_number(folder: Path) -> None:
    script = f"""const read = globalThis.fetch;
    globalThis.fetch = async (url) => {{
      const answer = await read(url);
      if (!String(url).endsWith("pages.json")) return answer;
      return new Response(JSON.stringify({{ ...(await answer.json()), version: "9.1.0" }}));
    }};
    const engine = new Engine("{folder.as_uri()}/whole/pagefind/");
    const told = await engine.names().catch((error) => error.message);"""
    assert run(script) == "Указатель поиска записан Pagefind 9.1.0, а эта страница читает 1.5.* и 1.6.*."


def test_a_word_costs_one_request_however_many_parts_there_are(folder: Path) -> None:
    script = f"""const read = globalThis.fetch;
    const told = [];
    globalThis.fetch = (url) => {{
      told.push(String(url).split("/").pop());
      return read(url);
    }};
    const engine = new Engine("{folder.as_uri()}/parted/pagefind/");
    await engine.find(queryOf("физик"), state({{ q: "физик" }}));"""
    asked = run(script)
    assert len(asked) == 2
    assert asked[0] == "pages.json"


def test_ended_requests_are_asked_again(folder: Path) -> None:
    script = f"""const engine = new Engine("{folder.as_uri()}/parted/pagefind/");
    engine.begin();
    await engine.index.table();
    const read = globalThis.fetch;
    globalThis.fetch = (url, {{ signal }}) =>
      new Promise((_, refuse) => signal.addEventListener("abort", () => refuse(new Error("ended"))));
    const first = found(engine, "школ").catch((error) => error.message);
    await new Promise((later) => setTimeout(later, 10));
    globalThis.fetch = read;
    engine.begin();
    const second = await found(engine, "школ");
    const told = [await first, second.urls.length];"""
    first, number = run(script)
    assert first == "ended"
    assert number > 0
