import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '../../src/identity/index.ts'
import { audit } from '../audit.ts'
import { mendIssuing } from '../broken_issuing.ts'
import { launch } from '../chromium.ts'
import { desk, stuckOrder } from '../desk.ts'
import { eventually, fulfilled, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { buy, refundIs, refundsOf } from '../money_back.ts'
import { keys } from '../staff.ts'
import { ga } from '../ware.ts'
import { assertAccessible } from './axe.ts'
import { openPage, type Watched } from './page.ts'

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

const SESSION = 'coatcheck.session_token'
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }
const DESKTOP = { viewport: { width: 1440, height: 900 } }

/** Opens an order's page in the browser of somebody who is signed in. */
async function openOrder(
  { order_id }: GuestOrder,
  role: Role,
  options: BrowserContextOptions = DESKTOP,
): Promise<Watched> {
  const staff = await openPage(browser, options, [SESSION])
  const cookie = (await signedInAs(house, role)).cookie()
  const [name = '', value = ''] =
    cookie
      .split('; ')
      .find((one) => one.startsWith(SESSION))
      ?.split('=') ?? []
  await staff.page.context().addCookies([{ name, value, url: house.url }])
  await staff.page.goto(`${house.url}/dashboard/orders/${order_id}`)
  await staff.page.getByRole('heading', { name: /^(Story|Historia)$/ }).waitFor()
  return staff
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })

/** Nothing is wider than the window, and axe finds nothing. */
async function assertFit(page: Page): Promise<void> {
  await assertAccessible(page)
  const [width, room] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ])
  assert.ok((width ?? 0) <= (room ?? 0), `${width} in ${room}`)
}

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
    await assertFit(page)
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
    await assertFit(page)
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
    await assertFit(page)
    await button(page, 'Refund Ada').click()
    await dialog.getByRole('button', { name: 'Refund €49.00' }).click()
    await page.getByText('back with the guest').waitFor()
    await staff.close()
  })
}

test('chosen tickets are refunded and void, and then an amount goes back without a ticket', async () => {
  const order = await buy(house, ga, 3)
  const staff = await openOrder(order, 'manager')
  const { page } = staff
  await page.getByRole('checkbox', { name: / 2$/ }).check()
  await button(page, /^Refund chosen: €24\.50/).click()
  await button(page, 'Refund €24.50').last().click()
  await page.getByText('€24.50 is on its way back.').waitFor()
  await page.getByText('void', { exact: true }).waitFor()
  await page.getByText('back with the guest').waitFor()
  await page.getByLabel('Another amount (EUR)').fill('10')
  await button(page, /^Refund amount/).click()
  const dialog = page.getByRole('alertdialog', { name: 'Refund €10.00 to Ada?' })
  await dialog.getByRole('button', { name: 'Refund €10.00' }).click()
  await eventually('two refunds', async () => (await refundsOf(house, order)).length === 2)
  const sums = (await refundsOf(house, order)).map(({ amount }) => String(amount))
  assert.deepEqual(sums.toSorted(), ['1000', '2450'])
  await staff.close()
})

test('by keyboard alone a host writes a note, which others see; there is no refund', async () => {
  const order = await buy(house, ga, 1)
  const staff = await openOrder(order, 'host')
  const other = await openOrder(order, 'owner', PHONE)
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
  await assertFit(other.page)
  await button(page, 'Send again Ada').click()
  await page.getByText('The mail is on its way.').waitFor()
  await other.page.getByText('Sent again', { exact: true }).waitFor()
  await staff.close()
  await other.close()
})

test('an order is told in Spanish to whoever reads Spanish', async () => {
  const order = await buy(house, ga, 1)
  const staff = await openOrder(order, 'owner', { ...PHONE, locale: 'es-ES' })
  await staff.page.getByText('El cliente tiene todo lo que pidió.').waitFor()
  await assertFit(staff.page)
  await staff.close()
})
