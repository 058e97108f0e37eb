import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { newId } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { bookTable, keys } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'
import {
  answersOf,
  API,
  appPathsOfOne,
  asksOnlyWhenPressed,
  assertLoading,
  NOT_NOW,
  says,
  settled,
} from './app_pages.ts'
import { act, openBoard, panel } from './board_page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// Every page of one order, night or floor plan before its answer has come, where none comes, and
// where there is no such order, night or plan.

let house: House
let browser: Browser
/** What an address names, by the part of it before that. */
let ids: Record<string, string>
let night: string
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
  const { slug, night_id, types, tables } = await addVipNight(house.db)
  const order = await placeOrder(house, slug, { [types[0] ?? '']: 1 })
  await pay(house, order)
  await fulfilled(house, order, 1)
  await bookTable(house, slug, tables[0] ?? '')
  const { rows } = await house.db.query<{ id: string }>({ text: `select id from floor_plans` })
  ids = { orders: order.order_id, nights: night_id, plans: rows[0]?.id ?? '' }
  night = slug
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const NO_ORDER = 'We could not find that order. Check that the link is complete.'
const NO_NIGHT = 'We could not find that night.'

/** What each page says of what there is, and where there is no such thing. */
const saysOfOne: Record<string, [there: string, notThere: string]> = {
  '/dashboard/nights/:id': ['Concrete Garden', NO_NIGHT],
  '/dashboard/nights/:id/cancellation': [
    'Nothing of it is sold any more, at once. Everybody gets their money back by itself.',
    NO_NIGHT,
  ],
  '/dashboard/nights/:id/tables': ['Tables: Concrete Garden', NO_NIGHT],
  '/dashboard/orders/:id': ['Story', NO_ORDER],
  '/dashboard/orders/:id/preview': ['What Ada sees', NO_ORDER],
  '/dashboard/plans/:id': ['Main floor', 'There is no such plan.'],
}

test('no page of one thing is left out below', () => {
  assert.deepEqual(Object.keys(saysOfOne), appPathsOfOne.toSorted())
})

/** The address of a page: of what there is, or of `another`, which there is not. */
function addressOf(path: string, isThere: boolean): string {
  const [, , kind = ''] = path.split('/')
  const another = newId(kind === 'orders' ? 'ord' : kind === 'nights' ? 'ngt' : 'flr')
  return house.url + path.replace(':id', isThere ? (ids[kind] ?? '') : another)
}

const again = (page: Page | Locator) => page.getByRole('button', { name: 'Try again' })

for (const [size, options] of Object.entries(screens))
  test(`each page of one thing loads, says why nothing comes, and shows it by a press (${size})`, async (t) => {
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/account', options)
    const { page } = staff
    await asksOnlyWhenPressed(page)
    let isAway = true
    await page.route(API, (route) =>
      isAway ? route.fulfill({ status: 409, json: { detail: NOT_NOW } }) : route.continue(),
    )
    const answers = await answersOf(page)
    for (const [path, [there]] of Object.entries(saysOfOne))
      await t.test(path, async () => {
        isAway = true
        const letGo = answers.hold()
        try {
          await page.goto(addressOf(path, true))
          await assertLoading(page)
        } finally {
          letGo()
        }
        await page.getByRole('alert').getByText(NOT_NOW).first().waitFor()
        assert.equal(await page.getByText(there, { exact: true }).count(), 0)
        await assertWell(page)
        await again(page).first().focus()
        isAway = false
        await page.keyboard.press('Enter')
        await says(page, there)
      })
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await staff.close()
  })

for (const [size, options] of Object.entries(screens))
  test(`where there is no such thing a page says so, and leads back (${size})`, async () => {
    const { page } = await openAsStaff(house, browser, 'owner', '/dashboard/account', options)
    for (const [path, [, notThere]] of Object.entries(saysOfOne)) {
      await page.goto(addressOf(path, false))
      await page.getByRole('alert').getByText(notThere, { exact: true }).first().waitFor()
      await settled(page)
      assert.equal(await again(page).count(), 0, 'it is not there by asking again')
      assert.ok((await page.locator('.page-head').getByRole('link').count()) > 0, 'a way back')
      await assertWell(page)
    }
    // What Chromium complains of is just that.
    await page.context().close()
  })

for (const [size, options] of Object.entries(screens))
  test(`a party on the board loads, says why nothing comes, and is shown by a press (${size})`, async () => {
    const staff = await openBoard(house, browser, 'owner', night, options)
    const { page } = staff
    await asksOnlyWhenPressed(page)
    await page.reload()
    await settled(page)
    let isAway = true
    await page.route(API, (route) =>
      isAway ? route.fulfill({ status: 409, json: { detail: NOT_NOW } }) : route.continue(),
    )
    const letGo = (await answersOf(page)).hold()
    try {
      // On the plan, or in the list that stands in its place on a phone.
      await page
        .locator('.board-main')
        .getByRole('button', { name: /^Table 1\b/ })
        .click()
      await panel(page).locator('.bones').waitFor()
      await assertWell(page)
    } finally {
      letGo()
    }
    await panel(page).getByRole('alert').getByText(NOT_NOW).waitFor()
    await assertWell(page)
    isAway = false
    await again(panel(page).getByRole('alert')).press('Enter')
    await act(page, 'Move').waitFor()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await staff.close()
  })
