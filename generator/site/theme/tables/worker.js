// @ts-check
// Runs the generator's own code for tables in a separate thread: Python as WebAssembly (Pyodide), the libraries it
// needs, the modules of the generator and the published atlas. Nothing is sent anywhere.

// @ts-expect-error - it has no types
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { loadPyodide } from "pyodide";

/** @typedef {{runtime: string, code: string, atlas: string, records: string[], day: string}} Sources */
/** @typedef {{file: ArrayBuffer, name: string, options: string}} Table */

const FOLDER = "/table";
const PACKAGES = "/libraries";
const plainFetch = globalThis.fetch.bind(globalThis);
let received = 0;

/** @param {unknown} message @param {Transferable[]} [parts] */
const tell = (message, parts = []) => /** @type {any} */ (globalThis).postMessage(message, parts);

/**
 * Return the body of a file, and report the progress of its download.
 * @param {string} address
 */
async function body(address) {
  const response = await plainFetch(address);
  if (!response.ok || !response.body) throw new Error(`${response.status} ${address}`);
  const counter = new TransformStream({
    transform(part, to) {
      received += part.byteLength;
      tell({ kind: "received", bytes: received });
      to.enqueue(part);
    },
  });
  return response.body.pipeThrough(counter);
}

/** @param {string} address @returns {Promise<ReadableStream<Uint8Array>>} */
const unpacked = async (address) => (await body(address)).pipeThrough(new DecompressionStream("gzip"));

/** @param {Promise<ReadableStream<Uint8Array>>} stream */
const bytes = async (stream) => new Uint8Array(await new Response(await stream).arrayBuffer());

/**
 * Provide Pyodide's two files: the program is compressed, because few servers compress WebAssembly.
 * @param {string} runtime
 */
function serve(runtime) {
  globalThis.fetch = async (request, options) => {
    const address = String(request instanceof Request ? request.url : request);
    if (!address.startsWith(runtime)) return plainFetch(request, options);
    if (!address.endsWith("pyodide.asm.wasm")) return new Response(await body(address));
    return new Response(await unpacked(`${runtime}python.wasm.gzip`), { headers: { "Content-Type": "application/wasm" } });
  };
}

/** Pyodide only warns in the console, and waits for ever, if its program does not start. @returns {Promise<never>} */
function brokenProgram() {
  const plain = WebAssembly.instantiateStreaming;
  return new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (...given) => {
      try {
        return await plain(...given);
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
}

/** @type {any} */
let page;
/** @type {import("pyodide").PyodideAPI} */
let python;

/** @param {Sources} sources */
async function start({ runtime, code, atlas, records, day }) {
  serve(runtime);
  const broken = brokenProgram();
  const starting = loadPyodide({
    indexURL: runtime,
    stdLibURL: `${runtime}python.zip`,
    createPyodideModule,
    // @ts-expect-error - tests/web/runtime.mjs puts it in
    lockFileContents: { info: PYODIDE_INFO, packages: {} },
    stdout: () => undefined,
    stderr: () => undefined,
  });
  const archives = [`${runtime}libraries.zip`, code, `${runtime}dictionary.zip`].map((one) => bytes(body(one)));
  const data = [atlas, ...records].map((one) => bytes(unpacked(one)));
  const [started, [libraries, modules, dictionary], packed] = await Promise.all([Promise.race([starting, broken]), Promise.all(archives), Promise.all(data)]);
  python = started;
  tell({ kind: "loaded" });
  for (const archive of [libraries, modules]) python.unpackArchive(archive, "zip", { extractDir: PACKAGES });
  python.FS.mkdirTree(FOLDER);
  python.FS.writeFile(`${FOLDER}/dictionary.zip`, dictionary);
  packed.forEach((one, number) => python.FS.writeFile(`${FOLDER}/data-${number}`, one));
  const opened = python.runPython(`
import sys
sys.path.insert(0, "${PACKAGES}")
from pathlib import Path
from generator.intake.tables.judge.table_page import TablePage
def open_page(files, day):
    atlas, *records = (Path(f"${FOLDER}/data-{number}").read_bytes() for number in range(files))
    return TablePage(atlas, records, day)
open_page`);
  page = opened(packed.length, day);
}

/** @param {Table} table */
function judge({ file, name, options }) {
  const place = `${FOLDER}/${name.replaceAll("/", "_")}`;
  python.FS.writeFile(place, new Uint8Array(file));
  try {
    const result = page.judge(place, FOLDER, options);
    const [answer, records] = ["answer.xlsx", "records.zip"].map((made) => python.FS.readFile(`${FOLDER}/${made}`));
    tell({ kind: "judged", result, answer, records }, [answer.buffer, records.buffer]);
    python.FS.unlink(place);
  } catch (error) {
    if (!isDeath(error)) python.FS.unlink(place);
    throw error;
  }
}

/** Return whether an error has stopped Python itself, such as lack of memory. @param {unknown} error */
const isDeath = (error) => !String(error).includes("Traceback");

/** @param {unknown} error */
function reason(error) {
  const said = String(error);
  if (/MemoryError|out of memory|allocat|RangeError|RuntimeError: |fatally failed/i.test(said)) return "memory";
  if (page) return "other";
  return /CompileError|LinkError/.test(said) ? "old" : "network";
}

/** @type {Promise<void> | undefined} */
let ready;

addEventListener("message", async ({ data }) => {
  try {
    ready ??= start(data.sources);
    await ready;
    judge(data.table);
  } catch (error) {
    tell({ kind: "failed", why: reason(error), said: String(error).trim().split("\n").at(-1) });
  }
});
