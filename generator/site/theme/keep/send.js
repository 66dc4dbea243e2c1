// @ts-check
// Shares a record: with the phone's own sharing if there is one, otherwise by copying a text for a chat.

import { copy } from "../shared/copy.js";
import { element } from "../shared/dom.js";

/** @typedef {{title: string, facts: string, address: string}} Message */

/**
 * Return a text for a chat: the title, the facts and the address, which can be tapped.
 * @param {Message} message
 */
export function chatText({ title, facts, address }) {
  return [title, facts, address].filter(Boolean).join("\n");
}

/**
 * Share a message.
 * @param {Message} message @param {HTMLElement} told the element that shows the result to the reader
 */
export async function send(message, told) {
  const { title, facts, address } = message;
  told.replaceChildren();
  if ("share" in navigator) {
    try {
      await navigator.share({ title, text: chatText({ title, facts, address: "" }), url: address });
      return;
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") return; // the reader has cancelled
    }
  }
  const area = element("textarea", { readonly: "", rows: "5", "aria-label": "Текст для сообщения" });
  area.value = chatText(message);
  told.append(area);
  if (await copy(area)) told.replaceChildren("Текст со ссылкой скопирован: вставьте его в сообщение.");
  else told.prepend("Браузер не дал скопировать: текст выделен, скопируйте его сами.");
}
