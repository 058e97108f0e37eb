import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { retryNow } from '../../src/checkout/index.ts'
import { auditAndClose } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { declineNoted } from '../dashboard_lists.ts'
import { eventually, fulfilled, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { tillOf } from '../till.ts'
import { ga } from '../ware.ts'
import { assertLinks, assertWell, openAsStaff, screens, withClipboard } from './staff_page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0', FULFIL_RETRY_SECONDS: '0.1,0.1' })
  await addVenue(house.db)
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const INSUFFICIENT = 'pm_card_visa_chargeDeclinedInsufficientFunds'

async function placeFor(name: string) {
  const { slug, wish } = await ga.open(house.db)
  return placeOrder(house, slug, wish(1), { name, email: 'guest@guest.example' })
}

/** An order whose money has come, and whose retries are used up. */
async function stuckFor(name: string) {
  const order = await placeFor(name)
  await breakIssuing(house.db)
  await pay(house, order)
  await eventually(
    'it is stuck',
    async () => (await orderState(house, order)).fulfilment === 'stuck',
  )
  await mendIssuing(house.db)
  return order
}

const cardOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, level: 2 }) })

for (const [screen, options] of Object.entries(screens))
  test(`a decline comes to Failed in words by itself, and leaves it when the guest pays (${screen})`, async () => {
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/pending', options)
    const { page } = staff
    await page.getByText('Nobody is waiting').waitFor()
    await page.getByRole('button', { name: /^Failed, not paid/ }).click()
    await page.getByText('No failed payments').waitFor()
    await assertWell(page)
    const name = `Ada ${screen}`
    const order = await placeFor(name)
    await pay(house, order, INSUFFICIENT)
    await pay(house, order, INSUFFICIENT)
    await declineNoted(house, order, 2)
    const card = cardOf(page, name)
    await card.getByText('There is not enough money on the card.').first().waitFor()
    await card.getByText('Visa ending in 9995').first().waitFor()
    await card.getByText(/^2 failed tries: 1 different, 1 repeated$/).waitFor()
    await card.getByText(/^Still held for the guest until \d\d:\d\d\.$/).waitFor()
    await page.getByRole('button', { name: 'Failed, not paid 1', exact: true }).waitFor()
    await assertWell(page)
    await pay(house, order)
    await fulfilled(house, order, 1)
    await card.waitFor({ state: 'detached' })
    await staff.close()
  })

for (const [screen, options] of Object.entries(screens))
  test(`a stuck order is issued from its card, another one is refunded from it, as others see (${screen})`, async () => {
    const [issued, refunded] = [await stuckFor(`Zoë ${screen}`), await stuckFor(`Noor ${screen}`)]
    const staff = await openAsStaff(house, browser, 'manager', '/dashboard/pending', options)
    const other = await openAsStaff(house, browser, 'owner', '/dashboard/pending', options)
    const { page } = staff
    const first = cardOf(page, `Zoë ${screen}`)
    await cardOf(other.page, `Zoë ${screen}`).waitFor()
    await cardOf(other.page, `Noor ${screen}`).waitFor()
    await first.getByText('All 2 retries have failed').waitFor()
    await first.getByText(/^Something in the box office itself is in the way/).waitFor()
    const cause = first.getByText(/tickets cannot be written/)
    assert.equal(await cause.isVisible(), false, 'it is for whoever looks into it')
    await first.getByText('For whoever looks into it').click()
    await cause.waitFor()
    await assertWell(page)
    await first.getByRole('button', { name: /^Issue now/ }).click()
    await fulfilled(house, issued, 1)
    await first.waitFor({ state: 'detached' })
    await cardOf(other.page, `Zoë ${screen}`).waitFor({ state: 'detached' })
    const second = cardOf(page, `Noor ${screen}`)
    await second.getByRole('button', { name: /^Refund/ }).click()
    await page.getByRole('alertdialog').getByRole('button').first().click()
    await eventually(
      'its money is back',
      async () => (await orderState(house, refunded)).state === 'refunded',
    )
    await second.waitFor({ state: 'detached' })
    await page.getByText('Nobody is waiting').waitFor()
    await other.page.getByText('Nobody is waiting').waitFor()
    for (const one of [staff, other]) await one.close()
  })

for (const [screen, options] of Object.entries(screens))
  test(`from a card the mail is sent again, a note written, the guest's link copied (${screen})`, async () => {
    const name = `Ines ${screen}`
    const order = await stuckFor(name)
    const copying = { ...options, ...withClipboard }
    const staff = await openAsStaff(house, browser, 'host', '/dashboard/pending', copying)
    const { page } = staff
    const card = cardOf(page, name)
    await card.getByRole('button', { name: `Send again ${name}`, exact: true }).click()
    await page.getByText('The mail is on its way.').waitFor()
    await card.getByRole('button', { name: `Note ${name}`, exact: true }).click()
    const dialog = page.getByRole('alertdialog', { name: `Note about ${name}` })
    await dialog.getByRole('textbox').fill('Waits at the north door')
    await assertWell(page)
    await dialog.getByRole('button', { name: 'Save note' }).click()
    await page.getByText('Noted.').waitFor()
    await assertLinks(house, card, order, name)
    await card.getByRole('link', { name, exact: true }).click()
    await page.getByText('Waits at the north door').waitFor()
    const mail = page.getByRole('listitem').filter({ hasText: 'Sent again' })
    await mail.getByText(/^sent /).waitFor()
    await staff.close()
    assert.equal(await retryNow(tillOf(house), order.order_id), 'issued')
    await fulfilled(house, order, 1)
  })

test('a host reads it in Spanish and decides nothing about money', async () => {
  const order = await stuckFor('Uma')
  const options = { ...screens.phone, locale: 'es-ES' }
  const staff = await openAsStaff(house, browser, 'host', '/dashboard/pending', options)
  const card = cardOf(staff.page, 'Uma')
  await card.getByText('Han fallado los 2 reintentos').waitFor()
  assert.equal(await card.getByRole('button', { name: /^(Emitir|Reembolsar)/ }).count(), 0)
  await assertWell(staff.page)
  await staff.close()
  const owner = await openAsStaff(house, browser, 'owner', '/dashboard/pending')
  await cardOf(owner.page, 'Uma')
    .getByRole('button', { name: /^Issue now/ })
    .click()
  await fulfilled(house, order, 1)
  await owner.close()
})

test('a server that does not answer is said, and asked again by a press', async () => {
  const staff = await openAsStaff(house, browser, 'owner', '/dashboard/account')
  const { page } = staff
  let isAway = true
  await page.route('**/api/dashboard/pending?*', (route) =>
    isAway ? route.fulfill({ status: 409, json: { detail: 'Not now.' } }) : route.continue(),
  )
  await page.goto(`${house.url}/dashboard/pending`)
  await page.getByRole('alert').getByText('Not now.').waitFor()
  await assertWell(page)
  await page.getByRole('button', { name: 'Try again' }).focus()
  isAway = false
  await page.keyboard.press('Enter')
  await page.getByText('Nobody is waiting').waitFor()
  await staff.close()
})
