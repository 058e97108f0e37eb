import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import type { Challenge, DeriveKeyFunction, Payload } from 'altcha-lib/types'

export type { Challenge }
/** A challenge with its solution. */
export type Proof = Payload

/** The work is over in a few seconds; what takes so long is on a device that is asleep. */
const solvingMsMax = 60_000

/**
 * Solves a challenge of the server, in front of nobody: the work is done by the browser itself,
 * beside the page. Null when it cannot be solved.
 */
export async function solveProof(challenge: Challenge): Promise<Proof | null> {
  try {
    const work = { challenge, deriveKey: await deriver(), timeout: solvingMsMax }
    const solution = await solveChallenge(work)
    return solution && { challenge, solution }
  } catch {
    return null
  }
}

/** A page of another host without https has no WebCrypto: then it brings its own. */
async function deriver(): Promise<DeriveKeyFunction> {
  const subtle: SubtleCrypto | undefined = crypto.subtle
  return subtle ? deriveKey : (await import('./derive_key.ts')).deriveKey
}
