// Says of YAML texts what VS Code with the YAML extension would: the same language service reads the same schemas.
// Takes {"schema": file, "texts": [{"text", "at": [line, character] or null}, …]} from the standard input,
// prints a line [[[line, message], …], [[label, inserted text], …]] for each text.

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { getLanguageService } from "yaml-language-server";

const { schema, texts } = JSON.parse(await text(process.stdin));
const service = getLanguageService({
  schemaRequestService: (address) => readFile(new URL(address), "utf8"),
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
});
const uri = pathToFileURL(schema).href;
const schemas = [{ uri, fileMatch: ["*.yaml"] }];
service.configure({ validate: true, completion: true, schemas });
for (const [index, { text: content, at }] of texts.entries()) {
  const document = TextDocument.create(new URL(`../../content/practices/${index}.yaml`, uri).href, "yaml", 1, content);
  const found = await service.doValidation(document, false);
  const offered = at && (await service.doComplete(document, { line: at[0], character: at[1] }, false)).items;
  const told = found.map(({ range, message }) => [range.start.line, message]);
  console.log(JSON.stringify([told, (offered ?? []).map((item) => [item.label, item.insertText])]));
}
