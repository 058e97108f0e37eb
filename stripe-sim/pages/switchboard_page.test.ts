import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, test } from 'node:test'
import { assertAccessible } from '../../test/browser/axe.ts'
import { launch } from '../../test/chromium.ts'
import type { StripeSim } from '../index.ts'
import { idOf } from '../state/ledger.ts'
import {
  desktop,
  glance,
  onSwitchboard,
  phone,
  row,
  signingSecret,
  storyOf,
  type Switchboard,
} from '../testing/switchboard.ts'
import {
  confirmWith,
  newIntent,
  sdkFor,
  startEndpoint,
  startForTest,
} from '../testing/with_simulator.ts'

const browser = await launch()
after(async () => browser.close())

const script = '<script>document.title = "broken in"</script>'

/** A ledger with something of everything, and faults that are set. */
async function play({ simulator: { control }, stripe }: Omit<Switchboard, 'page'>) {
  const paid = await newIntent(stripe, { metadata: { order: 'ord_1', note: script } })
  await confirmWith(stripe, paid, 'pm_card_visa')
  await stripe.refunds.create({ payment_intent: paid.id, amount: 500 })
  await control.createDispute({ payment_intent: paid.id })
  await control.createFraudWarning({ payment_intent: paid.id })
  const waiting = await newIntent(stripe)
  await confirmWith(stripe, waiting, 'pm_card_threeDSecure2Required')
  const declined = await newIntent(stripe, { description: script })
  await confirmWith(stripe, declined, 'pm_card_visa_chargeDeclined').catch(() => {})
  await control.failRequests({ path: '/v1/*', effect: 'error', when: 'after', probability: 0.1 })
  await control.failWebhooks({ type: 'charge.*', effect: 'delay', delay_ms: 60_000 })
  return { paid, waiting, declined }
}

for (const [name, size] of [
  ['desktop', desktop],
  ['phone', phone],
] as const) {
  test(`axe finds nothing on a ${name}, and nothing is wider than the window`, async () => {
    const endpoint = await startEndpoint()
    endpoint.answers = [500, 503]
    await onSwitchboard(
      browser,
      async (switchboard) => {
        const { page, simulator } = switchboard
        await assertAccessible(page)
        const { paid } = await play(switchboard)
        const story = await storyOf(page, paid)
        await story.locator('.event summary').first().click()
        await story.locator('.json summary').click()
        for (const group of ['Webhooks', 'Payments', 'Settings', 'Reset']) {
          await page.locator('.group summary', { hasText: group }).click()
        }
        await assertAccessible(page)
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        assert.equal(width, size.viewport.width)
        await page.goto(`${simulator.url}/intents/${paid.id}`)
        await assertAccessible(page)
      },
      { ...size, webhookUrl: endpoint.url },
    )
  })
}

test('without JavaScript all can be read, nothing can be pressed, and links lead on', async () => {
  await onSwitchboard(
    browser,
    async (switchboard) => {
      const { page } = switchboard
      const { paid } = await play(switchboard)
      await page.reload()
      await page.getByText('Without JavaScript').waitFor()
      assert.equal(await page.getByRole('button').filter({ hasNotText: 'Filter' }).count(), 0)
      await glance(page, paid).click()
      await page.getByRole('link', { name: 'The story of this payment' }).first().click()
      await page.getByText('needs response', { exact: true }).waitFor()
      await page.goBack()
      await page.getByLabel('Type of event').selectOption('charge.dispute.*')
      await page.getByRole('button', { name: 'Filter' }).click()
      const types = await page.locator('#events .type').allTextContents()
      assert.notEqual(types.length, 0)
      assert.equal(
        types.every((type) => type.startsWith('charge.dispute.')),
        true,
      )
    },
    { javaScriptEnabled: false },
  )
})

test('whatever stands in metadata and descriptions stays text', async () => {
  await onSwitchboard(browser, async (switchboard) => {
    const { page } = switchboard
    const { paid, declined } = await play(switchboard)
    await (await storyOf(page, paid)).getByText(script).first().waitFor()
    await (await storyOf(page, declined)).getByText(script).first().waitFor()
    assert.equal(await page.title(), 'Stripe simulator')
    assert.equal(await page.locator('body script').count(), 0)
  })
})

