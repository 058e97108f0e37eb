/** Where a page of a list ended: the moment of its last row, to the microsecond, and its id. */
export interface Cursor {
  at: string
  id: string
}

/** The part of a list after one cursor, up to another; a list begins and ends by itself. */
export interface Span {
  after?: Cursor | undefined
  until?: Cursor | undefined
}

const FORM = /^(2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d{3}Z)~([a-z]+_[0-9a-z]{1,60})$/

/** Reads a cursor as a list has written it; undefined for any other text. */
export function readCursor(text: string): Cursor | undefined {
  const [, second, rest, id] = FORM.exec(text) ?? []
  if (second === undefined || id === undefined) return undefined
  const moment = new Date(`${second}Z`)
  // There is no 30th of February.
  const isMoment = !Number.isNaN(moment.getTime()) && moment.toISOString() === `${second}Z`
  return isMoment ? { at: `${second}${rest}`, id } : undefined
}

/** SQL that writes a cursor. JavaScript's own moments would lose the microseconds. */
export function cursorSql(at: string, id: string): string {
  return `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || ${id}`
}
