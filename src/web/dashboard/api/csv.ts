/** The mark by which spreadsheets know UTF-8. */
export const byteOrderMark = '\uFEFF'

/** A line of CSV as RFC 4180 has it. */
export function csvLine(fields: (string | number | null)[]): string {
  return `${fields.map(field).join(',')}\r\n`
}

/**
 * Guests write their names themselves: one that a spreadsheet would take for a formula gets an
 * apostrophe, and stays text.
 */
function field(value: string | number | null): string {
  const text = String(value ?? '')
  const guarded = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
