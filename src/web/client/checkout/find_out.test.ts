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

test('one answer that nothing arrived is not believed, two running are', async () => {
  const late = await search([payable, { state: 'paid' }])
  assert.deepEqual(late, { event: 'paid', questions: 2 })
  assert.deepEqual(await search([payable, payable]), { event: 'not_charged', questions: 2 })
  assert.deepEqual(await search([payable, silence, payable, waiting]), {
    event: 'not_charged',
    questions: 4,
  })
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

async function search(answers: PaymentAnswer[], pauses: number[] = []) {
  let questions = 0
  const api = { openPayment: () => Promise.resolve(answers[questions++] ?? silence) }
  const event = await findOut(api, (ms) => {
    pauses.push(ms)
    return Promise.resolve()
  })
  return { event, questions }
}
