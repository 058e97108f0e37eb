/** Addresses that do not exist, and mailboxes that take nothing (RFC 3463, subjects 1 and 2). */
const ADDRESS_STATUS = /^5\.[12]\.\d{1,3}$/
/** The same by servers that give no status: RFC 5321, 4.2.3. */
const ADDRESS_CODES = new Set([550, 551, 552, 553])

/** A status of RFC 3463 in what a server has said. */
const STATUS = /\b[245]\.\d{1,3}\.\d{1,3}\b/

/**
 * The status with which a mail server refused an address for good; undefined for anything else,
 * such as a server that is away, asks to wait, or does not take mails from us (5.7.x), which
 * somebody may mend: those are tried again.
 */
export function refusedForGood(error: unknown): string | undefined {
  const { command, responseCode, response } = Object(error) as Record<string, unknown>
  if (command !== 'RCPT TO' || typeof responseCode !== 'number') return undefined
  const status = STATUS.exec(String(response))?.[0]
  if (status) return ADDRESS_STATUS.test(status) ? status : undefined
  return ADDRESS_CODES.has(responseCode) ? String(responseCode) : undefined
}

/** Has an address been refused for good by a report's status? */
export function isForGood(status: string): boolean {
  return ADDRESS_STATUS.test(status)
}
