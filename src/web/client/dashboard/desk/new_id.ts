/** As the server's ids: Crockford's base32, ten characters of time, sixteen of chance. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME_CHARACTERS = 10
const RANDOM_CHARACTERS = 16

/** What pages make themselves. */
type Made =
  | 'cmp'
  | 'dpy'
  | 'ent'
  | 'mov'
  | 'mtr'
  | 'ngt'
  | 'nte'
  | 'ord'
  | 'pkg'
  | 'rat'
  | 'rfd'
  | 'sav'
  | 'typ'

/** A new id for something that this page asks for: pressed twice, it is asked for once. */
export function newIdHere(prefix: Made): string {
  let time = ''
  for (let rest = Date.now(), n = 0; n < TIME_CHARACTERS; n += 1, rest = Math.floor(rest / 32))
    time = ALPHABET.charAt(rest % 32) + time
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM_CHARACTERS))
  return `${prefix}_${time}${Array.from(bytes, (byte) => ALPHABET.charAt(byte % 32)).join('')}`
}
