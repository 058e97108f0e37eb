import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Payment } from '../../src/payments/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { bookDeposit, mailTo, PARTY, paymentOf, type DepositOrder } from '../deposits.ts'
import { orderState } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf } from '../member.ts'
import { alertOpened } from '../sweep.ts'
import { assertWell, openAsStaff, screens, sendTogether } from './staff_page.ts'

// What becomes of a booking whose deposit has lapsed is decided in its alert. A card is held for an
// hour only, so that Stripe's time need not be moved by a week.

const HELD_SECONDS = 3600

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await house.sim.control.configure({ capture_window_s: HELD_SECONDS })
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

/** A booked table whose authorisation has ended, and of which the owner is told. */
async function lapsed(): Promise<DepositOrder & { payment: Payment }> {
  const order = await bookDeposit(house)
  await house.sim.control.advanceClock({ seconds: HELD_SECONDS + 60 })
  const { subject_id } = await alertOpened(house, 'authorisation_expired')
  const payment = await paymentOf(house, order)
  assert.equal(subject_id, payment.id)
  return { ...order, payment }
}

const WHAT = /^(New: )?The authorisation of a deposit has ended uncaptured/
const alertOn = (page: Page): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: WHAT }) })

/** A way out of the alert: its name, and what is asked before it is gone. */
type Way = readonly [name: string, title: string]
const KEEP: Way = ['Keep the booking', 'Keep the booking without its deposit?']
const CALL_OFF: Way = ['Cancel the booking', 'Cancel the booking?']

/** Presses one of the ways out, and finds the question that comes, and its yes. */
async function press(page: Page, [name, title]: Way): Promise<{ dialog: Locator; yes: Locator }> {
  await alertOn(page).getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('alertdialog', { name: title })
  await dialog.waitFor()
  return { dialog, yes: dialog.getByRole('button', { name, exact: true }) }
}

/** What members have decided about a deposit, and who. */
async function decisions({ id }: Payment): Promise<string[]> {
  const deeds = await deedsOf(house, id)
  return deeds
    .filter(({ action }) => /^deposit\.(waived|given_up)$/.test(action))
    .map(({ action, actor }) => `${action} by ${actor}`)
}

for (const [size, options] of Object.entries(screens)) {
  test(`a booking is kept without its lapsed deposit, when somebody has said yes (${size})`, async () => {
    const order = await lapsed()
    const owner = await openAsStaff(house, browser, 'owner', '/dashboard/alerts', options)
    const other = await openAsStaff(house, browser, 'manager', '/dashboard/alerts', options)
    const { page } = owner
    await alertOn(other.page).waitFor()
    await alertOn(page).getByRole('button', { name: WHAT }).click()
    await alertOn(page).getByText('Ada', { exact: true }).waitFor()
    await alertOn(page).getByText('€200.00').first().waitFor()
    await assertWell(page)
    const { dialog, yes } = await press(page, KEEP)
    await dialog.getByText(/is due at the door then; one that does not is given up\.$/).waitFor()
    await assertWell(page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.deepEqual(await decisions(order.payment), [], 'nobody has said yes')
    await press(page, KEEP)
    await yes.click()
    await page.getByText('It is decided.').waitFor()
    await alertOn(page).getByText('Resolved', { exact: true }).waitFor()
    await alertOn(page).getByRole('button', { name: KEEP[0] }).waitFor({ state: 'detached' })
    await alertOn(other.page).waitFor({ state: 'detached' })
    await assertWell(page)
    assert.deepEqual(await decisions(order.payment), ['deposit.waived by Olga Owner'])
    const kept = { state: 'fulfilled', fulfilment: 'done', payment: 'cancelled', tickets: PARTY }
    assert.deepEqual(await orderState(house, order), kept)
    await owner.close()
    await other.close()
  })

  test(`a booking is called off for its lapsed deposit, and its guest is told (${size})`, async () => {
    const order = await lapsed()
    const staff = await openAsStaff(house, browser, 'manager', '/dashboard/alerts', options)
    const { page } = staff
    await alertOn(page).getByRole('button', { name: WHAT }).click()
    const { dialog, yes } = await press(page, CALL_OFF)
    await dialog.getByText('Its table is free again, and the guest is told.').waitFor()
    await assertWell(page)
    await yes.click()
    await page.getByText('It is decided.').waitFor()
    await alertOn(page).getByText('Resolved', { exact: true }).waitFor()
    assert.deepEqual(await decisions(order.payment), ['deposit.given_up by Mateo Manager'])
    const { state, tickets } = await orderState(house, order)
    assert.deepEqual([state, tickets], ['refunded', 0])
    assert.equal((await bookingOfOrder(house.db, order.order_id))?.state, 'cancelled')
    await mailTo(house, order.email, 'Your booking has ended')
    await staff.close()
  })
}

test('two decide differently at one moment: the first one counts, the other is told', async () => {
  const order = await lapsed()
  const both = [
    await openAsStaff(house, browser, 'owner', '/dashboard/alerts', screens.desktop),
    await openAsStaff(house, browser, 'manager', '/dashboard/alerts', screens.phone),
  ]
  const pages = both.map(({ page }) => page)
  for (const page of pages) await alertOn(page).getByRole('button', { name: WHAT }).click()
  await sendTogether(pages, '**/api/dashboard/alerts/*/decide')
  const said = await Promise.all(
    pages.map(async (page, n) => {
      const { yes } = await press(page, n === 0 ? KEEP : CALL_OFF)
      await yes.click()
      const words = page.getByText(/^(It is decided|The deposit of this order has not)/)
      // A refusal is said a second time, to screen readers.
      return (await words.first().textContent()) ?? ''
    }),
  )
  assert.deepEqual(said.toSorted(), [
    'It is decided.',
    'The deposit of this order has not expired, or that is decided already.',
  ])
  const isKept = said[0] === 'It is decided.'
  const done = isKept ? 'deposit.waived by Olga Owner' : 'deposit.given_up by Mateo Manager'
  assert.deepEqual(await decisions(order.payment), [done])
  const { state, tickets } = await orderState(house, order)
  assert.deepEqual([state, tickets], isKept ? ['fulfilled', PARTY] : ['refunded', 0])
  for (const one of both) await one.close()
})
