// @ts-check
// Copies texts, also in browsers that do not let scripts do it.

/**
 * Copy a text; if the browser does not allow it, select the text instead.
 * @param {HTMLTextAreaElement} area @returns {Promise<boolean>} whether it was copied
 */
export async function copy(area) {
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch {
    const folded = area.closest("details");
    if (folded) folded.open = true;
    area.focus();
    area.select();
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
}
