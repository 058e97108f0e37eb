import { randomFillSync } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

// Asking for random bytes takes longer than using them, so many are fetched at once.
const pool = Buffer.alloc(8_192)
let used = pool.length

/** A random id of Stripe's form, for instance `pi_3Pgafy…`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`
}

/** The secret by which a browser may see and confirm one intent; it begins with the intent's id. */
export function newClientSecret(intentId: string): string {
  return `${intentId}_secret_${randomText(25)}`
}

/** A webhook endpoint's signing secret. */
export function newSigningSecret(): string {
  return `whsec_${randomText(32)}`
}

// 62 does not divide 256, so a few letters come up slightly more often; ids only have to be unique.
function randomText(length: number): string {
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  let text = ''
  for (const end = used + length; used < end; used += 1) {
    text += alphabet[(pool[used] ?? 0) % alphabet.length]
  }
  return text
}
