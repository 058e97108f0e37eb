import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { idOf } from '../state/ledger.ts'
import { eventTypesOf, latestChargeOf, payingWith, returnUrl } from '../testing/intents.ts'
import { refusalOf } from '../testing/money.ts'
import {
  browserCall,
  cardFields,
  confirmWith,
  newIntent,
  sdkFor,
  startForTest,
} from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator
const hour_s = 60 * 60

async function challenged(method = 'threeDSecure2Required'): Promise<Stripe.PaymentIntent> {
  return confirmWith(stripe, await newIntent(stripe), `pm_card_${method}`)
}

test('3-D Secure: completed, the intent is charged', async () => {
  const asked = await challenged()
  assert.equal(asked.status, 'requires_action')
  assert.equal(asked.latest_charge, null)
  assert.equal(asked.next_action?.redirect_to_url?.return_url, returnUrl)
  const paid = await control.authenticate({ payment_intent: asked.id, answer: 'complete' })
  assert.equal(paid.status, 'succeeded')
  const { three_d_secure } = (await latestChargeOf(stripe, paid)).payment_method_details?.card ?? {}
  assert.deepEqual(
    [three_d_secure?.result, three_d_secure?.authentication_flow],
    ['authenticated', 'challenge'],
  )
  assert.deepEqual(await eventTypesOf(control, asked.id), [
    'payment_intent.created',
    'payment_intent.requires_action',
    'charge.succeeded',
    'payment_intent.succeeded',
    'charge.updated',
  ])
})

for (const answer of ['fail', 'abandon'] as const) {
  test(`3-D Secure: after "${answer}" nothing is charged, and another card can pay`, async () => {
    const { id } = await challenged()
    const failed = await control.authenticate({ payment_intent: id, answer })
    assertUnauthenticated(failed)
    assert.equal((await stripe.charges.list({ payment_intent: id })).data.length, 0)
    assert.equal((await eventTypesOf(control, id)).at(-1), 'payment_intent.payment_failed')
    assert.equal((await confirmWith(stripe, { id }, 'pm_card_visa')).status, 'succeeded')
  })
}

test('3-D Secure: a question that nobody answers is over after an hour', async () => {
  const [silent, late] = [await challenged(), await challenged()]
  await control.advanceClock({ seconds: hour_s - 60 })
  assert.equal((await stripe.paymentIntents.retrieve(silent.id)).status, 'requires_action')
  await control.authenticate({ payment_intent: late.id, answer: 'complete' })
  await control.advanceClock({ seconds: 120 })
  assertUnauthenticated(await stripe.paymentIntents.retrieve(silent.id))
  assert.equal((await stripe.paymentIntents.retrieve(late.id)).status, 'succeeded')
  const answer = { payment_intent: silent.id, answer: 'complete' } as const
  await assert.rejects(control.authenticate(answer), /does not wait for this authentication/)
})

test('3-D Secure: a new confirmation asks anew and has an hour of its own', async () => {
  const { id } = await challenged()
  await control.advanceClock({ seconds: hour_s - 60 })
  await confirmWith(stripe, { id }, 'pm_card_threeDSecure2Required')
  await control.advanceClock({ seconds: hour_s - 60 })
  assert.equal((await stripe.paymentIntents.retrieve(id)).status, 'requires_action')
})

const challengedThenDeclined = [
  ['threeDSecureRequiredChargeDeclined', 'generic_decline'],
  ['authenticationRequiredChargeDeclinedInsufficientFunds', 'insufficient_funds'],
] as const
for (const [method, declineCode] of challengedThenDeclined) {
  test(`3-D Secure: completed with ${method}, the charge is declined all the same`, async () => {
    const asked = await challenged(method)
    assert.equal(asked.status, 'requires_action')
    const after = await control.authenticate({ payment_intent: asked.id, answer: 'complete' })
    assert.equal(after.status, 'requires_payment_method')
    assert.equal(after.last_payment_error?.code, 'card_declined')
    assert.equal(after.last_payment_error?.decline_code, declineCode)
    const charge = await latestChargeOf(stripe, after)
    assert.equal(charge.payment_method_details?.card?.three_d_secure?.result, 'authenticated')
  })
}

test('a lookup that breaks is a decline, never a challenge', async () => {
  const refusal = await refusalOf(challenged('threeDSecureRequiredProcessingError'))
  assert.deepEqual([refusal['status'], refusal['code']], [402, 'card_declined'])
})

test('3-D Secure by redirect: the page leads back to return_url with the outcome', async () => {
  const asked = await challenged()
  const url = String(asked.next_action?.redirect_to_url?.url)
  assert.match(await (await fetch(url)).text(), /id="test-source-authorize-3ds"/)
  const source = String(new URL(url).searchParams.get('source'))
  const body = new URLSearchParams({ answer: 'complete', source })
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  const back = new URL(String(answer.headers.get('location')))
  assert.equal(answer.status, 303)
  assert.equal(back.searchParams.get('redirect_status'), 'succeeded')
  assert.equal(back.searchParams.get('payment_intent'), asked.id)
  const again = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  assert.equal(again.status, 409)
})

