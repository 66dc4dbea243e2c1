// Makes what runs the generator's code for tables in a reader's browser, in generator/site/theme/runtime: Python as
// WebAssembly, and the libraries that the code needs, compiled beforehand. It is kept in git: whoever builds an
// atlas has neither Node nor a network. `--check` says whether it is what the locks and the sources would give.
//
// Pyodide comes from package-lock.json. Of the libraries, those written in Python are as pip installed them
// here (requirements/dev.txt); msgspec for WebAssembly and Snowball's stemmer come from requirements/browser.txt;
// what exists in C or Rust alone has a stand-in in theme/tables/stand_ins. Python compiles them in Node.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const THEME = join(ROOT, "generator/site/theme");
const RUNTIME = join(THEME, "runtime");
const TABLES = join(THEME, "tables");
const PYODIDE = join(ROOT, "tests/web/node_modules/pyodide");
const NOTICE = "/*! Pyodide, Copyright (C) 2018-2026 Pyodide contributors and Mozilla, Mozilla Public License 2.0: https://github.com/pyodide/pyodide */";
/** The installed packages that the code for tables imports. */
const PACKAGES = ["attr", "attrs", "babel", "dawg_python", "et_xmlfile", "idna", "iuliia", "jsonschema", "jsonschema_specifications", "markdown_it", "mdurl", "openpyxl", "pymorphy3", "rapidfuzz", "referencing", "typing_extensions.py", "yaml", "xlsxwriter/color.py", "xlsxwriter/utility.py"];
/** Parts of packages, and of Python's own library, that nothing in the browser asks for. */
const LEFT_OUT = [/\.so$/, /\.pyi$/, /\.pyx$/, /\.hpp$/, /\/py\.typed$/, /__pycache__/, /\/tests?\//, /^babel\/(locale-data\/(?!root|ru\.)|messages)/, /^jsonschema\/benchmarks/];
const NOT_ASKED_FOR = /^(_aix_support|_android_support|_apple_support|_ios_support|_osx_support|_pydatetime|_pydecimal|_pyio|_pyrepl|argparse|asyncio\/(__main__|tools|windows_)|bdb|cProfile|cmd|code\.|compileall|concurrent\/(futures\/(process|interpreter)|interpreters)|configparser|ctypes|curses|dbm|doctest|encodings\/(big5|cp9[345]|euc_|gb|hz|iso2022|johab|shift_jis)|ensurepip|fileinput|ftplib|getpass|html\/parser|http|idlelib|imaplib|lib2to3|logging\/(config|handlers)|mailbox|modulefinder|multiprocessing|nntplib|optparse|pdb|pickletools|plistlib|poplib|profile|pstats|pty|pyclbr|pydoc|rlcompleter|shelve|smtplib|socketserver|sqlite3|symtable|tabnanny|tarfile|test|this|tkinter|trace(malloc)?\.|turtle|unittest|venv|wave|webbrowser|wsgiref|xml\/(dom|sax)|xmlrpc|zipapp)/;

/** @param {Uint8Array | string} content */
const hash = (content) => createHash("sha256").update(content).digest("hex");

/** @param {string} folder @returns {string[]} */
const walk = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name)).sort();

/** What the files are made from: they are stale if one of these has another hash. */
function inputs() {
  const lock = JSON.parse(readFileSync(join(ROOT, "tests/web/package-lock.json"), "utf8"));
  const pinned = readFileSync(join(ROOT, "requirements/dev.txt"), "utf8").split("\n").filter((line) => line.includes("=="));
  const named = new Set(["attrs", "babel", "dawg-python", "et-xmlfile", "idna", "iuliia", "jsonschema", "jsonschema-specifications", "markdown-it-py", "mdurl", "openpyxl", "pymorphy3", "rapidfuzz", "pymorphy3-dicts-ru", "referencing", "typing-extensions", "pyyaml", "xlsxwriter"]);
  const own = [fileURLToPath(import.meta.url), ...walk(TABLES).filter((file) => /\.py$|worker\.js$/.test(file) && !file.includes("__pycache__")), join(ROOT, "requirements/browser.txt")];
  return {
    pyodide: lock.packages["node_modules/pyodide"].integrity,
    esbuild: lock.packages["node_modules/esbuild"].version,
    libraries: pinned.map((line) => line.split(/[ ;\\]/)[0]).filter((one) => named.has(one.split("==")[0])).sort(),
    sources: Object.fromEntries(own.map((file) => [relative(ROOT, file), hash(readFileSync(file))])),
  };
}

