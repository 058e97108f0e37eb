import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { eventually, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { CARD, fillCard, nameGuest, payButton } from '../steps.ts'
import { addVipNight } from '../vip_catalog.ts'
import { assertAccessible } from './axe.ts'
import { stopClock } from './clock.ts'
import { openPage } from './page.ts'

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
  desktop: { viewport: { width: 1280, height: 1200 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
}

/** Holds a table for so many and opens its checkout. */
async function openTable(page: Page, heads: number): Promise<void> {
  const tables = [{ guests_included: 3 }]
  const night = await addVipNight(house.db, { tables, packages: [{ price_minor: 45_000 }] })
  const [package_id = ''] = night.packages
  const table = { wished_id: night.tables[0] ?? '', party_size: heads, package_id }
  const { status, body } = await tryToPlace(house, night.slug, { table })
  assert.equal(status, 201)
  await page.goto(String(body['checkout_url']))
}

async function payDeposit(page: Page, email: string): Promise<void> {
  await nameGuest(page, email)
  await page.getByLabel('Phone').fill('+49 30 1234567')
  await fillCard(page, CARD.good)
  await payButton(page, '€200').click()
  await page.getByRole('heading', { name: 'Your table is booked' }).waitFor()
}

/** A picture for whoever asks for one: SHOTS=folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

const claimLink = (page: Page, n: number) =>
  page.getByRole('textbox', { name: new RegExp(`^Link to forward.*pass ${n}$`) }).inputValue()

for (const [name, screen] of Object.entries(SCREENS)) {
  test(`${name}: a booked table shows its passes; one is claimed, one taken back, two are added`, async () => {
    const booker = await openPage(browser, screen)
    const { page } = booker
    await openTable(page, 3)
    await payButton(page, '€200').waitFor()
    await page.getByText('Tables are kept until half past eleven').waitFor()
    await assertAccessible(page)
    await shoot(page, `checkout-${name}`)
    await payDeposit(page, `party-${name}@guest.example`)
    await page.getByText('0 of 3 claimed').waitFor()
    await assertAccessible(page)
    await shoot(page, `booking-${name}`)

    const guest = await openPage(browser, screen)
    const link = await claimLink(page, 2)
    await guest.page.goto(link)
    await assertAccessible(guest.page)
    await shoot(guest.page, `pass-open-${name}`)
    await guest.page.getByLabel('Your name').fill('Grace Hopper')
    await guest.page.getByRole('button', { name: 'Claim this pass' }).click()
    await guest.page.getByRole('heading', { name: 'You’re in' }).waitFor()
    await guest.page.getByRole('img', { name: 'QR code of your pass' }).waitFor()
    await assertAccessible(guest.page)
    await shoot(guest.page, `pass-claimed-${name}`)

    // The booker looks on, and does nothing.
    await page.getByText('1 of 3 claimed').waitFor()
    await page.getByText('Claimed: Grace Hopper').waitFor()
    await page.reload()
    await page.getByText('1 of 3 claimed').waitFor()
    await page.locator('.manage summary').nth(1).click()
    await assertAccessible(page)
    await shoot(page, `booking-managed-${name}`)
    await page.locator('details[open]').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('0 of 3 claimed').waitFor()
    // The page that was there counts anew by itself, maybe before the next one has come.
    await eventually('another link', async () => (await claimLink(page, 2)) !== link)
    await guest.page.reload()
    await guest.page.getByRole('heading', { name: 'Not valid any more' }).waitFor()
    await assertAccessible(guest.page)
    await shoot(guest.page, `pass-void-${name}`)
    await guest.page.context().close()

    await page.getByLabel('How many more').selectOption('2')
    await page.getByRole('button', { name: 'Pay for more guests' }).click()
    await fillCard(page, CARD.good)
    await shoot(page, `more-checkout-${name}`)
    await payButton(page, '€40').click()
    await page.getByRole('heading', { name: 'Your guests are booked in' }).waitFor()
    await assertAccessible(page)
    await shoot(page, `more-${name}`)
    await page.getByRole('link', { name: 'Open your booking' }).click()
    await page.getByText('0 of 5 claimed').waitFor()
    await booker.close()
    await audit(house)
  })

  test(`${name}: without a script a pass is named, taken back and claimed all the same`, async () => {
    const booker = await openPage(browser, screen)
    await openTable(booker.page, 2)
    await payDeposit(booker.page, `plain-${name}@guest.example`)
    const url = booker.page.url()
    await booker.close()
    const watched = await openPage(browser, { ...screen, javaScriptEnabled: false })
    const { page } = watched
    await page.goto(url)
    assert.equal(await page.getByRole('button', { name: 'Copy link' }).count(), 0)
    await page.locator('.manage summary').first().click()
    await page.getByLabel('Whose pass is it?').first().fill('Bob')
    await page.getByRole('button', { name: 'Save name' }).first().click()
    await page.getByText('Claimed: Bob').waitFor()
    await page.locator('.manage summary').first().click()
    await page.locator('details[open]').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('0 of 2 claimed').waitFor()
    await page.goto(await claimLink(page, 1))
    await page.getByLabel('Your name').fill('Carol')
    await page.getByRole('button', { name: 'Claim this pass' }).click()
    await page.getByText('This pass is for Carol.').waitFor()
    await watched.close()
  })
}

test('the link of a pass is copied by its button, which says so', async () => {
  const watched = await openPage(browser, {
    ...SCREENS['desktop'],
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const { page } = watched
  await page.clock.install()
  await openTable(page, 2)
  await payDeposit(page, 'copy@guest.example')
  const link = await claimLink(page, 1)
  await stopClock(page)
  await page.getByRole('button', { name: /^Copy link.*pass 1$/ }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link)
  await page.clock.runFor(3000)
  await page.getByRole('button', { name: /^Copy link.*pass 1$/ }).waitFor()
  await watched.close()
})
