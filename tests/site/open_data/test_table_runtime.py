"""The page for tables loads everything that its code needs, and nothing that a browser cannot run."""

import ast
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.atlases import REPOSITORY
from support.node import NODE

from generator.site.assets import RUNTIME
from generator.site.open_data.code_archive import ENTRIES, PACKAGE, archive_modules, find_modules
from generator.site.open_data.table_import import read_runtime

PYODIDE = REPOSITORY / "tests/web/node_modules/pyodide"
OF_FORKS = {"ctypes", "multiprocessing"}
"""What modules import to share work among processes: there is one in a browser."""
SCRIPT = """
import { readFileSync } from "node:fs";
const [pyodide, runtime, archive, names] = process.argv.slice(2);
process.on("uncaughtException", (error) => { // by itself Node shows the line: a megabyte
  console.error(error.message);
  process.exit(1);
});
const { loadPyodide } = await import(`${pyodide}/pyodide.mjs`);
const python = await loadPyodide({ indexURL: pyodide, stdLibURL: `${runtime}/python.zip` });
for (const file of [`${runtime}/libraries.zip`, archive]) {
  python.unpackArchive(new Uint8Array(readFileSync(file)), "zip", { extractDir: "/libraries" });
}
python.FS.mkdirTree("/table");
python.FS.writeFile("/table/dictionary.zip", new Uint8Array(readFileSync(`${runtime}/dictionary.zip`)));
const told = python.runPython(`
import importlib, json, sys
sys.path.insert(0, "/libraries")
failed = {}
for name in json.loads(${JSON.stringify(names)}):
    try:
        importlib.import_module(name)
    except Exception as error:
        failed[name] = repr(error)
from generator.base.morphology import lower_capitals
from generator.base.web_address import resolve_address
from generator.intake.tables.columns.loose_names import Stemmer
from generator.source.schema_patterns import is_pattern, matches
from generator.source.yaml.events import parse_events
json.dumps({
    "failed": failed,
    "capitals": lower_capitals("ОПЫТЫ В АНАПЕ"),
    "address": resolve_address("https://пример.рф/а"),
    "stem": Stemmer.Stemmer("russian").stemWord("практики"),
    "patterns": [matches("^[a-z]+$", "ab"), matches("^[a-z]+$", "ab\\\\n"), is_pattern("(")],
    "events": len(list(parse_events("a: [1, 2]"))),
})`);
console.log(told);
process.exit();
"""


def _imports(file: Path) -> Iterator[str]:
    """Yield the names of all modules that a file imports, except for types only."""
    waiting: list[ast.AST] = [ast.parse(file.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{one.name}" for one in node.names)
        waiting += ast.iter_child_nodes(node)


def _is_module(name: str) -> bool:
    path = PACKAGE.parent / name.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def test_the_archive_has_whatever_its_modules_import() -> None:
    modules = find_modules(ENTRIES)
    names = {
        file.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".") for file in modules
    }
    known = {name.removesuffix(".__init__") for name in names}
    imported = {name for file in modules for name in _imports(file) if name.startswith("generator")}
    assert {name for name in imported if _is_module(name)} <= known
    assert not {name for name in known if name.startswith(("generator.site", "generator.cli"))}


def test_python_for_browsers_imports_all_of_it_and_answers_as_python_does(tmp_path: Path) -> None:
    archive, script = tmp_path / "generator.zip", tmp_path / "run.mjs"
    archive.write_bytes(archive_modules())
    script.write_text(SCRIPT, encoding="utf-8")
    own = {name for file in find_modules(ENTRIES) for name in _imports(file)}
    plain = {name for name in own if not name.startswith("generator")} - OF_FORKS
    modules = sorted({name for name in own if _is_module(name)} | {one for one in plain if "." not in one})
    command = [NODE, str(script), str(PYODIDE), str(RUNTIME), str(archive), json.dumps(modules)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "failed": {},
        "capitals": "Опыты в Анапе",
        "address": "https://xn--e1afmkfd.xn--p1ai/%D0%B0",
        "stem": "практик",
        "patterns": [True, False, False],
        "events": 11,
    }


@pytest.mark.parametrize(
    "name", ["python.wasm.gzip", "python.zip", "libraries.zip", "dictionary.zip", "worker.js"]
)
def test_the_site_says_what_is_loaded(name: str) -> None:
    runtime = read_runtime()
    assert name in runtime.files
    assert runtime.bytes == sum((RUNTIME / one).stat().st_size for one in runtime.files)
