import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '../../src/identity/index.ts'
import { audit } from '../audit.ts'
import { mendIssuing } from '../broken_issuing.ts'
import { launch } from '../chromium.ts'
import { bookDeposit, capturesOf } from '../deposits.ts'
import { desk, stuckOrder } from '../desk.ts'
import { eventually, fulfilled, orderState, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs } from '../member.ts'
import { buy, refundIs, refundsAtStripe, refundsOf } from '../money_back.ts'
import { keys } from '../staff.ts'
import { entriesOf, ga } from '../ware.ts'
import type { Watched } from './page.ts'
import {
  assertLinks,
  assertWell,
  openAsStaff,
  screens,
  sendTogether,
  withClipboard,
} from './staff_page.ts'

let house: House
let browser: Browser
before(async () => {
  const quiet = { SWEEP_SECONDS_MAX: '0', FULFIL_RETRY_SECONDS: '0.1' }
  house = await openHouse({ ...keys, ...quiet, DEMO: '1' })
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

const PHONE = { ...screens.phone, hasTouch: true }
const DESKTOP = screens.desktop

/** Opens an order's page in the browser of somebody who is signed in. */
async function openOrder(
  { order_id }: GuestOrder,
  role: Role,
  options: BrowserContextOptions,
): Promise<Watched> {
  const staff = await openAsStaff(house, browser, role, `/dashboard/orders/${order_id}`, options)
  await staff.page.getByRole('heading', { name: /^(Story|Historia)$/ }).waitFor()
  return staff
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })

for (const [where, options] of [
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const) {
  test(`a stuck order is issued by one click, and another browser sees it (${where})`, async () => {
    const order = await stuckOrder(house, ga)
    const staff = await openOrder(order, 'owner', options)
    const other = await openOrder(order, 'host', options)
    const { page } = staff
    await page.getByText('Paid, no ticket: needs you').waitFor()
    await other.page.getByText('Paid, no ticket: needs you').waitFor()
    await page.getByRole('region', { name: 'Needs you' }).waitFor()
    await assertWell(page)
    await mendIssuing(house.db)
    await button(page, 'Issue now Ada').click()
    await page.getByText('Issued. The guest has a mail.').waitFor()
    await fulfilled(house, order, 2)
    await other.page.getByText('All done').waitFor()
    await button(page, /^Issue now/).waitFor({ state: 'detached' })
    await page.getByRole('region', { name: 'Needs you' }).waitFor({ state: 'detached' })
    await staff.close()
    await other.close()
  })

  test(`a full refund asks first, is done, and says so when it fails at Stripe (${where})`, async () => {
    const order = await buy(house, ga, 2)
    const staff = await openOrder(order, 'owner', options)
    const { page } = staff
    await button(page, 'Refund Ada').click()
    const dialog = page.getByRole('alertdialog', { name: 'Refund €49.00 to Ada?' })
    await dialog.waitFor()
    await assertWell(page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.deepEqual(await refundsOf(house, order), [])
    await button(page, 'Refund Ada').click()
    await dialog.getByRole('button', { name: 'Refund €49.00' }).click()
    await page.getByText('€49.00 is on its way back.').waitFor()
    await page.getByText('back with the guest').waitFor()
    const [asked] = await refundsOf(house, order)
    const refund = await refundIs(house, order, asked?.id ?? '', 'succeeded')
    const settled = { refund: refund.stripe_refund_id ?? '', ending: 'fail' } as const
    await house.sim.control.settleRefund({ ...settled, failure_reason: 'lost_or_stolen_card' })
    await page.getByText('failed: lost or stolen card').waitFor()
    await page.getByText('a refund did not reach the guest', { exact: false }).first().waitFor()
    await assertWell(page)
    await button(page, 'Refund Ada').click()
    await dialog.getByRole('button', { name: 'Refund €49.00' }).click()
    await page.getByText('back with the guest').waitFor()
    await staff.close()
  })

  test(`chosen tickets are refunded and void, then an amount goes back without one (${where})`, async () => {
    const order = await buy(house, ga, 3)
    const staff = await openOrder(order, 'manager', options)
    const { page } = staff
    await page.getByRole('checkbox', { name: / 2$/ }).check()
    await button(page, /^Refund chosen: €24\.50/).click()
    const tickets = page.getByRole('alertdialog', { name: 'Refund €24.50 to Ada?' })
    await tickets.getByText(/The chosen tickets are void at once/).waitFor()
    await assertWell(page)
    await tickets.getByRole('button', { name: 'Refund €24.50' }).click()
    await page.getByText('€24.50 is on its way back.').waitFor()
    await page.getByText('void', { exact: true }).waitFor()
    await page.getByText('back with the guest').waitFor()
    assert.equal((await orderState(house, order)).tickets, 2)
    const amount = page.getByLabel('Another amount (EUR)')
    await amount.fill('49.01')
    assert.equal(await button(page, /^Refund amount/).isDisabled(), true, 'more than is left')
    await amount.fill('10')
    await button(page, /^Refund amount/).click()
    const dialog = page.getByRole('alertdialog', { name: 'Refund €10.00 to Ada?' })
    await dialog.getByText('The guest keeps the tickets.').waitFor()
    await dialog.getByRole('button', { name: 'Refund €10.00' }).click()
    await eventually('two refunds', async () => (await refundsOf(house, order)).length === 2)
    const sums = (await refundsOf(house, order)).map(({ amount: sum }) => String(sum))
    assert.deepEqual(sums.toSorted(), ['1000', '2450'])
    await page.getByText('back with the guest').nth(1).waitFor()
    assert.equal((await orderState(house, order)).tickets, 2)
    await assertWell(page)
    await staff.close()
  })

  test(`by keyboard alone a host writes a note and sends the mail again, as others see (${where})`, async () => {
    const order = await buy(house, ga, 1)
    const staff = await openOrder(order, 'host', options)
    const other = await openOrder(order, 'owner', options)
    const { page } = staff
    assert.equal(await button(page, /Refund/).count(), 0)
    const member = await signedInAs(house, 'host')
    assert.equal((await desk(house, member, order, '/refund')).status, 403)
    await button(page, 'Note Ada').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: /^For your colleagues/ }).fill('Stands at the bar')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Noted.').waitFor()
    await other.page.getByText('Stands at the bar').waitFor()
    await assertWell(other.page)
    await button(page, 'Send again Ada').focus()
    await page.keyboard.press('Enter')
    await page.getByText('The mail is on its way.').waitFor()
    await other.page.getByText('Sent again', { exact: true }).waitFor()
    await eventually('the guest has it twice', async () => {
      const mails = await house.mailbox.mails()
      return (
        mails.filter(({ to }) => to.some(({ address }) => address === order.email)).length === 2
      )
    })
    await assertWell(page)
    await staff.close()
    await other.close()
  })

  test(`the guest's link is copied, and Stripe is a link away (${where})`, async () => {
    const order = await buy(house, ga, 1)
    const staff = await openOrder(order, 'host', { ...options, ...withClipboard })
    const { page } = staff
    await assertLinks(house, page.getByRole('group', { name: 'Actions: Ada' }), order)
    const payment = page.getByRole('link', { name: 'Open in Stripe' })
    const address = `${house.sim.url}/intents/${order.intent}`
    assert.equal(await payment.getAttribute('href'), address)
    await staff.close()
  })
}

test('two press Issue now at one moment: one has issued, the other hears that it was', async () => {
  const order = await stuckOrder(house, ga)
  const both = [await openOrder(order, 'owner', DESKTOP), await openOrder(order, 'manager', PHONE)]
  const pages = both.map(({ page }) => page)
  for (const page of pages) await button(page, 'Issue now Ada').waitFor()
  await mendIssuing(house.db)
  await sendTogether(pages, `**/api/dashboard/orders/${order.order_id}/issue`)
  const said = await Promise.all(
    pages.map(async (page) => {
      await button(page, 'Issue now Ada').click()
      const words = page.getByText(/^(Issued\. The guest has|The guest has everything already)/)
      return (await words.textContent()) ?? ''
    }),
  )
  assert.deepEqual(said.toSorted(), [
    'Issued. The guest has a mail.',
    'The guest has everything already.',
  ])
  const whole = { state: 'fulfilled', fulfilment: 'done', payment: 'succeeded', tickets: 2 }
  assert.deepEqual(await orderState(house, order), whole)
  assert.equal((await entriesOf(ga, house, order)).length, 2)
  const deeds = await deedsOf(house, order.order_id)
  assert.equal(deeds.filter(({ action }) => action === 'order.issue_tried').length, 1)
  for (const page of pages) await page.getByText('All done').waitFor()
  await audit(house)
  for (const one of both) await one.close()
})

for (const [where, options] of [
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const)
  test(`two press Refund at one moment: it is given back once, and both are told (${where})`, async () => {
    const order = await buy(house, ga, 2)
    const both = [
      await openOrder(order, 'owner', options),
      await openOrder(order, 'manager', options),
    ]
    const pages = both.map(({ page }) => page)
    await sendTogether(pages, `**/api/dashboard/orders/${order.order_id}/refund`)
    const said = await Promise.all(
      pages.map(async (page) => {
        await button(page, 'Refund Ada').click()
        await page.getByRole('alertdialog').getByRole('button', { name: 'Refund €49.00' }).click()
        const words = page.getByText(/^(€49\.00 is on its way back|Nothing is left|Somebody has)/)
        // A refusal is said a second time, to screen readers.
        return (await words.first().textContent()) ?? ''
      }),
    )
    const [given, refused] = said.toSorted((one) => (one.startsWith('€') ? -1 : 1))
    assert.equal(given, '€49.00 is on its way back.')
    assert.match(refused ?? '', /^(Nothing is left to give back|Somebody has given money back)/)
    for (const page of pages) {
      await page.getByText('back with the guest').waitFor()
      await button(page, 'Refund Ada').waitFor({ state: 'detached' })
    }
    const refunds = await refundsAtStripe(house, order)
    assert.deepEqual(
      refunds.map(({ amount }) => amount),
      [4900],
    )
    for (const one of both) await one.close()
  })

for (const [where, options] of [
  ['phone', PHONE],
  ['desktop', DESKTOP],
] as const)
  test(`a deposit that is only reserved is let go of from its order's page (${where})`, async () => {
    const order = await bookDeposit(house)
    const staff = await openOrder(order, 'manager', options)
    const { page } = staff
    assert.equal(await button(page, /^Refund/).count(), 0, 'nothing was charged')
    await button(page, 'Release deposit Ada').click()
    const dialog = page.getByRole('alertdialog', { name: 'Let go of €200.00 of Ada?' })
    await dialog.getByText('It is only reserved: nothing was charged. The booking ends.').waitFor()
    await assertWell(page)
    await dialog.getByRole('button', { name: 'Release €200.00' }).click()
    await page.getByText('€200.00 is let go.').waitFor()
    await page.getByText('Deposit free again').waitFor()
    await button(page, /^Release deposit/).waitFor({ state: 'detached' })
    assert.deepEqual(await orderState(house, order), {
      state: 'refunded',
      fulfilment: 'done',
      payment: 'cancelled',
      tickets: 0,
    })
    assert.equal(await capturesOf(house, order.intent), 0)
    await staff.close()
  })

test('an order is told in Spanish to whoever reads Spanish', async () => {
  const order = await buy(house, ga, 1)
  const staff = await openOrder(order, 'owner', { ...PHONE, locale: 'es-ES' })
  await staff.page.getByText('El cliente tiene todo lo que pidió.').waitFor()
  await assertWell(staff.page)
  await staff.close()
})
