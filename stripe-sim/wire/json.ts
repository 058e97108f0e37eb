import type { IncomingHttpHeaders } from 'node:http'

/**
 * A value as the JSON of an answer. Stripe indents every answer by two spaces; here only people get
 * that (who ask by curl), because programs do not see the difference, and a third less to write,
 * send and remember makes one simulator answer more of them.
 */
export function jsonFor(headers: IncomingHttpHeaders, value: unknown): string {
  const isPerson = headers['user-agent']?.startsWith('curl/') === true
  return isPerson ? `${JSON.stringify(value, null, 2)}\n` : JSON.stringify(value)
}
