import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decode } from 'fast-png'
import jsqr from 'jsqr'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { eventually, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { CARD, fillCard, nameGuest, payButton } from '../steps.ts'
import { addVipNight } from '../vip_catalog.ts'
import { assertAccessible } from './axe.ts'
import { anotherToast, runUntil, stopClock } from './clock.ts'
import { openPage, type Watched } from './page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse()
  browser = await launch()
})
after(async () => {
  await browser.close()
  await house.close()
})

const SCREENS: Record<string, BrowserContextOptions> = {
  // High enough for Pay: a click straight after a scroll is lost by headless Chromium at times.
  desktop: { viewport: { width: 1440, height: 1200 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
}
/** From the venue's page to the checkout, with two tickets in the order. */
async function chooseTwo(page: Page, slug: string, type: string): Promise<void> {
  await page.goto(house.url)
  await page.locator(`a[href$="/nights/${slug}"]`).first().click()
  await page.locator(`[name="quantity_${type}"]`).selectOption('2')
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await page.waitForURL(/\/orders\/ord_\w+\/\w+\/checkout$/)
}

/** What is sold by one and the same checkout: tickets, and a VIP table for as many and as much. */
const WARES = ['GA', 'VIP'] as const
type Ware = (typeof WARES)[number]

/** At the checkout of an order for two heads and €49, the guest named. */
async function openOrder(page: Page, ware: Ware, email: string): Promise<void> {
  await openUnnamed(page, ware)
  await nameGuest(page, email)
  if (ware === 'VIP') await page.getByLabel('Phone').fill('+49 30 1234567')
}

async function openUnnamed(page: Page, ware: Ware): Promise<void> {
  if (ware === 'GA') {
    const night = await addNight(house.db)
    return chooseTwo(page, night.slug, night.types[0]!)
  }
  const night = await addVipNight(house.db, { tables: [{ deposit_minor: 4900 }] })
  const table = { wished_id: night.tables[0] ?? '', party_size: 2 }
  const { body } = await tryToPlace(house, night.slug, { table })
  await page.goto(String(body['checkout_url']))
}

/** By its key: a click straight after a scroll is lost by headless Chromium at times. */
const pay = (page: Page) => payButton(page, '€49').press('Enter')
const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' }).press('Enter')

async function codesOnPage(page: Page): Promise<string[]> {
  const codes: string[] = []
  for (const qr of await page.locator('svg[role="img"]').all())
    codes.push(readQr(await qr.screenshot({ animations: 'disabled' })))
  return codes
}

function readQr(png: Buffer): string {
  const { width, height, data, channels } = decode(png)
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let channel = 0; channel < 3; channel++)
      rgba[pixel * 4 + channel] = data[pixel * channels + (channels < 3 ? 0 : channel)] ?? 0
  return jsqr.default(rgba, width, height)?.data ?? 'unreadable'
}

async function codesInBooks(page: Page): Promise<string[]> {
  const { rows } = await house.db.query<{ code: string }>({
    text: `select code from tickets where order_id = $1
           union all select code from passes where order_id = $1`,
    values: [/ord_\w+/.exec(page.url())?.[0]],
  })
  return rows.map((row) => row.code)
}

async function assertTickets(page: Page): Promise<void> {
  await page.waitForURL(/\/orders\/ord_\w+\/\w+$/)
  await page.locator('svg[role="img"]').nth(1).waitFor()
  const codes = await codesOnPage(page)
  assert.equal(codes.length, 2)
  assert.deepEqual(codes.toSorted(), (await codesInBooks(page)).toSorted())
}

async function assertOneMail(email: string): Promise<void> {
  const found = async () =>
    (await house.mailbox.mails()).filter((mail) => JSON.stringify(mail.to).includes(email))
  await eventually(`the mail to ${email}`, async () => (await found()).length > 0)
  await audit(house)
  assert.equal((await found()).length, 1)
}

async function finish(guest: Watched): Promise<void> {
  await assertAccessible(guest.page)
  await guest.close()
}

const GUESTS = Object.entries(SCREENS).flatMap(([device, screen]) =>
  WARES.map((ware) => ({ name: `${ware}, ${device}`, id: `${ware}-${device}`, ware, screen })),
)
for (const { name, id, ware, screen } of GUESTS) {
  test(`${name}: two of them with 4242…; the QR codes are the ones in the books, one mail comes`, async () => {
    const guest = await openPage(browser, screen)
    const { page } = guest
    const email = `buy-${id}@guest.example`
    await openOrder(page, ware, email)
    await fillCard(page, CARD.good)
    await assertAccessible(page)
    await pay(page)
    await assertTickets(page)
    await assertOneMail(email)
    await finish(guest)
  })

  test(`${name}: a decline says so in a toast; Retry with another card pays the same intent`, async () => {
    const guest = await openPage(browser, screen)
    const { page } = guest
    await page.clock.install()
    await openOrder(page, ware, `decline-${id}@guest.example`)
    await fillCard(page, CARD.declined)
    await stopClock(page)
    await anotherToast(page, () => pay(page))
    await page.locator('.toast').getByText('Payment failed. Please try again.').waitFor()
    await assertAccessible(page)
    await page.clock.resume()
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await fillCard(page, CARD.good)
    await tryAgain(page)
    await assertTickets(page)
    const { payment_intents, charges } = await house.sim.control.ledger()
    const order = /ord_\w+/.exec(page.url())?.[0]
    const intents = payment_intents.filter((one) => one.metadata['order_id'] === order)
    assert.equal(intents.length, 1)
    const tries = charges.filter((one) => one.payment_intent === intents[0]?.id)
    assert.deepEqual(tries.map((one) => one.status).toSorted(), ['failed', 'succeeded'])
    await audit(house)
    await finish(guest)
  })

  test(`${name}: the toast has Retry, and is gone after five seconds`, async () => {
    const guest = await openPage(browser, screen)
    const { page } = guest
    await page.clock.install()
    await openOrder(page, ware, `toast-${id}@guest.example`)
    await fillCard(page, CARD.declined)
    await stopClock(page)
    await anotherToast(page, () => pay(page))
    const retry = page.getByRole('button', { name: 'Retry' })
    const box = await retry.boundingBox()
    assert.ok(box && box.height >= 44, `Retry is ${box?.height} px high`)
    // The same card is declined again: the toast comes anew, the card is still filled in.
    await anotherToast(page, () => retry.click())
    await page.mouse.move(0, 0)
    await page.clock.runFor(4900)
    assert.ok(await page.locator('.toast[data-state=open]').isVisible())
    await page.clock.runFor(200)
    await retry.waitFor({ state: 'detached' })
    assert.ok(await page.getByRole('button', { name: 'Try again' }).isVisible())
    const declines = await eventually('both declines are known', async () => {
      const { rows } = await house.db.query({
        text: `select from attempts a join payments p on p.id = a.payment_id
                where p.order_id = $1 and a.outcome = 'declined'`,
        values: [/ord_\w+/.exec(page.url())?.[0]],
      })
      return rows.length > 1 && rows
    })
    assert.equal(declines.length, 2)
    await guest.close()
  })

  test(`${name}: 3-D Secure, completed, ends with the tickets`, async () => {
    const guest = await openPage(browser, screen)
    const { page } = guest
    await openOrder(page, ware, `3ds-${id}@guest.example`)
    await fillCard(page, CARD.challenged)
    await pay(page)
    const challenge = page.frameLocator('iframe[title*="authentication" i]')
    await challenge.locator('#test-source-authorize-3ds').click()
    await assertTickets(page)
    await audit(house)
    await finish(guest)
  })

  test(`${name}: 3-D Secure, failed, is a decline that can be tried again`, async () => {
    const guest = await openPage(browser, screen)
    const { page } = guest
    await page.clock.install()
    await openOrder(page, ware, `3ds-fail-${id}@guest.example`)
    await fillCard(page, CARD.challenged)
    await pay(page)
    const challenge = page.frameLocator('iframe[title*="authentication" i]')
    await challenge.locator('#test-source-fail-3ds').waitFor()
    await stopClock(page)
    await challenge.locator('#test-source-fail-3ds').click()
    await runUntil(page, page.locator('.toast').getByText('Payment failed. Please try again.'))
    await page.clock.resume()
    await fillCard(page, CARD.good)
    await tryAgain(page)
    await assertTickets(page)
    await audit(house)
    await finish(guest)
  })
}

for (const ware of WARES)
  test(`${ware}, phone: a wallet buys two of them with nothing typed; the codes are the ones in the books`, async (t) => {
    await house.sim.control.configure({ wallets: ['apple_pay'] })
    t.after(() => house.sim.control.configure({ wallets: [] }))
    const guest = await openPage(browser, SCREENS['phone']!)
    const { page } = guest
    await openUnnamed(page, ware)
    await page.frameLocator('.wallets iframe').getByRole('button', { name: 'Apple Pay' }).click()
    const wallet = page.frameLocator('iframe[title="Test wallet"]')
    await wallet.getByRole('button', { name: 'Pay €49' }).click()
    await assertTickets(page)
    const { rows } = await house.db.query<{ guest_name: string; guest_email: string }>({
      text: 'select guest_name, guest_email from orders where id = $1',
      values: [/ord_\w+/.exec(page.url())?.[0]],
    })
    assert.deepEqual(rows, [{ guest_name: 'Test Guest', guest_email: 'guest@example.com' }])
    await audit(house)
    await finish(guest)
  })

for (const [name, screen] of Object.entries(SCREENS)) {
  test(`${name}: without JavaScript a guest chooses tickets and reaches checkout`, async () => {
    const night = await addNight(house.db)
    const guest = await openPage(browser, { ...screen, javaScriptEnabled: false })
    const { page } = guest
    await chooseTwo(page, night.slug, night.types[0]!)
    assert.match(await page.locator('body').innerText(), /€49/)
    assert.ok(await page.getByText(/JavaScript/).isVisible())
    await page.goto(`${house.url}/nights/${night.slug}`)
    await page.getByRole('button', { name: 'Get tickets' }).click()
    assert.match(await page.getByRole('alert').innerText(), /Choose at least one ticket/)
    await guest.close()
  })
}

test('the tickets appear on the waiting order page by themselves, without reloading', async () => {
  const night = await addNight(house.db)
  const guest = await openPage(browser, SCREENS['desktop']!)
  const { page } = guest
  await chooseTwo(page, night.slug, night.types[0]!)
  await nameGuest(page, 'live@guest.example')
  await fillCard(page, CARD.good)
  await house.sim.control.holdPayments()
  await pay(page)
  await page.waitForURL(/\/orders\/ord_\w+\/\w+$/)
  await page.getByText('You will not be charged twice').first().waitFor()
  await page.evaluate(() => Object.assign(window, { stillHere: true }))
  const { payment_intents } = await house.sim.control.ledger()
  const intent = payment_intents.findLast((one) => one.status === 'processing')
  await house.sim.control.settlePayment({ payment_intent: intent?.id ?? '', ending: 'succeed' })
  await assertTickets(page)
  assert.equal(await page.evaluate(() => Reflect.get(window, 'stillHere')), true)
  await audit(house)
  await finish(guest)
})

test('F26: reloaded in the middle of paying, the checkout finds the tickets by itself', async () => {
  const night = await addNight(house.db)
  const guest = await openPage(browser, SCREENS['desktop']!)
  const { page } = guest
  await chooseTwo(page, night.slug, night.types[0]!)
  await nameGuest(page, 'reload@guest.example')
  await fillCard(page, CARD.good)
  const confirming = Promise.withResolvers<void>()
  const reloaded = Promise.withResolvers<void>()
  await page.route('**/confirm', async (route) => {
    confirming.resolve()
    await reloaded.promise
    await route.fetch()
  })
  await pay(page)
  await confirming.promise
  await page.reload()
  reloaded.resolve()
  await assertTickets(page)
  await audit(house)
  await finish(guest)
})

test('a guest who goes back and takes fewer does not compete with the first choice', async () => {
  const night = await addNight(house.db, { types: [{ capacity: 2 }] })
  const guest = await openPage(browser, SCREENS['phone']!)
  const { page } = guest
  await chooseTwo(page, night.slug, night.types[0]!)
  await page.goBack()
  await page.locator(`[name="quantity_${night.types[0]}"]`).selectOption('1')
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await page.getByRole('button', { name: 'Pay €24.50' }).waitFor()
  await page.getByRole('button', { name: 'Choose other tickets' }).click()
  await page.locator(`[name="quantity_${night.types[0]}"]`).selectOption('2')
  await guest.close()
  await audit(house)
})

test('the venue and night pages are described for machines and readable for everybody', async () => {
  const night = await addNight(house.db, {
    types: [{}, { capacity: 0 }, { sales_start_in: '1 day' }],
  })
  const guest = await openPage(browser, SCREENS['desktop']!)
  const { page } = guest
  for (const path of ['/', `/nights/${night.slug}`]) {
    await page.goto(house.url + path)
    await assertAccessible(page)
    for (const property of ['og:title', 'og:description', 'og:url'])
      assert.ok(await page.locator(`meta[property="${property}"]`).getAttribute('content'))
    const image = await page.locator('meta[property="og:image"]').getAttribute('content')
    const picture = await fetch(image ?? '')
    assert.equal(picture.headers.get('content-type'), 'image/png')
    assert.equal(decode(await picture.bytes()).width, 600)
  }
  const data = await page.locator('script[type="application/ld+json"]').first().textContent()
  const event = JSON.parse(data ?? '{}') as { '@type': string; offers: unknown[] }
  assert.match(event['@type'], /Event$/)
  assert.equal(event.offers.length, 3)
  await guest.close()
})
