// @ts-check
// Saves files created by the browser.

/**
 * Let the browser save a text, or bytes, as a file.
 * @param {string} name @param {BlobPart} content @param {string} type
 */
export function save(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
