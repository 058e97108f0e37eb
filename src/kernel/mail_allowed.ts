import { z } from 'zod'

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/
const DOMAIN = /^[a-z\d-]+(\.[a-z\d-]+)+$/

/** Whom mails may go to: addresses, and domains for all of their addresses; `none` for nobody. */
export const allowedMails = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .split(',')
      .map((one) => one.trim().replace(/^@/, '')),
  )
  .refine((all) => isNone(all) || all.every((one) => ADDRESS.test(one) || DOMAIN.test(one)), {
    error: 'must be mail addresses or domains, parted by commas, or none',
  })
  .transform((all) => (isNone(all) ? [] : all))

const isNone = (all: string[]) => all.length === 1 && all[0] === 'none'

/** May a mail go to this address? A domain does not stand for those below it. */
export function isMailAllowed(allowed: string[] | null, address: string): boolean {
  const asked = address.trim().toLowerCase()
  return allowed === null || allowed.includes(asked) || allowed.includes(domainOf(asked))
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)
