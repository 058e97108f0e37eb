import type { Stripe } from 'stripe'
import { newIntent } from '../../testing/with_simulator.ts'
import { refused, type World } from '../recording.ts'

/** Every refusal that has nothing to do with what is asked for. */
export async function protocol(world: World): Promise<void> {
  await keys(world)
  await parameters(world)
  await idempotency(world)
  await outages(world)
}

async function keys({ raw, browser }: World): Promise<void> {
  await raw('GET', '/v1/account')
  await raw('GET', '/v1/account', { headers: { authorization: 'Bearer sk_test_somebody_else' } })
  await browser('GET', '/v1/charges', {})
  await raw('GET', '/v1/nothing', { headers: secretKey })
  const version = { 'stripe-version': '2015-01-01' }
  await raw('GET', '/v1/account', { headers: { ...secretKey, ...version } })
}
const secretKey = { authorization: 'Bearer sk_test_coatcheck' }

async function parameters({ stripe, raw }: World): Promise<void> {
  const wrong: Record<string, string>[] = [
    {},
    { amount: '2000' },
    { amount: 'lots', currency: 'eur' },
    { amount: '2000', currency: '' },
    { amount: '2000', currency: 'eur', tip: '5' },
    { amount: '2000', currency: 'eur', confirm: 'perhaps' },
    { amount: '2000', currency: 'eur', 'expand[0]': 'nothing' },
  ]
  for (const fields of wrong) {
    const body = new URLSearchParams(fields).toString()
    await raw('POST', '/v1/payment_intents', { body, headers: secretKey })
  }
  await refused(stripe.paymentIntents.list({ limit: 1000 }))
  await refused(stripe.paymentIntents.list({ starting_after: 'pi_nobody' }))
}

async function idempotency({ stripe, control }: World): Promise<void> {
  const options = { idempotencyKey: 'truth' } satisfies Stripe.RequestOptions
  await newIntent(stripe, {}, options)
  await newIntent(stripe, {}, options)
  await refused(newIntent(stripe, { amount: 2100 }, options))
  const twice = { idempotencyKey: 'at once' } satisfies Stripe.RequestOptions
  await control.failRequests({ path: '/v1/payment_intents', effect: 'delay', delay_ms: 50 })
  await Promise.allSettled([newIntent(stripe, {}, twice), newIntent(stripe, {}, twice)])
}

async function outages({ stripe, control }: World): Promise<void> {
  const path = '/v1/payment_intents'
  await control.failRequests({ path, effect: 'error' })
  await refused(newIntent(stripe))
  await control.failRequests({ path, effect: 'error', when: 'after' })
  await refused(newIntent(stripe))
  for (const effect of ['rate_limit', 'lock_timeout', 'conflict'] as const) {
    await control.failRequests({ path, effect })
    await refused(newIntent(stripe))
  }
}
