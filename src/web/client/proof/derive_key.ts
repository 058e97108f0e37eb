import { pbkdf2Async } from '@noble/hashes/pbkdf2.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { DeriveKeyFunction } from 'altcha-lib/types'

/**
 * What WebCrypto does, by JavaScript alone: some thirty times slower, so between two trials the
 * page has its turn. Loaded only where it is needed.
 */
export const deriveKey: DeriveKeyFunction = async ({ algorithm, cost, keyLength }, salt, key) => {
  if (algorithm !== 'PBKDF2/SHA-256') throw new Error(`${algorithm} is not known here.`)
  await new Promise((resolve) => setTimeout(resolve))
  const derivedKey = await pbkdf2Async(sha256, key, salt, { c: cost, dkLen: keyLength ?? 32 })
  return { derivedKey }
}
