import { z } from 'zod'

// What settings are made of, each with the words for what is wrong with it.

/** Stripe lets a hold be paid for as long as we like; a club's stock should not sleep for a day. */
const HOLD_MINUTES_MAX = 1440

/** An address with one of these protocols. */
export const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  })
/** An address of the web, without a trailing slash. */
export const web = url('http:', 'https:').transform((text) => text.replace(/\/+$/, ''))
/** One of Stripe's keys, by what it begins with. */
export const key = (...prefixes: string[]) =>
  z.string().regex(new RegExp(`^(${prefixes.join('|')})_(test|live)_\\w+$`), {
    error: `must look like ${prefixes[0]}_test_… or ${prefixes[0]}_live_…`,
  })
/** A mail address, with or without a name. */
export const mailbox = z.string().regex(/^[^@\r\n]*<?[^\s@<>]+@[^\s@<>]+>?$/, {
  error: 'must be a mail address, with or without a name before it',
})

/** Of 32 random signs nobody guesses one. */
export const longSecret = z.string().regex(/^[\x21-\x7e]{32,200}$/, {
  error: 'must have 32 to 200 letters, digits or signs, and no space: `openssl rand -hex 32`',
})

/** What a device shows. */
export const bearerKey = z.string().regex(/^[\x21-\x7e]{24,200}$/, {
  error: 'must have 24 to 200 letters, digits or signs, and no space',
})

/** A whole number from 1 on. */
export const count = z.coerce
  .number({ error: 'must be a number' })
  .int({ error: 'must be a whole number' })
  .min(1, { error: 'must be at least 1' })

/** Minutes, of a day at most. */
export const minutes = z.coerce
  .number({ error: 'must be a number' })
  .positive({ error: 'must be more than 0' })
  .max(HOLD_MINUTES_MAX, { error: `must be at most ${HOLD_MINUTES_MAX}` })