/** The worker: its own code, Pyodide's, and the glue of its WebAssembly. */
async function worker() {
  const { info } = JSON.parse(readFileSync(join(PYODIDE, "pyodide-lock.json"), "utf8"));
  const made = await build({
    entryPoints: [join(TABLES, "worker.js")],
    bundle: true,
    format: "esm",
    charset: "utf8",
    minify: true,
    target: "es2022",
    platform: "browser",
    external: ["node:*", "ws"],
    define: { PYODIDE_INFO: JSON.stringify(info) },
    banner: { js: NOTICE },
    legalComments: "none",
    nodePaths: [join(ROOT, "tests/web/node_modules")],
    write: false,
  });
  return made.outputFiles[0].contents;
}

/** Where pip has installed the libraries. */
const installed = () => execFileSync(join(ROOT, ".venv/bin/python"), ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], { encoding: "utf8" }).trim();

/** Copy the files of the libraries. @param {string} target */
function libraries(target) {
  const site = installed();
  const fetched = mkdtempSync(join(tmpdir(), "libraries-"));
  const { info } = JSON.parse(readFileSync(join(PYODIDE, "pyodide-lock.json"), "utf8"));
  const python = info.python.split(".").slice(0, 2).join("");
  const platform = ["--platform", `pyemscripten_${info.abi_version}_wasm32`, "--python-version", python, "--implementation", "cp", "--abi", `cp${python}`];
  execFileSync(join(ROOT, ".venv/bin/pip"), ["install", "--quiet", "--no-deps", "--no-compile", "--only-binary=:all:", "--require-hashes", ...platform, "--target", fetched, "-r", join(ROOT, "requirements/browser.txt")], { stdio: ["ignore", "inherit", "ignore"] });
  /** @param {string} folder @param {string[]} files @param {RegExp[]} except */
  const take = (folder, files, except) => {
    for (const file of files) {
      const path = relative(folder, file);
      if (!except.some((pattern) => pattern.test(path))) cpSync(file, join(target, path));
    }
  };
  for (const name of PACKAGES) take(site, statSync(join(site, name)).isFile() ? [join(site, name)] : walk(join(site, name)), LEFT_OUT);
  take(fetched, walk(join(fetched, "msgspec")), LEFT_OUT.slice(1));
  take(fetched, ["__init__", "among", "basestemmer", "russian_stemmer"].map((name) => join(fetched, `snowballstemmer/${name}.py`)), []);
  take(join(TABLES, "stand_ins"), walk(join(TABLES, "stand_ins")), [/__pycache__/]);
  rmSync(fetched, { recursive: true });
}

/** The licences of all that is here, as its makers ask. @param {string[]} named the libraries with their versions */
function licences(named) {
  const ask = "import sys, importlib.metadata as m\nfor one in sys.argv[1:]:\n  d = m.distribution(one)\n  texts = [p.read_text() for p in d.files or () if 'dist-info' in p.parts[0] and p.name.upper().startswith(('LICEN', 'COPYING', 'AUTHORS'))]\n  print('=' * 40, d.name, d.version, d.metadata.get('License-Expression') or d.metadata.get('License') or '', *texts, sep='\\n')";
  const texts = execFileSync(join(ROOT, ".venv/bin/python"), ["-c", ask, ...named.map((one) => one.split("==")[0]), "msgspec"], { encoding: "utf8" });
  const head = ["Pyodide 314: Mozilla Public License 2.0, sources at https://github.com/pyodide/pyodide", "CPython: Python Software Foundation License 2, https://docs.python.org/3/license.html", "snowballstemmer: BSD-3-Clause, Copyright (c) 2013 Yoshiki Shibukawa; algorithms (c) 2001 Dr Martin Porter and Richard Boulton"];
  return `${head.join("\n")}\n\n${texts}`;
}

