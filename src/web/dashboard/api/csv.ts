/** A value of a table that is meant for a spreadsheet. */
export type Cell = string | number | null

/** With these a spreadsheet begins a formula, also behind blanks, and in their wide forms. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/
const QUOTED = /[",\r\n]/

/** The mark by which spreadsheets know UTF-8; a file begins with it. */
export const byteOrderMark = '\uFEFF'

/** A table as CSV (RFC 4180), with the mark in front. */
export function toCsv(heading: string[], rows: Cell[][]): string {
  return byteOrderMark + [heading, ...rows].map(csvLine).join('')
}

/**
 * One line of such a file. A text that a spreadsheet would take for a formula has an apostrophe
 * before it, which spreadsheets do not show.
 */
export function csvLine(row: Cell[]): string {
  return `${row.map(toField).join(',')}\r\n`
}

function toField(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
