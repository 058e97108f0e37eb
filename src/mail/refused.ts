/**
 * RFC 3463, RFC 7505: there is no such mailbox, system or address; it has moved; its domain takes
 * no mail; it is disabled. A full one (5.2.2) may be emptied.
 */
const ADDRESS_STATUS = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])

/** A status of RFC 3463 in what a server has said. */
const STATUS = /\b[245]\.\d{1,3}\.\d{1,3}\b/

/**
 * The status with which a mail server refused an address for good; undefined for anything else,
 * such as a server that is away, asks to wait, or does not take mails from us, which somebody may
 * mend: those are tried again. A reply without a status (550 alone) may be any of it.
 */
export function refusedForGood(error: unknown): string | undefined {
  const { command, response } = Object(error) as Record<string, unknown>
  const status = command === 'RCPT TO' ? STATUS.exec(String(response))?.[0] : undefined
  return status && isForGood(status) ? status : undefined
}

/** Has an address been refused for good by a report's status? */
export function isForGood(status: string): boolean {
  return ADDRESS_STATUS.has(status)
}
