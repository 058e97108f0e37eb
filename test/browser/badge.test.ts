import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launch } from '../chromium.ts'
import { placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { addVipNight } from '../vip_catalog.ts'
import { appPaths, appPathsOfOne, settled } from './app_pages.ts'
import { assertNotWider, assertWell, openAsStaff, screens } from './staff_page.ts'

// How many alerts nobody has read is in sight on every page, in the longest way to write it.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  const night = await addVipNight(house.db, { doors_in: '-1 hours', tables: [{}, {}] })
  const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 1 })
  const { rows } = await house.db.query<{ id: string }>({ text: `select id from floor_plans` })
  ids = { orders: order.order_id, nights: night.night_id, plans: rows[0]?.id ?? '' }
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id, detail)
           select 'alr_0many' || lpad(n::text, 4, '0'), 'event_failed', 'evt_' || n,
                  jsonb_build_object('type', 'charge.number_' || n)
             from generate_series(1, 120) n`,
  })
  browser = await launch()
})
after(async () => {
  await browser.close()
  await house.close()
})

const narrow = { viewport: { width: 320, height: 640 } }
/** All pages: the app's, with those of one order, night and floor plan, and the server's. */
const paths = [...appPaths, ...appPathsOfOne, '/dashboard/members', '/dashboard/account']
/** What `:id` stands for, by the part of an address before it. */
let ids: Record<string, string>

/** The badge says so, is wholly in the window, and nothing is in front of it. */
async function assertBadgeSeen(page: Page): Promise<void> {
  const badge = page.locator('#places a[href="/dashboard/alerts"] .badge')
  await badge
    .locator('[aria-hidden]')
    .filter({ hasText: /^99\+$/ })
    .waitFor()
  const isSeen = await badge.evaluate((part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect()
    const { clientWidth, clientHeight } = document.documentElement
    const isInside = left >= 0 && top >= 0 && right <= clientWidth && bottom <= clientHeight
    const atItsPlace = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return isInside && part.contains(atItsPlace)
  })
  assert.ok(isSeen, `the badge is out of sight on ${page.url()}`)
  assert.equal(await page.locator('#menu:popover-open').count(), 0, 'nothing is unfolded')
}

const sizes: [string, BrowserContextOptions, isFolded: boolean][] = [
  ['320 px', narrow, true],
  ['desktop', screens.desktop, false],
]

for (const [size, options, isFolded] of sizes)
  test(`more than 99 unread alerts are in sight on every page (${size})`, async (t) => {
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/account', options)
    const { page } = staff
    for (const path of paths)
      await t.test(path, async () => {
        await page.goto(house.url + path.replace(/(?<=\/(\w+)\/):id/, (_, kind) => ids[kind] ?? ''))
        await settled(page)
        assert.equal(await page.getByRole('alert').count(), 0, 'what it is about is there')
        assert.equal(await page.getByRole('button', { name: 'Menu' }).isVisible(), isFolded)
        await assertBadgeSeen(page)
        await assertNotWider(page)
      })
    await staff.close()
  })

test('in Spanish, whose words are longer, they are in sight at 320 px, and are read out', async () => {
  const spanish = { ...narrow, locale: 'es-ES' }
  const staff = await openAsStaff(house, browser, 'owner', '/dashboard/orders', spanish)
  const { page } = staff
  await page.getByRole('heading', { level: 1, name: 'Pedidos' }).waitFor()
  await settled(page)
  await assertBadgeSeen(page)
  await page.getByRole('link', { name: /^Avisos ?Más de 99 avisos sin leer$/ }).waitFor()
  await assertWell(page)
  await staff.close()
})
