"""How well search answers real queries, compared with stock Pagefind on the same site.

    python -m benchmarks.relevance

Prints the percentage of queries of each kind (`tests/search_queries.yaml`) whose record is among the first 1,
3 and 10 results: of our search, and of Pagefind with its own script.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY / "tests"))

from support.queries import UNFINISHED, Query, read_queries, shares_table  # noqa: E402

OURS = REPOSITORY / "tests/site/search/rank_queries.mjs"
SCRIPTS = (REPOSITORY / "generator/site/theme").as_uri()
STOCK = """
import { createInterface } from "node:readline";
import { readFile } from "node:fs/promises";
globalThis.fetch = async (url) => {
  const found = await readFile(new URL(url)).catch(() => null);
  return found ? new Response(found) : new Response("", { status: 404 });
};
const stock = await import(`${process.argv[1]}pagefind.js`);
await stock.options({ basePath: process.argv[1], language: "ru", noWorker: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { results } = await stock.search(JSON.parse(line).q);
  const pages = await Promise.all(results.slice(0, 10).map((each) => each.data()));
  const found = pages.map(({ url }) => new URL(url, "http://x/").pathname.replace(/index\\.html$/u, ""));
  console.log(JSON.stringify({ found }));
}
"""


def main() -> None:
    """Build the own atlas, query both, print both tables."""
    import pagefind_bin  # noqa: PLC0415 - only here

    queries = read_queries()
    with tempfile.TemporaryDirectory() as folder:
        site, bundle = Path(folder, "site"), Path(folder, "stock")
        atlas = [sys.executable, "-m", "generator", "--root", str(REPOSITORY)]
        subprocess.run([*atlas, "build", "--site-dir", str(site)], check=True, capture_output=True)
        program = [str(pagefind_bin.get_executable()), "--site", str(site), "--output-path", str(bundle)]
        subprocess.run([*program, "--force-language", "ru", "--quiet"], check=True)
        ours = _ask([str(OURS), f"{SCRIPTS}/", f"{site.as_uri()}/"], queries)
        theirs = _ask(["--input-type=module", "--eval", STOCK, f"{bundle.as_uri()}/"], queries)
    for title, found in (("ours", ours), ("stock Pagefind", theirs)):
        places = zip(queries, found, strict=True)
        print(f"{title}\n{shares_table((query.kind, place) for query, place in places)}\n")


def _ask(script: Sequence[str], queries: Sequence[Query]) -> list[int]:
    """Return the position of the wanted record for each query, from 0."""
    asked = (json.dumps({"q": query.text, "typing": query.kind == UNFINISHED}) for query in queries)
    node = [str(Path(sys.executable).with_name("node")), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    done = subprocess.run(
        [*node, *script], input="\n".join(asked), capture_output=True, text=True, check=True
    )
    found = [json.loads(line)["found"] for line in done.stdout.splitlines()]
    return [query.place_in(each) for query, each in zip(queries, found, strict=True)]


if __name__ == "__main__":
    main()