for (const request_three_d_secure of ['any', 'challenge'] as const) {
  test(`request_three_d_secure "${request_three_d_secure}" challenges any card`, async () => {
    const payment_method_options = { card: { request_three_d_secure } }
    const intent = await newIntent(stripe, { payment_method_options })
    assert.equal(
      intent.payment_method_options?.card?.request_three_d_secure,
      request_three_d_secure,
    )
    assert.equal((await confirmWith(stripe, intent, 'pm_card_visa')).status, 'requires_action')
    const paid = await control.authenticate({ payment_intent: intent.id, answer: 'complete' })
    assert.equal(paid.status, 'succeeded')
    const declined = await newIntent(stripe, { payment_method_options })
    await confirmWith(stripe, declined, 'pm_card_visa_chargeDeclined')
    const after = await control.authenticate({ payment_intent: declined.id, answer: 'complete' })
    assert.equal(after.last_payment_error?.decline_code, 'generic_decline')
    const amex = await newIntent(stripe, { payment_method_options })
    assert.equal((await confirmWith(stripe, amex, 'pm_card_amex')).status, 'succeeded')
  })
}

test('off session a card that needs its guest is declined before it is charged', async () => {
  const { id } = await newIntent(stripe)
  const off = { payment_method: 'pm_card_authenticationRequired', off_session: true }
  const refusal = await refusalOf(stripe.paymentIntents.confirm(id, off))
  assert.deepEqual([refusal['status'], refusal['code']], [402, 'authentication_required'])
  const after = await stripe.paymentIntents.retrieve(id)
  assert.equal(after.status, 'requires_payment_method')
  assert.equal(after.last_payment_error?.decline_code, 'authentication_required')
  assert.equal(after.last_payment_error?.type, 'card_error')
  assert.equal((await stripe.charges.list({ payment_intent: id })).data.length, 0)
  const back = await confirmWith(stripe, { id }, 'pm_card_authenticationRequired')
  assert.equal(back.status, 'requires_action')
})

test('off session a card that was saved with its guest there is not challenged again', async () => {
  const customer = (await stripe.customers.create({ email: 'ada@example.test' })).id
  const first = await newIntent(stripe, { customer, setup_future_usage: 'off_session' })
  await confirmWith(stripe, first, 'pm_card_authenticationRequiredOnSetup')
  const saved = await control.authenticate({ payment_intent: first.id, answer: 'complete' })
  const payment_method = idOf(saved.payment_method)
  const later = { customer, payment_method, confirm: true, off_session: true }
  assert.equal((await newIntent(stripe, later)).status, 'succeeded')
  const unsaved = payingWith('authenticationRequiredOnSetup')
  const refusal = await refusalOf(
    newIntent(stripe, { ...unsaved, confirm: true, off_session: true }),
  )
  assert.equal(refusal['code'], 'authentication_required')
  const exempt = payingWith('authenticationRequiredSetupForOffSession')
  const paid = await newIntent(stripe, { ...exempt, confirm: true, off_session: 'recurring' })
  assert.equal(paid.status, 'succeeded')
})

test('with error_on_requires_action a challenge is a decline', async () => {
  const { id } = await newIntent(stripe)
  const asked = { ...payingWith('threeDSecure2Required'), error_on_requires_action: true }
  const refusal = await refusalOf(stripe.paymentIntents.confirm(id, asked))
  assert.deepEqual(
    [refusal['status'], refusal['type'], refusal['code']],
    [402, 'card_error', 'authentication_required'],
  )
  const after = await stripe.paymentIntents.retrieve(id)
  assert.equal(after.status, 'requires_payment_method')
  assert.equal(after.last_payment_error?.decline_code, 'authentication_not_handled')
  const plain = { ...payingWith('visa'), error_on_requires_action: true }
  assert.equal((await stripe.paymentIntents.confirm(id, plain)).status, 'succeeded')
})

test('confirmed by hand, an authenticated intent waits for the server to confirm it', async () => {
  const intent = await newIntent(stripe, { confirmation_method: 'manual' })
  const fields = cardFields('4000000000003220', String(intent.client_secret))
  const path = `/v1/payment_intents/${intent.id}/confirm`
  const { status, body } = await browserCall(simulator, path, fields)
  assert.equal(status, 400)
  assert.match(String(body.error?.message), /cannot be confirmed using your publishable key/)
  await confirmWith(stripe, intent, 'pm_card_threeDSecure2Required')
  const passed = await control.authenticate({ payment_intent: intent.id, answer: 'complete' })
  assert.deepEqual([passed.status, passed.next_action], ['requires_confirmation', null])
  const paid = await stripe.paymentIntents.confirm(intent.id, { return_url: returnUrl })
  assert.equal(paid.status, 'succeeded')
  const charge = await latestChargeOf(stripe, paid)
  assert.equal(charge.payment_method_details?.card?.three_d_secure?.result, 'authenticated')
})

test('another amount or another card than was authenticated ends the challenge', async () => {
  const { id } = await challenged()
  const changed = await stripe.paymentIntents.update(id, { amount: 3000 })
  assert.deepEqual([changed.status, changed.next_action], ['requires_confirmation', null])
  const answer = { payment_intent: id, answer: 'complete' } as const
  await assert.rejects(control.authenticate(answer), /does not wait/)
  const swapped = await challenged()
  const next = await stripe.paymentIntents.update(swapped.id, { payment_method: 'pm_card_visa' })
  assert.equal(next.status, 'requires_confirmation')
  const canceled = await stripe.paymentIntents.cancel((await challenged()).id)
  assert.deepEqual([canceled.status, canceled.next_action], ['canceled', null])
})

function assertUnauthenticated(intent: Stripe.PaymentIntent): void {
  assert.deepEqual(
    [intent.status, intent.last_payment_error?.code, intent.next_action, intent.payment_method],
    ['requires_payment_method', 'payment_intent_authentication_failure', null, null],
  )
}
