/** A value of a table that is meant for a spreadsheet. */
export type Cell = string | number | null

/** With these a spreadsheet begins a formula, also behind blanks, and in their wide forms. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/
const QUOTED = /[",\r\n]/

/**
 * A table as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. A text that one would
 * take for a formula has an apostrophe before it, which spreadsheets do not show.
 */
export function toCsv(heading: string[], rows: Cell[][]): string {
  const lines = [heading, ...rows].map((row) => row.map(toField).join(','))
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`
}

function toField(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
