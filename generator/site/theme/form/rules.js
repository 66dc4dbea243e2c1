// @ts-check
// Rules beyond the schema that a form breaks most often: an address that does not open, a mobile number, a
// person's mailbox at a free service. They answer as generator/check/rules does, which knows all the others.

/** @typedef {import("./messages.js").Messages} Messages */

const WEB = /^https?:\/\/[^/?#\\]/i;
const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}$/;
const MOBILE = /(^|[^\d+])((\+\s?7|8|7)[\s(-]*9\d{2}|\(9\d{2}\)|9\d{2}(?=[\s-]))[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)/;

/** @type {Record<string, (value: string, messages: Messages) => string>} by the kind of text */
const RULES = {
  address: (value, messages) => {
    if (isOpenable(value)) return "";
    const near = `https://${value}`;
    return joinMessage(messages.address) + (isOpenable(near) ? ` Возможно, вы имели в виду ${near}` : "");
  },
  phone: (value, messages) => (MOBILE.test(value) ? joinMessage(messages.mobile) : ""),
  email: (value, messages) => {
    const at = value.lastIndexOf("@");
    const { hosts, person, body } = messages.freeMail;
    if (!hosts?.includes(value.slice(at + 1).toLowerCase())) return "";
    const login = value.slice(0, at);
    const isPersons = new RegExp(person ?? "", "i").test(login) && !new RegExp(body ?? "", "i").test(login);
    return isPersons ? joinMessage(messages.freeMail) : "";
  },
};

/**
 * What the rules for a kind of text say of a value; nothing if it keeps them.
 * @param {{dataset: DOMStringMap}} node @param {Messages} messages @param {string} value
 * @returns {string}
 */
export function ruleProblem(node, messages, value) {
  return RULES[node.dataset.text ?? ""]?.(value, messages) ?? "";
}

/** @param {string} address */
function isOpenable(address) {
  if (/\s/.test(address) || !WEB.test(address)) return false;
  try {
    const { hostname, username, password } = new URL(address);
    return !username && !password && HOST.test(hostname);
  } catch {
    return false;
  }
}

/** @param {import("./data.js").Message} message */
function joinMessage({ what, action }) {
  return `${what}. ${action}`;
}
