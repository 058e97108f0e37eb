import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { addNight } from '../catalog.ts'
import { openHouse, type House } from '../house.ts'
import { addVipNight } from '../vip_catalog.ts'
import { assertAccessible } from './axe.ts'

// A guest behind an address that is full of orders that nobody has paid for.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ UNPAID_PLACES_MAX: '1' })
  browser = await launch()
})
after(async () => {
  await browser.close()
  await house.close()
})

/** An address that nobody has (RFC 5737); all of it is taken by the first order. */
let guests = 0
async function fullAddress(): Promise<string> {
  const address = `192.0.2.${++guests}`
  const { slug, types } = await addNight(house.db)
  const who = { order_id: newId('ord'), order_secret: newSecret(), night: slug }
  const lines = [{ ticket_type_id: types[0], quantity: 1 }]
  const response = await fetch(`${house.url}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ ...who, lines }),
  })
  assert.equal(response.status, 201)
  return address
}

/** A guest of the house behind such an address has chosen two, and pressed the button. */
async function chooseTwo(
  ware: string,
  options: BrowserContextOptions = {},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const extraHTTPHeaders = { 'x-forwarded-for': await fullAddress() }
  const context = await browser.newContext({ locale: 'en-GB', extraHTTPHeaders, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(45_000)
  await prepare?.(page)
  if (ware === 'GA') {
    const { slug, types } = await addNight(house.db)
    await page.goto(`${house.url}/nights/${slug}`)
    await page.locator(`[name="quantity_${types[0]}"]`).selectOption('2')
    await page.locator(`form[action="/nights/${slug}/orders"] button[type=submit]`).click()
  } else {
    const { slug, tables } = await addVipNight(house.db, { tables: [{}] })
    await page.goto(`${house.url}/nights/${slug}/tables/${tables[0]}`)
    await page.getByRole('button', { name: 'Continue to payment' }).click()
  }
  return page
}

for (const ware of ['GA', 'VIP'])
  test(`F76: a guest whose address is full is led on to the checkout, with nothing to click (${ware})`, async () => {
    const page = await chooseTwo(ware)
    await page.waitForURL(/\/orders\/ord_\w+\/\w+\/checkout$/)
    await page.locator('.till-form').waitFor()
    await page.context().close()
    await audit(house)
  })

test('F76: without a script the page says why and when to come back, and its button asks again', async () => {
  const page = await chooseTwo('GA', { javaScriptEnabled: false })
  await page.getByText('that nobody has paid for yet').waitFor()
  await page.waitForLoadState()
  const text = await page.locator('main').innerText()
  assert.match(text, /One moment/i)
  assert.match(text, /that nobody has paid for yet come from your internet connection/)
  assert.doesNotMatch(text, /doing some work/)
  // The next page reads as this one.
  const next = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Try again' }).click()
  await next
  await page.getByText('that nobody has paid for yet').waitFor()
  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '192.0.2.250' })
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.waitForURL(/\/orders\/ord_\w+\/\w+\/checkout$/)
  await page.context().close()
  await audit(house)
})

test('F76: while the browser works the page says so, and is fit for everybody', async () => {
  // Its script does not come, so that the page stands still.
  const page = await chooseTwo('GA', { locale: 'es-ES' }, (opened) =>
    opened.route(/\/assets\/proof-[\w-]+\.js$/, (route) => route.abort()),
  )
  await page.locator('main').getByText('Un momento').first().waitFor()
  await page.locator('#working').evaluate((said) => said.removeAttribute('hidden'))
  assert.match(await page.locator('main').innerText(), /esta página sigue sola/)
  await assertAccessible(page)
  await page.context().close()
})
