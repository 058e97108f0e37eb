import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PaymentAnswer } from './api.ts'
import { findOut } from './find_out.ts'

const payable: PaymentAnswer = { state: 'payable', client_secret: 'pi_1_secret_1' }
const waiting: PaymentAnswer = { state: 'requires_action', client_secret: 'pi_1_secret_1' }
const silence: PaymentAnswer = { state: 'no_answer' }

test('what the server says for certain ends the search', async () => {
  for (const state of ['paid', 'processing', 'expired'] as const) {
    assert.equal((await search([silence, payable, { state }])).event, state)
  }
})

test('F29: that nothing arrived is believed after 12 s, from two answers running', async () => {
  const pauses: number[] = []
  const { event, questions } = await search(always(8), pauses)
  assert.equal(event, 'not_charged')
  const waitedMs = pauses.reduce((sum, ms) => sum + ms, 0)
  assert.ok(waitedMs >= 12_000 && waitedMs - pauses.at(-1)! < 12_000, `${waitedMs} ms`)
  const early = always(questions - 1)
  assert.equal((await search([...early, { state: 'paid' }])).event, 'paid')
  const broken = [...early.slice(1), silence, waiting, payable]
  assert.deepEqual(await search(broken), { event: 'not_charged', questions: questions + 1 })
})

test('F29: work that the next try would cost is the word for "nothing arrived", too', async () => {
  const parameters = { algorithm: '', nonce: '', salt: '', cost: 1, keyLength: 32, keyPrefix: '00' }
  const needed: PaymentAnswer = { state: 'proof_needed', challenge: { parameters } }
  assert.deepEqual(await search(always(8, needed)), await search(always(8)))
})

test('the search backs off and ends, and then the page says so', async () => {
  const pauses: number[] = []
  const { event, questions } = await search([], pauses)
  assert.equal(event, 'gave_up')
  assert.equal(questions, pauses.length)
  assert.deepEqual(
    pauses,
    pauses.toSorted((a, b) => a - b),
  )
  const altogether = pauses.reduce((sum, ms) => sum + ms, 0)
  assert.ok(altogether >= 30_000 && altogether <= 60_000, `${altogether} ms`)
})

const always = (times: number, answer: PaymentAnswer = payable) =>
  Array.from({ length: times }, () => answer)

async function search(answers: PaymentAnswer[], pauses: number[] = []) {
  let questions = 0
  const api = { openPayment: () => Promise.resolve(answers[questions++] ?? silence) }
  const event = await findOut(api, (ms) => {
    pauses.push(ms)
    return Promise.resolve()
  })
  return { event, questions }
}
