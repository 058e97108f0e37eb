import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { mendIssuing } from '../broken_issuing.ts'
import { launch } from '../chromium.ts'
import { bookDeposit, PARTY } from '../deposits.ts'
import { stuckOrder } from '../desk.ts'
import { eventually, intentsAtStripe, orderState } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf } from '../member.ts'
import { refundsAtStripe, refundsOf } from '../money_back.ts'
import { ga } from '../ware.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// What needs somebody is dealt with where it stands, on the first screen.

/** How long a card is promised, so that Stripe's time need not be moved by a week. */
const HELD_SECONDS = 3600

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0', FULFIL_RETRY_SECONDS: '0.1' })
  await house.sim.control.configure({ capture_window_s: HELD_SECONDS })
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

const needsOf = (page: Page) => page.getByRole('region', { name: /^Needs you/ })
const needNothing = (page: Page) => page.getByText('Nothing needs you.').waitFor()

for (const [screen, options] of Object.entries(screens))
  test(`a note, the mail again and a refund are a press away; another browser sees it go (${screen})`, async () => {
    const order = await stuckOrder(house, ga)
    await mendIssuing(house.db)
    const [intent] = await intentsAtStripe(house, order)
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard', options)
    const other = await openAsStaff(house, browser, 'manager', '/dashboard', options)
    const { page } = staff
    const needs = needsOf(page)
    await needs.getByRole('heading', { name: 'Paid, no ticket: 1' }).waitFor()
    await needsOf(other.page).getByRole('heading', { name: 'Paid, no ticket: 1' }).waitFor()

    // On a phone all but the first of what can be done is unfolded by a press.
    if (screen === 'phone')
      await needs.getByRole('button', { name: 'More Ada', exact: true }).click()
    await needs.getByRole('button', { name: 'Note Ada', exact: true }).click()
    const note = page.getByRole('alertdialog', { name: 'Note about Ada' })
    await note.getByRole('textbox').fill('Waits at the bar')
    await assertWell(page)
    await note.getByRole('button', { name: 'Save note' }).click()
    await page.getByText('Noted.').waitFor()

    await needs.getByRole('button', { name: 'Send again Ada', exact: true }).click()
    await page.getByText('The mail is on its way.').waitFor()

    const refund = needs.getByRole('button', { name: 'Refund Ada', exact: true })
    await refund.click()
    const dialog = page.getByRole('alertdialog', { name: 'Refund €49.00 to Ada?' })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.deepEqual(await refundsOf(house, order), [], 'nobody has said yes')
    await refund.click()
    await dialog.getByRole('button', { name: 'Refund €49.00' }).click()
    await page.getByText('€49.00 is on its way back.').waitFor()
    await needNothing(page)
    await needNothing(other.page)
    await page.getByText('Refunded', { exact: true }).first().waitFor()
    await assertWell(page)
    await eventually(
      'it is back',
      async () => (await orderState(house, order)).state === 'refunded',
    )
    const refunds = await refundsAtStripe(house, { intent: intent?.id ?? '' })
    assert.deepEqual(
      refunds.map(({ amount }) => amount),
      [4900],
    )
    const booked = await refundsOf(house, order)
    const deeds = await deedsOf(house, order.order_id, ...booked.map(({ id }) => id))
    for (const action of ['order.noted', 'mail.resent', 'refund.requested'])
      assert.equal(deeds.filter((deed) => deed.action === action).length, 1, action)
    await staff.close()
    await other.close()
  })

/** The owner at a desktop, the manager with a phone. */
const bothScreens = () =>
  Promise.all([
    openAsStaff(house, browser, 'owner', '/dashboard', screens.desktop),
    openAsStaff(house, browser, 'manager', '/dashboard', screens.phone),
  ] as const)

test('a deposit whose authorisation has ended is decided about from either screen', async () => {
  const order = await bookDeposit(house)
  const staff = await bothScreens()
  for (const { page } of staff) await needNothing(page)
  await house.sim.control.advanceClock({ seconds: HELD_SECONDS + 60 })
  for (const { page } of staff) {
    const needs = needsOf(page)
    await needs.getByRole('heading', { name: 'Deposits: 1' }).waitFor()
    await needs.getByText(/^The authorisation of a deposit has ended uncaptured/).waitFor()
    await needs.getByRole('strong').filter({ hasText: 'Ada' }).waitFor()
    await needs.getByText('€200.00').waitFor()
    await assertWell(page)
  }
  const [{ page: desktop }, { page: phone }] = staff
  await needsOf(phone)
    .getByRole('link', { name: /^Decide ?: Ada$/ })
    .click()
  await phone.getByRole('button', { name: /authorisation of a deposit has ended/ }).click()
  await phone.getByRole('button', { name: 'Keep the booking', exact: true }).click()
  const dialog = phone.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Keep the booking', exact: true }).click()
  await needNothing(desktop)
  await phone.goBack()
  await needNothing(phone)
  const kept = { state: 'fulfilled', fulfilment: 'done', payment: 'cancelled', tickets: PARTY }
  assert.deepEqual(await orderState(house, order), kept)
  for (const { close } of staff) await close()
})

// This comes last: from here on Stripe is looked at every second.
test('an endpoint that Stripe has given up needs somebody, until it works again', async () => {
  await house.restart({ SWEEP_SECONDS_MAX: '1' })
  const staff = await bothScreens()
  for (const { page } of staff) await needNothing(page)
  const { webhook_endpoints } = await house.sim.control.ledger()
  const disable = (disabled: boolean) =>
    fetch(`${house.sim.url}/v1/webhook_endpoints/${webhook_endpoints[0]?.id}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
      body: new URLSearchParams({ disabled: String(disabled) }),
    })
  await disable(true)
  for (const { page } of staff) {
    const needs = needsOf(page)
    await needs.getByRole('heading', { name: 'Stripe and its webhooks: 1' }).waitFor()
    await needs.getByText(/webhook endpoint for this box office is disabled/).waitFor()
    await assertWell(page)
  }
  await disable(false)
  for (const { page } of staff) await needNothing(page)
  for (const { close } of staff) await close()
})
