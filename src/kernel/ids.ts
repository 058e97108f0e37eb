import { randomBytes, timingSafeEqual } from 'node:crypto'

/** Crockford's base32 in lower case: no i, l, o, u, so an id survives being read out loud. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARACTERS = 10
const RANDOM_CHARACTERS = 16
/** 160 bits: nobody guesses an order's link. */
const SECRET_CHARACTERS = 32
/** 130 bits in upper case, which a QR code stores in its compact alphanumeric mode. */
const TICKET_CODE_CHARACTERS = 26

export type IdPrefix =
  | 'adm'
  | 'alr'
  | 'att'
  | 'aud'
  | 'bkg'
  | 'cmp'
  | 'dig'
  | 'dpy'
  | 'dsp'
  | 'ent'
  | 'flr'
  | 'hld'
  | 'idn'
  | 'inv'
  | 'ln'
  | 'mail'
  | 'mem'
  | 'mov'
  | 'mtr'
  | 'ngt'
  | 'nte'
  | 'ord'
  | 'pas'
  | 'pay'
  | 'pic'
  | 'pkg'
  | 'rat'
  | 'req'
  | 'rfd'
  | 'sav'
  | 'tkt'
  | 'typ'
  | 'ven'
  | 'vtb'
  | 'zon'

/**
 * A new prefixed id such as `ord_01k…`: 48 bits of time, then 80 random bits. New rows land at the
 * end of their index, which keeps inserts cheap in a table of millions.
 */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${encodeTime(Date.now())}${randomCharacters(RANDOM_CHARACTERS)}`
}

/** What every id of `prefix` that is made from `at` on is greater than. */
export function idsFrom(prefix: IdPrefix, at: Date): string {
  return `${prefix}_${encodeTime(at.getTime())}`
}

/** Does `id` have the form that newId gives for `prefix`? Says nothing about whether it exists. */
export function isId(prefix: IdPrefix, id: string): boolean {
  return new RegExp(`^${prefix}_[${ALPHABET}]{26}$`).test(id)
}

/** A secret for a link: 160 random bits. */
export function newSecret(): string {
  return randomCharacters(SECRET_CHARACTERS)
}

/** Does `secret` have the form that newSecret gives? */
export function isSecret(secret: string): boolean {
  return new RegExp(`^[${ALPHABET}]{${SECRET_CHARACTERS}}$`).test(secret)
}

/** Compares two secrets without telling by its duration how much of them agreed. */
export function isSameSecret(known: string, given: string): boolean {
  const [a, b] = [Buffer.from(known), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** What a ticket's QR code says: 130 random bits, upper case. */
export function newTicketCode(): string {
  return randomCharacters(TICKET_CODE_CHARACTERS).toUpperCase()
}

/**
 * A ticket's code as somebody typed or scanned it, brought to the form that newTicketCode gives: in
 * small letters, with the spaces or dashes of its printed groups, with o for 0 and i or l for 1,
 * which no code contains. Says nothing about whether it is one.
 */
export function readTicketCode(text: string): string {
  const letters = text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  return letters.replaceAll('O', '0').replaceAll(/[IL]/g, '1')
}

function encodeTime(time_ms: number): string {
  let text = ''
  for (let rest = time_ms, i = 0; i < TIME_CHARACTERS; i++, rest = Math.floor(rest / 32)) {
    text = ALPHABET.charAt(rest % 32) + text
  }
  return text
}

function randomCharacters(count: number): string {
  // 256 is a multiple of 32, so the remainder favours no character.
  return Array.from(randomBytes(count), (byte) => ALPHABET.charAt(byte % 32)).join('')
}
