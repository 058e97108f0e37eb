import assert from 'node:assert/strict'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Challenge } from 'altcha-lib/types'
import type { Proof } from '../src/checkout/index.ts'

export type { Challenge, Proof }

/** What the product answers to whoever wants to pay for an order. */
export interface PaymentAnswer {
  state: string
  client_secret?: string
  challenge?: Challenge
}

/** As the page has it. */
const PROOFS_MAX = 3

/** Does the work that a challenge asks for, as the checkout page does. */
export async function solve(challenge: Challenge): Promise<Proof> {
  const solution = await solveChallenge({ challenge, deriveKey })
  assert.ok(solution, 'the challenge is solved')
  return { challenge, solution }
}

/** Asks to pay as the checkout page does, which works for it where that is wanted. */
export async function workFor<Answer>(
  ask: (body: { proof?: Proof }) => Promise<Answer>,
  challengeIn: (answer: Answer) => Challenge | undefined,
): Promise<Answer> {
  let answer = await ask({})
  for (let n = 0; n < PROOFS_MAX; n += 1) {
    const challenge = challengeIn(answer)
    if (!challenge) break
    answer = await ask({ proof: await solve(challenge) })
  }
  return answer
}