test('no page shows a key, a signing secret or a client secret', async () => {
  const endpoint = await startEndpoint()
  const simulator = await startForTest({
    secretKey: 'sk_test_thisOneIsSecret',
    publishableKey: 'pk_test_thisOneNotQuite',
    webhookEndpoints: [{ url: endpoint.url, secret: signingSecret }],
  })
  const stripe = sdkFor(simulator)
  const { paid } = await play({ simulator, stripe })
  const { data: events } = await stripe.events.list({ type: 'payment_intent.succeeded' })
  const [event] = events
  const paths = [
    `/?open=${paid.id},${event?.id},story-${event?.id}`,
    `/intents/${paid.id}`,
    `/events/${event?.id}`,
  ]
  const secrets = [simulator.secretKey, simulator.publishableKey, signingSecret, '_secret_']
  for (const path of paths) {
    const page = await (await fetch(simulator.url + path)).text()
    assert.match(page, new RegExp(paid.id))
    assert.deepEqual(
      secrets.filter((secret) => page.includes(secret)),
      [],
    )
  }
})

test('the policy lets nothing in from elsewhere and nothing inline', async () => {
  const { url } = await startForTest()
  const response = await fetch(url)
  const policy = String(response.headers.get('content-security-policy'))
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self';/)
  assert.equal(/unsafe|https?:|\*/.test(policy), false)
  const page = await response.text()
  assert.equal(/ style=|<style|<script(?! type="module" src="\/)|https?:\/\//.test(page), false)
})

test('the page has the same tag until something happens', async () => {
  const simulator = await startForTest()
  const tag = String((await fetch(simulator.url)).headers.get('etag'))
  const again = async (): Promise<number> =>
    (await fetch(simulator.url, { headers: { 'if-none-match': tag } })).status
  assert.equal(await again(), 304)
  await newIntent(sdkFor(simulator))
  assert.equal(await again(), 200)
})

test('older payments are a page further, and the address brings back what was looked at', async () => {
  await onSwitchboard(browser, async ({ page, stripe }) => {
    const first = await newIntent(stripe)
    for (let count = 0; count < 25; count += 1) await newIntent(stripe)
    await page.locator('#payments').getByRole('link', { name: 'Older' }).click()
    await row(page, first).waitFor()
    assert.equal(await page.locator('#payments details').count(), 1)
    await page.locator('#payments').getByRole('link', { name: 'Newest' }).click()
    await row(page, first).waitFor({ state: 'detached' })
    await page.goBack()
    await row(page, first).waitFor()
  })
})

test('the receipt of a charge leads to its payment', async () => {
  const simulator = await startForTest()
  const stripe = sdkFor(simulator)
  const { id } = await newIntent(stripe)
  const { latest_charge } = await confirmWith(stripe, { id }, 'pm_card_visa')
  const { receipt_url } = await stripe.charges.retrieve(idOf(latest_charge))
  const response = await fetch(String(receipt_url))
  assert.equal(new URL(response.url).pathname, `/intents/${id}`)
})

test('no foreign page can press a button: not by form, not under a borrowed name', async () => {
  const simulator = await startForTest()
  const { id } = await newIntent(sdkFor(simulator))
  const body = JSON.stringify({ id })
  const json = { 'content-type': 'application/json' }
  const cancel = '/switchboard/cancel'
  assert.equal(await post(simulator, cancel, { 'content-type': 'text/plain' }, body), 415)
  assert.equal(await post(simulator, cancel, { ...json, host: 'evil.example' }, body), 403)
  assert.equal(await post(simulator, '/switchboard/constructor', json, body), 404)
  assert.equal(await post(simulator, cancel, json, '{}'), 400)
  assert.equal(await post(simulator, cancel, json, body), 200)
})

/** A request with headers that `fetch` would not send. */
async function post(
  { port }: StripeSim,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, path, headers, method: 'POST', host: '127.0.0.1' }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode))
    })
    sent.on('error', reject).end(body)
  })
}
