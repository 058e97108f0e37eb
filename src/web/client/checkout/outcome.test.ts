import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StripeError } from '@stripe/stripe-js'
import { readOutcome as readAfter } from './outcome.ts'

const TOOK_MS = 1234.5
const readOutcome = (result: Parameters<typeof readAfter>[0]) => readAfter(result, TOOK_MS)
const random = /^[0-9a-f]{32}$/

test('each status of the intent has its event', () => {
  const events = {
    succeeded: 'paid',
    requires_capture: 'paid',
    processing: 'processing',
    requires_payment_method: 'declined',
    requires_action: 'outcome_unknown',
    requires_confirmation: 'outcome_unknown',
    canceled: 'outcome_unknown',
  } as const
  for (const [status, event] of Object.entries(events)) {
    const outcome = readOutcome({ paymentIntent: { status: status as keyof typeof events } })
    assert.equal(outcome.event, event, status)
  }
})

test('only what Stripe calls a failed try is a decline; any other error is an unknown outcome', () => {
  const declines: StripeError[] = [
    { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline' },
    { type: 'card_error', code: 'incorrect_cvc' },
    { type: 'invalid_request_error', code: 'payment_intent_authentication_failure' },
    {
      type: 'invalid_request_error',
      code: 'payment_intent_payment_attempt_failed',
      charge: 'py_1',
    },
  ]
  for (const error of declines) assert.equal(readOutcome({ error }).event, 'declined', error.code)

  const types = [
    'api_connection_error',
    'api_error',
    'authentication_error',
    'idempotency_error',
    'invalid_request_error',
    'rate_limit_error',
  ] as const
  for (const type of types) {
    const outcome = readOutcome({ error: { type } })
    assert.equal(outcome.event, 'outcome_unknown', type)
    assert.equal(outcome.report?.outcome, 'errored')
    assert.equal(outcome.report?.code, type)
    assert.match(outcome.report?.attempt_key ?? '', random)
    assert.equal(outcome.report?.took_ms, 1235)
  }
})

test('F56: an intent that Stripe has cancelled is worn out and charged nothing; no other state is', () => {
  const refused = (status: 'canceled' | 'succeeded' | 'processing') => {
    const code = 'payment_intent_unexpected_state'
    const payment_intent = { status } as NonNullable<StripeError['payment_intent']>
    return readOutcome({ error: { type: 'invalid_request_error', code, payment_intent } })
  }
  const wornOut = { event: 'not_charged', report: null, isWornOut: true }
  assert.deepEqual(refused('canceled'), wornOut)
  for (const status of ['succeeded', 'processing'] as const) {
    assert.equal(refused(status).event, 'outcome_unknown')
    assert.equal(refused(status).isWornOut, undefined)
  }
})

test('a validation error is shown by the Element, gets no toast and is no attempt', () => {
  const outcome = readOutcome({ error: { type: 'validation_error', code: 'incomplete_number' } })
  assert.deepEqual(outcome, { event: 'invalid', report: null })
})

test('an error that is no decline has its name, too, and not the name of the try before it', () => {
  const api_error = { type: 'api_error', code: 'lock_timeout' } as const
  const before = last({ code: 'card_declined', charge: 'ch_before' })
  for (const [error, attempt_key] of [
    [{ ...api_error, payment_method: { id: 'pm_1' } }, 'pm_1'],
    [{ ...api_error, ...last({ code: 'lock_timeout', payment_method: { id: 'pm_2' } }) }, 'pm_2'],
  ] as [StripeError, string][]) {
    const { event, report } = readOutcome({ error })
    assert.deepEqual([event, report?.attempt_key], ['outcome_unknown', attempt_key])
    assert.equal(report?.took_ms, 1235, 'its charge may be told of yet')
  }
  const { event, report } = readOutcome({ error: { ...api_error, ...before } })
  assert.equal(event, 'outcome_unknown')
  assert.match(report?.attempt_key ?? '', random)
})

test('an attempt is known by its charge, else by its payment method, else by a random key', () => {
  assert.equal(key(last({ charge: 'ch_1', payment_method: { id: 'pm_1' } })), 'ch_1')
  assert.equal(key({ charge: 'ch_2' }), 'ch_2')
  assert.equal(key(last({ payment_method: { id: 'pm_3' } })), 'pm_3')
  assert.equal(key({ payment_method: { id: 'pm_4' } } as unknown as Partial<StripeError>), 'pm_4')
  assert.match(key({}) ?? '', random)
  assert.notEqual(key({}), key({}))
})

test('an attempt has a random key on a page of another host without https, too', (t) => {
  t.mock.method(globalThis.crypto, 'randomUUID', () => assert.fail('it is no function there'))
  assert.match(key({}) ?? '', random)
})

test('the report carries the codes that the guest never sees', () => {
  const { report } = readOutcome({
    error: {
      type: 'card_error',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      charge: 'ch_1',
    },
  })
  assert.deepEqual(report, {
    outcome: 'declined',
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    attempt_key: 'ch_1',
  })
})

function last(fields: object): Partial<StripeError> {
  return { payment_intent: { last_payment_error: fields } } as unknown as Partial<StripeError>
}

function key(fields: Partial<StripeError>): string | undefined {
  return readOutcome({ error: { type: 'card_error', ...fields } }).report?.attempt_key
}
