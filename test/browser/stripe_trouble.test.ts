import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, webhookSecret, type House } from '../house.ts'
import { keys } from '../staff.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// What the owner sees of Stripe when something is wrong, and what is to be done about each.

let house: House
let browser: Browser
let late: Server
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addVenue(house.db)
  browser = await launch()
  late = lateStripe()
  await new Promise((resolve) => late.listen(0, () => resolve(undefined)))
})
after(async () => {
  await browser.close()
  late.close()
  await auditAndClose(house)
})

const BEHIND_SECONDS = 90

/** Stripe, by a clock that is behind: to the house its own one is ahead. */
function lateStripe(): Server {
  return createServer((request, response) => void answerLate(request, response))
}

async function answerLate(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = { authorization: request.headers.authorization ?? '' }
  const answer = await fetch(house.sim.url + request.url, { headers })
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? '',
    'request-id': answer.headers.get('request-id') ?? '',
    date: new Date(Date.now() - BEHIND_SECONDS * 1000).toUTCString(),
  })
  response.end(await answer.text())
}

/** Changes the endpoint as a person would in Stripe's dashboard. */
async function atStripe(body: Record<string, string>): Promise<void> {
  const { webhook_endpoints } = await house.sim.control.ledger()
  const { status } = await fetch(
    `${house.sim.url}/v1/webhook_endpoints/${webhook_endpoints[0]?.id}`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
      body: new URLSearchParams(body),
    },
  )
  assert.equal(status, 200)
}

/** One line of the page, by its name. */
const line = (page: Page, name: string): Locator =>
  page.locator('.check').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name} `) }) })

/** It is marked, and says these words. */
async function needsYou(page: Page, name: string, ...words: (string | RegExp)[]): Promise<void> {
  await line(page, name).getByText('Needs you', { exact: true }).waitFor()
  for (const one of words) await line(page, name).getByText(one).waitFor()
}

const tablet = { viewport: { width: 768, height: 1024 } }

/** Opens the page of a server that was never asked before, and looks at it. */
async function see(
  screen: BrowserContextOptions,
  env: Record<string, string>,
  assertSaid: (page: Page) => Promise<void>,
): Promise<void> {
  const server = await house.openSecond(env)
  try {
    const there = { ...house, url: server.url }
    const staff = await openAsStaff(there, browser, 'owner', '/dashboard/settings/stripe', screen)
    const { page } = staff
    await assertSaid(page)
    await assertWell(page)
    const { width } = page.viewportSize() ?? assert.fail('a size')
    const folder = process.env['PICTURES']
    const path = `${folder}/stripe-trouble-${width}.png`
    if (folder) await page.screenshot({ path, fullPage: true })
    await staff.close()
  } finally {
    await server.stop()
  }
}

test('a secret key that Stripe does not take is named, with what cannot be known meanwhile', () =>
  see(screens.phone, { STRIPE_SECRET_KEY: 'sk_test_wrong' }, async (page) => {
    await needsYou(page, 'Secret key', 'Stripe does not take it.', /into STRIPE_SECRET_KEY/)
    for (const name of ['Account', 'Webhook endpoint'])
      await line(page, name).getByText('Not to be seen with this key.').waitFor()
    await line(page, 'Publishable key').getByText('Good', { exact: true }).waitFor()
  }))

test('an event that the endpoint does not send is named, so that it can be added', async () => {
  await atStripe({ 'enabled_events[0]': 'payment_intent.succeeded' })
  await see(tablet, {}, async (page) => {
    const add = /Add these events to it: .*charge\.dispute\.created/
    await needsYou(page, 'Webhook endpoint', /^Does not send \d+ kinds of events\./, add)
  })
})

test('a disabled endpoint and a clock that is off are told beside each other', async () => {
  await atStripe({ disabled: 'true' })
  const { port } = late.address() as AddressInfo
  await see(screens.desktop, { STRIPE_API_URL: `http://localhost:${port}` }, async (page) => {
    await needsYou(page, 'Webhook endpoint', /Disabled\./, /open this endpoint and enable it/)
    const off = /^\d+ s ahead of Stripe’s\.$/
    await needsYou(page, 'Clock', off, /Switch on the time service \(NTP\) of this computer/)
    const seconds = parseInt(await line(page, 'Clock').getByText(off).innerText(), 10)
    assert.ok(seconds >= BEHIND_SECONDS - 1 && seconds < BEHIND_SECONDS + 60, `${seconds} s`)
  })
  await house.sim.control.setWebhookEndpoint({
    url: `${house.url}/webhooks/stripe`,
    secret: webhookSecret,
  })
})
