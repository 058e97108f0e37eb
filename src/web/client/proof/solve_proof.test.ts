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

test("what the page solves with the browser's own functions the server's find right", async () => {
  const proof = await solveProof(await newChallenge())
  assert.ok(proof)
  // As it travels.
  const sent = JSON.parse(JSON.stringify(proof)) as typeof proof
  assert.equal(sent.solution.counter, 7)
  const { verified } = await verifySolution({ ...sent, deriveKey, hmacSignatureSecret })
  assert.ok(verified)
})

test('what cannot be solved is no proof: nonsense, and a browser without WebCrypto', async (t) => {
  const challenge = await newChallenge()
  const { parameters } = challenge
  const unknown = { ...challenge, parameters: { ...parameters, algorithm: 'TELEPATHY' } }
  assert.equal(await solveProof(unknown), null)
  // What a page of another host has without https.
  t.mock.getter(globalThis.crypto, 'subtle', () => undefined)
  assert.equal(await solveProof(challenge), null)
})
