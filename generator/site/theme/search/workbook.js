// @ts-check
// An Excel workbook; a separate file, loaded when a reader downloads one. All cells are texts, so none becomes a
// formula; the header of the first sheet is frozen and has Excel's own filter.

import { strToU8, zipSync } from "fflate";

/** @typedef {{name: string, rows: string[][], headed?: boolean}} Sheet */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OF_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const FACE = '<sz val="11"/><name val="Calibri"/>';
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font>${FACE}</font><font><b/>${FACE}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
const RELATION = { part: "officeDocument", sheet: "worksheet", styles: "styles" };
/** The maximum number of characters in a cell of Excel. */
const MOST = 32767;
const WIDEST = 60;
/** Characters that XML does not allow, and escapes that Excel would read as one character: «_x0041_». */
const FORBIDDEN = /[\0-\x08\x0B\f\x0E-\x1F\uFFFE\uFFFF]/g;
const CODED = /_(?=x[\da-f]{4}_)/gi;
/** @type {Record<string, string>} */
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);

/** @param {string} text */
const written = (text) => escaped(text.slice(0, MOST).replace(FORBIDDEN, "").replace(CODED, "_x005F_"));

/** @param {number} place the number of a column, from 0 @returns {string} its letters */
const letters = (place) => (place < 26 ? "" : letters(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

/** @param {string[][]} rows @param {number} place */
const width = (rows, place) => Math.min(WIDEST, 2 + Math.max(...rows.map((row) => (row[place] || "").length)));

/** @param {Sheet} sheet */
function sheetOf({ rows, headed }) {
  const columns = rows[0].map((_, place) => `<col min="${place + 1}" max="${place + 1}" width="${width(rows, place)}" customWidth="1"/>`);
  const lines = rows.map((row, line) => {
    const style = headed && line === 0 ? 1 : 2;
    const cells = row.map((text, place) => `<c r="${letters(place)}${line + 1}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${written(text)}</t></is></c>`);
    return `<row r="${line + 1}">${cells.join("")}</row>`;
  });
  const still = headed ? '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' : "";
  const filter = headed ? `<autoFilter ref="A1:${letters(rows[0].length - 1)}${rows.length}"/>` : "";
  return `${HEAD}<worksheet xmlns="${MAIN}">${still}<cols>${columns.join("")}</cols><sheetData>${lines.join("")}</sheetData>${filter}</worksheet>`;
}

/** @param {[type: string, target: string][]} targets */
function relations(targets) {
  const all = targets.map(([type, target], place) => `<Relationship Id="r${place + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`);
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join("")}</Relationships>`;
}

/**
 * @param {Sheet[]} sheets each with at least one row
 * @returns {Uint8Array<ArrayBuffer>} the file
 */
export function workbookOf(sheets) {
  const files = sheets.map((_, place) => `worksheets/sheet${place + 1}.xml`);
  const named = sheets.map(({ name }, place) => `<sheet name="${escaped(name)}" sheetId="${place + 1}" r:id="r${place + 1}"/>`);
  const types = [["workbook.xml", "sheet.main"], ["styles.xml", "styles"], ...files.map((file) => [file, "worksheet"])];
  const typed = types.map(([file, type]) => `<Override PartName="/xl/${file}" ContentType="${OF_SHEETS}.${type}+xml"/>`);
  /** @type {Record<string, string>} */
  const parts = {
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${typed.join("")}</Types>`,
    "_rels/.rels": relations([[RELATION.part, "xl/workbook.xml"]]),
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${named.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([...files.map((file) => /** @type {[string, string]} */ ([RELATION.sheet, file])), [RELATION.styles, "styles.xml"]]),
    "xl/styles.xml": STYLES,
  };
  sheets.forEach((sheet, place) => (parts[`xl/${files[place]}`] = sheetOf(sheet)));
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

Object.assign(globalThis, { atlasWorkbook: { workbookOf } });
