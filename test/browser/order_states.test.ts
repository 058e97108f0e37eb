import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { expire } from '../../src/checkout/index.ts'
import { auditAndClose } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { launch } from '../chromium.ts'
import { placeOrder, tryToPlace, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { pageOf } from '../party.ts'
import { tillOf } from '../till.ts'
import { ga, placeOf, wares } from '../ware.ts'
import { assertAccessible } from './axe.ts'
import {
  endHold,
  endPayment,
  getStuck,
  issueNow,
  orderStates,
  payWithSlowBank,
  STILL_HOUSE,
} from './order_states.ts'
import { openPage, type Watched } from './page.ts'
import { keepSpoken, spokenOn } from './spoken.ts'
import { assertMoves, assertStill, assertWhole, NARROW, ZOOMED } from './whole.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse(STILL_HOUSE)
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const STILL = { viewport: NARROW, reducedMotion: 'reduce' } as const

for (const state of orderStates)
  for (const ware of wares) {
    const shown = state.shown[ware.name]
    if (shown === undefined) continue
    test(`order, ${ware.name}, ${state.name}: whole at 320 px and at 200 %, still, for everybody`, async () => {
      const order = await state.reach(house, ware)
      const guest = await openPage(browser, STILL)
      const { page } = guest
      await page.goto(pageOf(house, order))
      await page.getByText(shown).first().waitFor()
      await assertWellMade(page)
      if (state.isWaiting) {
        await page.emulateMedia({ reducedMotion: 'no-preference' })
        await assertMoves(page)
      }
      if (state.way) {
        await page.locator('#order').getByRole('link', { name: state.way.words[ware.name] }).click()
        await page.waitForURL(state.way.to)
      }
      await guest.close()
      await state.mend?.(house, order)
    })
  }

test('on a phone the date above an order is not broken', async () => {
  const guest = await openPage(browser, STILL)
  const { page } = guest
  await page.goto(pageOf(house, await placeOf(ga, house, 2)))
  for (const viewport of [NARROW, { width: 390, height: 844 }]) {
    await page.setViewportSize(viewport)
    const lines = await page.locator('.eyebrow span').evaluate((date) => {
      const range = document.createRange()
      range.selectNodeContents(date)
      return range.getClientRects().length
    })
    assert.equal(lines, 1, `${viewport.width} px`)
  }
  await guest.close()
})

for (const ware of wares) {
  test(`F09: ${ware.name}: from the bank to stuck and to the tickets, the page says each change once`, async () => {
    const order = await payWithSlowBank(house, ware)
    const guest = await follow(order)
    const { page } = guest
    await page.getByRole('heading', { name: 'One moment' }).waitFor()
    await breakIssuing(house.db)
    await endPayment(house, order)
    await page.locator('#order[data-stage=preparing]').waitFor()
    await mendIssuing(house.db)
    await getStuck(house, order)
    await page.locator('#order[data-stage=delayed]').waitFor()
    await issueNow(house, order)
    await page.locator('#order[data-stage=ready]').waitFor()
    await assertWellMade(page)
    const spoken = await spokenOn(page)
    assert.equal(spoken.length, 3, JSON.stringify(spoken))
    assert.match(spoken[0] ?? '', /^Payment received\. .* in a moment\.$/)
    assert.match(spoken[1] ?? '', /^Payment received\. .* by a person\./)
    assert.match(spoken[2] ?? '', /^(You’re in|Your table is booked)\. /)
    await guest.close()
  })

  test(`F40: ${ware.name}: a hold that ends before the guest's eyes is said once, and what is sold meanwhile is not offered`, async () => {
    const sale = await ware.open(house.db, 1)
    const order = await placeOrder(house, sale.slug, sale.wish(1))
    await endHold(house, order)
    const guest = await follow(order)
    const { page } = guest
    await page.locator('#order[data-stage=lapsed]').waitFor()
    await expire(tillOf(house), order.order_id, 'expired')
    await page.getByRole('heading', { name: 'Not paid in time' }).waitFor()
    const [said, ...more] = await spokenOn(page)
    assert.match(said ?? '', /^Not paid in time\. .* You were not charged\.$/)
    assert.deepEqual(more, [])
    const other = await tryToPlace(house, sale.slug, sale.wish(1))
    assert.equal(other.status, 201)
    await page.locator('#order .actions a').click()
    const gone = ware.name === 'GA' ? 'Sold out' : 'Held'
    await page.getByText(gone).filter({ visible: true }).first().waitFor()
    await assertWellMade(page)
    await guest.close()
  })
}

/** A guest looks at an order's page; what it says is kept. */
async function follow(order: GuestOrder): Promise<Watched> {
  const guest = await openPage(browser, STILL)
  await keepSpoken(guest.page)
  await guest.page.goto(pageOf(house, order))
  return guest
}

async function assertWellMade(page: Page): Promise<void> {
  await page.setViewportSize(NARROW)
  await assertStill(page)
  await assertWhole(page)
  await assertAccessible(page)
  await page.setViewportSize(ZOOMED)
  await assertWhole(page)
}
