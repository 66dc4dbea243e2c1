// @ts-check
// How a record's file reaches the editors: through a page of the forge, by copying, or as a saved file.

const MOST = 7500;
/** GitHub truncates addresses of about 8,191 bytes; a Cyrillic letter takes six. */

/** @param {string} text */
const encodePath = (text) => text.split("/").map(encodeURIComponent).join("/");

/**
 * Return the address that a template makes.
 * @param {import("./data.js").FormData["repository"]} repository @param {string} template
 * @param {string} path @param {string} content @returns {string}
 */
function address(repository, template, path, content) {
  const cut = path.lastIndexOf("/");
  /** @type {Record<string, string>} */
  const parts = {
    branch: encodePath(repository.branch),
    path: encodePath(path),
    folder: encodePath(path.slice(0, cut)),
    name: encodePath(path.slice(cut + 1)),
    content: encodeURIComponent(content),
  };
  return repository.address + template.replace(/\{([a-z]+)\}/g, (_, name) => parts[name]);
}

/**
 * Return the possible ways: the address of the forge's page with the text filled in, if it fits; the address of the
 * page with the file name only, if the forge has one; and the reason why the first is missing.
 * @param {import("./data.js").FormData["repository"]} repository
 * @param {string} path @param {string} content @param {boolean} mended
 * @returns {{filled: string | null, plain: string | null, why: string}}
 */
export function ways(repository, path, content, mended) {
  const template = mended ? repository.edit : repository.new;
  const plain = template === null ? null : address(repository, template, path, content);
  if (mended || !repository.newFilled) return { filled: null, plain, why: "" };
  const filled = address(repository, repository.newFilled, path, content);
  if (filled.length <= MOST) return { filled, plain, why: "" };
  return { filled: null, plain, why: "Запись длинная: в адрес страницы её текст не помещается, поэтому его нужно вставить." };
}
