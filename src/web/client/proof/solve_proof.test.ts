import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { solveProof } from './solve_proof.ts'

const hmacSignatureSecret = 'a key of this test'
const newChallenge = () =>
  createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: 10,
    counter: 7,
    deriveKey,
    hmacSignatureSecret,
  })

const ways = [
  { by: "the browser's own functions", isSecure: true },
  { by: 'JavaScript alone, on a page of another host without https,', isSecure: false },
]

for (const { by, isSecure } of ways)
  test(`what the page solves with ${by} the server's find right`, async (t) => {
    const challenge = await newChallenge()
    if (!isSecure) t.mock.getter(globalThis.crypto, 'subtle', () => undefined)
    const proof = await solveProof(challenge)
    t.mock.restoreAll()
    assert.ok(proof)
    // As it travels.
    const sent = JSON.parse(JSON.stringify(proof)) as typeof proof
    assert.equal(sent.solution.counter, 7)
    const { verified } = await verifySolution({ ...sent, deriveKey, hmacSignatureSecret })
    assert.ok(verified)
  })

for (const { by, isSecure } of ways)
  test(`nonsense cannot be solved with ${by} and is no proof`, async (t) => {
    const { parameters, ...signed } = await newChallenge()
    if (!isSecure) t.mock.getter(globalThis.crypto, 'subtle', () => undefined)
    const unknown = { ...signed, parameters: { ...parameters, algorithm: 'TELEPATHY' } }
    assert.equal(await solveProof(unknown), null)
  })
