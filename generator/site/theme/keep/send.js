// @ts-check
// Sending on: by the phone's own sharing where there is one, else by copying a text for a chat.

import { copy } from "../shared/copy.js";
import { element } from "../shared/dom.js";

/** @typedef {{title: string, facts: string, address: string}} Message */

/**
 * A text for a chat: the title, the facts, the address, each where it can be read and tapped.
 * @param {Message} message
 */
export function chatText({ title, facts, address }) {
  return [title, facts, address].filter(Boolean).join("\n");
}

/**
 * Send a message on.
 * @param {Message} message @param {HTMLElement} told where the reader is told what became of it
 */
export async function send(message, told) {
  const { title, facts, address } = message;
  told.replaceChildren();
  if ("share" in navigator) {
    try {
      await navigator.share({ title, text: chatText({ title, facts, address: "" }), url: address });
      return;
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") return; // the reader has thought better of it
    }
  }
  const area = element("textarea", { readonly: "", rows: "5", "aria-label": "Текст для сообщения" });
  area.value = chatText(message);
  told.append(area);
  if (await copy(area)) told.replaceChildren("Текст со ссылкой скопирован: вставьте его в сообщение.");
  else told.prepend("Браузер не дал скопировать: текст выделен, скопируйте его сами.");
}
