import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { StripeStatusAnswer } from '../../src/web/dashboard/api/stripe_status_answers.ts'
import { auditAndClose } from '../audit.ts'
import { dashboard } from '../dashboard.ts'
import { eventually } from '../guest.ts'
import { openHouse, webhookSecret, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { buy } from '../money_back.ts'
import { keys } from '../staff.ts'
import { ga } from '../ware.ts'

// What the owner sees of Stripe: each thing right, wrong, and not known.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

/** Of a server that was never asked before. */
async function freshStatus(env: Record<string, string> = {}): Promise<StripeStatusAnswer> {
  const second = await house.openSecond(env)
  try {
    const { status, body } = await dashboard<StripeStatusAnswer>(
      second,
      await signedInAs(second, 'owner'),
      'GET',
      'settings/stripe',
    )
    assert.equal(status, 200, JSON.stringify(body))
    return body
  } finally {
    await second.stop()
  }
}

/** Changes the endpoint as a person would in Stripe's dashboard. */
async function atStripe(method: 'POST' | 'DELETE', body: Record<string, string> = {}) {
  const { webhook_endpoints } = await house.sim.control.ledger()
  const response = await fetch(
    `${house.sim.url}/v1/webhook_endpoints/${webhook_endpoints[0]?.id}`,
    {
      method,
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
      ...(method === 'POST' && { body: new URLSearchParams(body) }),
    },
  )
  assert.equal(response.status, 200)
}

test('where all is well everything says so, and no key is shown', async () => {
  await buy(house, ga, 1)
  await eventually('an event has come', async () => {
    const { rows } = await house.db.query({
      text: `select from webhooks where delivered_at is not null`,
    })
    return rows.length > 0
  })
  const status = await freshStatus()
  assert.deepEqual(status.secret_key, {
    says: 'valid',
    mode: 'test',
    last4: house.sim.secretKey.slice(-4),
  })
  assert.equal(status.publishable_key.says, 'valid')
  assert.equal(status.account?.takes_charges, true)
  assert.equal(status.endpoint.state, 'enabled')
  assert.deepEqual(status.endpoint.lacks, [])
  assert.match(status.last_event?.type ?? '', /^[a-z_]+\./)
  assert.ok(Math.abs(status.clock?.ahead_seconds ?? 99) <= 2, JSON.stringify(status.clock))
  const text = JSON.stringify(status)
  for (const secret of [house.sim.secretKey, house.sim.publishableKey, webhookSecret])
    assert.ok(!text.includes(secret))
})

test('however often it is looked at, Stripe is asked once in a while', async () => {
  const looks = await Promise.all(
    Array.from({ length: 5 }, () =>
      dashboard<StripeStatusAnswer>(house, owner, 'GET', 'settings/stripe'),
    ),
  )
  assert.equal(new Set(looks.map(({ body }) => body.looked_at)).size, 1)
})

test('an endpoint that lacks events, is disabled or gone is told apart', async () => {
  await atStripe('POST', { 'enabled_events[0]': 'payment_intent.succeeded' })
  const lacking = await freshStatus()
  assert.equal(lacking.endpoint.state, 'enabled')
  assert.ok(lacking.endpoint.lacks.includes('charge.dispute.created'))
  assert.ok(!lacking.endpoint.lacks.includes('payment_intent.succeeded'))
  await atStripe('POST', { disabled: 'true' })
  assert.equal((await freshStatus()).endpoint.state, 'disabled')
  await atStripe('DELETE')
  assert.equal((await freshStatus()).endpoint.state, 'missing')
  const url = `${house.url}/webhooks/stripe`
  await house.sim.control.setWebhookEndpoint({ url, secret: webhookSecret })
  assert.equal((await freshStatus()).endpoint.state, 'enabled')
})

test('keys that Stripe does not take are called so, each by itself', async () => {
  const secret = await freshStatus({ STRIPE_SECRET_KEY: 'sk_test_wrong' })
  assert.equal(secret.secret_key.says, 'invalid')
  assert.equal(secret.publishable_key.says, 'valid')
  assert.equal(secret.account, null)
  assert.equal(secret.endpoint.state, null)
  const publishable = await freshStatus({ STRIPE_PUBLISHABLE_KEY: 'pk_test_wrong' })
  assert.equal(publishable.secret_key.says, 'valid')
  assert.equal(publishable.publishable_key.says, 'invalid')
})

test('Stripe away is a state, with all that is known without it', async () => {
  const away = await freshStatus({ STRIPE_API_URL: 'http://localhost:9' })
  assert.equal(away.secret_key.says, null)
  assert.equal(away.publishable_key.says, null)
  assert.equal(away.endpoint.state, null)
  assert.equal(away.clock, null)
  assert.equal(away.secret_key.mode, 'test')
  assert.ok(away.last_event)
})

test('the owner alone sees it', async () => {
  for (const role of ['manager', 'host', 'door'] as const) {
    const browser = await signedInAs(house, role)
    assert.equal((await dashboard(house, browser, 'GET', 'settings/stripe')).status, 403)
    assert.equal((await browser.get('/dashboard/settings/stripe')).status, 403)
  }
})