/** Python of the browser, in Node: what it compiles it can run. It sees a folder here as /work. @param {string} folder */
async function compiler(folder) {
  const { loadPyodide } = await import("pyodide");
  const python = await loadPyodide({ indexURL: PYODIDE });
  python.FS.mkdirTree("/work");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/work");
  return python.runPython(`
import io, zipfile
from _frozen_importlib_external import _code_to_hash_pyc
from pathlib import Path

def pack(name, folder, method=zipfile.ZIP_DEFLATED):
    """Pack the files of a folder, with code in place of its text, without documentation; the folder is where they will lie."""
    top = Path("/work", name)
    with zipfile.ZipFile(f"/work/{name}.zip", "w", method, compresslevel=9) as archive:
        for file in sorted(one for one in top.rglob("*") if one.is_file()):
            path, data = file.relative_to(top).as_posix(), file.read_bytes()
            if path.endswith(".py"):
                code = compile(data, f"{folder}/{path}", "exec", dont_inherit=True, optimize=0 if "pyodide/" in path else 2)
                path, data = f"{path}c", bytes(_code_to_hash_pyc(code, bytes(8), False))
            info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = method, 0o644 << 16
            archive.writestr(info, data)

def unpack(name):
    """Unpack an archive into a folder of its name."""
    zipfile.ZipFile(f"/work/{name}.zip").extractall(f"/work/{name}")

lambda: (pack, unpack)`)();
}

async function files() {
  const work = mkdtempSync(join(tmpdir(), "runtime-"));
  const [pack, unpack] = await compiler(work);
  copyFileSync(join(PYODIDE, "python_stdlib.zip"), join(work, "python.zip"));
  unpack("python");
  for (const file of walk(join(work, "python"))) if (NOT_ASKED_FOR.test(relative(join(work, "python"), file))) rmSync(file);
  libraries(join(work, "libraries"));
  pack("python", "/lib/python314.zip");
  pack("libraries", "/libraries");
  cpSync(join(installed(), "pymorphy3_dicts_ru/data"), join(work, "dictionary"), { recursive: true });
  pack("dictionary", "/dictionary", 14); // LZMA: 6.7 MB instead of 8.4
  const made = {
    "worker.js": await worker(),
    "python.wasm.gzip": gzipSync(readFileSync(join(PYODIDE, "pyodide.asm.wasm")), { level: 9 }),
    "python.zip": readFileSync(join(work, "python.zip")),
    "libraries.zip": readFileSync(join(work, "libraries.zip")),
    "dictionary.zip": readFileSync(join(work, "dictionary.zip")),
    "licences.txt": licences(wanted.libraries),
  };
  rmSync(work, { recursive: true });
  return made;
}

const LOCK = join(RUNTIME, "lock.json");
const wanted = inputs();
if (process.argv.includes("--check")) {
  const { inputs: known, files: listed } = existsSync(LOCK) ? JSON.parse(readFileSync(LOCK, "utf8")) : { inputs: {}, files: {} };
  const spoilt = Object.keys(listed).filter((name) => !existsSync(join(RUNTIME, name)) || hash(readFileSync(join(RUNTIME, name))) !== listed[name].sha256);
  if (JSON.stringify(known) !== JSON.stringify(wanted) || spoilt.length > 0) {
    console.error("generator/site/theme/runtime is not what its sources and locks give. Run `make runtime`.");
    process.exitCode = 1;
  }
} else {
  const made = await files();
  rmSync(RUNTIME, { recursive: true, force: true });
  mkdirSync(RUNTIME);
  for (const [name, content] of Object.entries(made)) writeFileSync(join(RUNTIME, name), content);
  const listed = Object.fromEntries(Object.entries(made).map(([name, content]) => [name, { sha256: hash(content), bytes: Buffer.byteLength(content) }]));
  writeFileSync(LOCK, `${JSON.stringify({ inputs: wanted, files: listed }, null, 2)}\n`);
  process.exit();
}
