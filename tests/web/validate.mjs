// Validates HTML pages by one configuration, read once: the checker's own command reads it for each page.
// Takes {"config": file, "pages": [file, …]} from the standard input, prints [[page, [message, …]], …].

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

class OneConfiguration extends StaticConfigLoader {
  getConfigFor(page, override) {
    return (this.only ??= super.getConfigFor(page, override));
  }
}

const { config, pages } = JSON.parse(await text(process.stdin));
const checker = new HtmlValidate(new OneConfiguration(JSON.parse(await readFile(config, "utf8"))));
for (const page of pages) {
  const { results } = await checker.validateFile(page);
  const messages = results.flatMap((result) => result.messages);
  const told = messages.map(({ ruleId, line, selector, message }) => ({ ruleId, line, selector, message }));
  console.log(JSON.stringify([page, told]));
}
