// @ts-check
// Copying of texts, also in browsers that let no script do it.

/**
 * Copy a text; where the browser does not allow it, let it be selected.
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
