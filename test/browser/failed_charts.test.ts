import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { expire } from '../../src/checkout/index.ts'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { declineNoted, readCsv } from '../dashboard_lists.ts'
import { eventually, fulfilled, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { tillOf } from '../till.ts'
import { ga, vip, type OnSale } from '../ware.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// Each chart of the failed payments as a table and as a file, of the night that was chosen.

const DECLINED = 'pm_card_visa_chargeDeclined'
const INSUFFICIENT = 'pm_card_visa_chargeDeclinedInsufficientFunds'
const EXPIRED = 'pm_card_chargeDeclinedExpiredCard'

let house: House
let browser: Browser
let nights: { ga: OnSale; vip: OnSale }
/** From payment to tickets of the one order of the GA night that was paid. */
let wait_ms: number

before(async () => {
  // What is still held has to be so until the last page is read, however slow all of this is.
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0', HOLD_MINUTES: '600' })
  browser = await launch()
  nights = { ga: await ga.open(house.db), vip: await vip.open(house.db, 2) }
  const back = await placeAndFail(nights.ga, 2, INSUFFICIENT, INSUFFICIENT)
  await pay(house, back)
  await fulfilled(house, back, 2)
  await placeAndFail(nights.ga, 1, DECLINED)
  const lost = await placeAndFail(nights.ga, 3, EXPIRED)
  await expire(tillOf(house), lost.order_id, 'released')
  await eventually('it is over', async () => (await orderState(house, lost)).state === 'expired')
  await placeAndFail(nights.vip, 2, DECLINED)
  const table = await placeOrder(house, nights.vip.slug, nights.vip.wish(2))
  await pay(house, table)
  await fulfilled(house, table, 2)
  const { rows } = await house.db.query<{ ms: number }>({
    text: `select (extract(epoch from fulfilled_at - paid_at) * 1000)::float8 as ms from orders
            where id = $1`,
    values: [back.order_id],
  })
  wait_ms = rows[0]?.ms ?? assert.fail('it was paid')
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

/** An order of a night for so many heads, whose cards were declined one after the other. */
async function placeAndFail(night: OnSale, heads: number, ...cards: string[]) {
  const order = await placeOrder(house, night.slug, night.wish(heads))
  for (const card of cards) await pay(house, order, card)
  await declineNoted(house, order, cards.length)
  return order
}

const figure = (page: Page, name: string) =>
  page.locator('.failed-figures > div').filter({ hasText: name })
const chart = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** The lines of a chart's table, once it is unfolded. */
async function tableOf(page: Page, name: string): Promise<string[][]> {
  await chart(page, name).getByText('As a table').click()
  const lines = chart(page, name).locator('tbody').getByRole('row')
  await lines.first().waitFor()
  return Promise.all((await lines.all()).map((line) => line.getByRole('cell').allTextContents()))
}

/** The lines of a chart's file, without its head. */
async function fileOf(page: Page, name: string): Promise<string[][]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: `${name}, as a CSV file` }).click(),
  ])
  return readCsv(await readFile(await download.path(), 'utf8')).slice(1)
}

/** So many of each of these columns in all lines, from the second one on. */
const sums = (lines: string[][]) =>
  [1, 2, 3, 4, 5].map((at) => lines.reduce((sum, line) => sum + Number(line[at]), 0))

const byCode = (lines: string[][]) => lines.toSorted(([one], [other]) => (one! < other! ? -1 : 1))

/** What the GA night had, on the page and in the files. */
async function assertNight(page: Page): Promise<void> {
  assert.deepEqual(byCode(await tableOf(page, 'Declines by code')), [
    ['expired_card', 'The card has expired', '1', '0'],
    ['generic_decline', 'Declined, no reason given', '1', '0'],
    ['insufficient_funds', 'Not enough money on the card', '1', '1'],
  ])
  assert.deepEqual(byCode(await fileOf(page, 'Declines by code')), [
    ['expired_card', '1', '0'],
    ['generic_decline', '1', '0'],
    ['insufficient_funds', '1', '1'],
  ])
  // Tries, paid, declines, retries, without an answer; in one five minutes, or in two.
  for (const lines of [
    await tableOf(page, 'Tries over time'),
    await fileOf(page, 'Tries over time'),
  ])
    assert.deepEqual(sums(lines), [5, 1, 3, 1, 0])
  const [came, ...others] = await tableOf(page, 'Who came back')
  assert.match(came?.[0] ?? '', /Concrete Garden · GA$/)
  assert.deepEqual([came?.slice(1), others], [['3', '1', '33.3%'], []])
  const { slug } = nights.ga
  const [[name, title, , kind, failed, recovered, rate] = []] = await fileOf(page, 'Who came back')
  const known = [slug, 'Concrete Garden', 'ga']
  assert.deepEqual([name, title, kind, failed, recovered], [...known, '3', '1'])
  assert.ok(Math.abs(Number(rate) - 1 / 3) < 0.001, rate)
  assert.deepEqual((await tableOf(page, 'Money at risk'))[0]?.slice(1), ['€24.50', '€73.50', '2'])
  const [risk] = await fileOf(page, 'Money at risk')
  assert.deepEqual(risk?.slice(4), ['1', '24.5', '1', '73.5', 'eur'])
  const [waited] = await tableOf(page, 'From payment to ticket')
  assert.deepEqual(waited?.slice(1, 3), ['1', '1'])
  assert.match(waited?.[3] ?? '', /^\d+(\.\d+)? (ms|s)$/)
  assert.equal(waited?.[3], waited?.[4], 'one order is the fastest and the slowest')
  const [waits = []] = await fileOf(page, 'From payment to ticket')
  assert.deepEqual(waits.slice(4, 6), ['1', '1'])
  for (const ms of waits.slice(6))
    assert.ok(Math.abs(Number(ms) - wait_ms) <= 1, `${ms} ${wait_ms}`)
}

for (const [screen, options] of Object.entries(screens))
  test(`every chart of the chosen night has its table and its file (${screen})`, async () => {
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/failed', options)
    const { page } = staff
    await figure(page, 'Came back and paid').getByText('1 of 4 orders that failed').waitFor()
    await page.getByLabel('Night', { exact: true }).selectOption(nights.ga.slug)
    await page.waitForURL(`**/dashboard/failed?night=${nights.ga.slug}`)
    await figure(page, 'Came back and paid').getByText('1 of 3 orders that failed').waitFor()
    await figure(page, 'At risk, still held').getByText('€24.50').waitFor()
    await figure(page, 'Lost').getByText('€73.50').waitFor()
    assert.equal(await page.locator('.recharts-surface').count(), 5)
    await assertNight(page)
    await assertWell(page)

    await page.getByLabel('Sold as', { exact: true }).selectOption('vip')
    await page.getByText('No payment has failed here.').waitFor()
    await page.getByLabel('Night', { exact: true }).selectOption('')
    await figure(page, 'Came back and paid').getByText('0 of 1 orders that failed').waitFor()
    await figure(page, 'At risk, still held').getByText('€200.00').waitFor()
    const [table] = await fileOf(page, 'Money at risk')
    assert.deepEqual([table?.[0], table?.[3]], [nights.vip.slug, 'vip'])
    await page.getByLabel('Sold as', { exact: true }).selectOption('ga')
    await figure(page, 'Came back and paid').getByText('1 of 3 orders that failed').waitFor()
    await staff.close()
  })
