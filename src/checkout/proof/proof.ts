import { createHmac } from 'node:crypto'
import { createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Challenge, Payload } from 'altcha-lib/types'

/** What a page has to solve. */
export type { Challenge }
/** A challenge with its solution. */
export type Proof = Payload

/** What is wrong with a proof; `other`: it is right, and of something else. */
export type ProofFault = 'expired' | 'forged' | 'wrong' | 'other'

/** A native function of every browser, which needs no worker: the page stays alive meanwhile. */
const ALGORITHM = 'PBKDF2/SHA-256'
/**
 * The work of one trial. A computer does some four million of these in a second, an old phone a
 * quarter of one.
 */
const ROUNDS_PER_TRIAL = 5_000
/** A page solves it within seconds, and a phone may sleep meanwhile. */
const VALID_SECONDS = 300

/** What challenges are signed with: every process of an installation derives the same. */
export function proofKeyOf(secret: string): string {
  return createHmac('sha256', secret).update('proofs of work').digest('base64url')
}

/**
 * Makes a challenge to prove some work for `subject`. Which trial solves it is chosen here, among
 * the first `trialsMax`, and not left to luck: so nobody waits longer than that.
 */
export function makeChallenge(
  key: string,
  subject: string,
  trialsMax: number,
  now_ms: number = Date.now(),
): Promise<Challenge> {
  return createChallenge({
    algorithm: ALGORITHM,
    cost: ROUNDS_PER_TRIAL,
    counter: randomInt(trialsMax),
    data: { subject },
    deriveKey,
    expiresAt: Math.floor(now_ms / 1000) + VALID_SECONDS,
    ...secretsOf(key),
  })
}

/**
 * Looks at a proof for `subject`; undefined when there is nothing wrong with it. All of a challenge
 * is signed, so that neither its work, its end nor its subject can be changed; the library compares
 * in constant time.
 */
export async function faultOf(
  key: string,
  subject: string,
  { challenge, solution }: Proof,
): Promise<ProofFault | undefined> {
  const found = await verifySolution({ challenge, solution, deriveKey, ...secretsOf(key) })
  if (found.expired) return 'expired'
  if (found.invalidSignature) return 'forged'
  if (!found.verified) return 'wrong'
  return challenge.parameters.data?.['subject'] === subject ? undefined : 'other'
}

/** Two, so that what is signed as a challenge never counts as the key of a solution. */
const secretsOf = (key: string) => ({
  hmacSignatureSecret: `challenge ${key}`,
  hmacKeySignatureSecret: `solution ${key}`,
})
