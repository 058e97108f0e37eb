import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { eventually, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { addManyOrders } from '../many_orders.ts'
import { ga, type OnSale } from '../ware.ts'
import { API, asksOnlyWhenPressed, settled } from './app_pages.ts'
import { keepSpoken, spokenOn } from './spoken.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// A page whose answers fail after the first ones have come: it says as of when it is, and is never
// taken for current.

let house: House
let browser: Browser
let onSale: OnSale
let order_id: string
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  onSale = await ga.open(house.db)
  order_id = (await placeOrder(house, onSale.slug, onSale.wish(1))).order_id
  browser = await launch()
})
after(async () => {
  await browser.close()
  await house.close()
})

const [LOADED, FAILED] = ['2026-12-04T20:41:30Z', '2026-12-04T20:52:00Z']
/** Berlin's clock when all of it was last loaded. */
const SAID = 'What you see is as of 21:41. It could not be loaded since.'

/** What fails while it is on: the server, or the line to it. */
async function troubleOn(page: Page, kind: 'server' | 'line') {
  const trouble = { isOn: false, asked: 0 }
  await page.route(API, async (route) => {
    if (!trouble.isOn) return route.continue()
    trouble.asked += 1
    return kind === 'server'
      ? route.fulfill({ status: 500, json: { detail: 'Out of order.' } })
      : route.abort('connectionrefused')
  })
  return trouble
}

/** Somebody comes back to the page, which has it ask for all that it shows. */
const comeBack = (page: Page) =>
  page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))

/** Each kind of trouble is met on a screen of its own, and by Tonight and an order on both. */
const walks = {
  phone: { kind: 'server', paths: ['', '/orders', '/pending', '/alerts', '/failed', '/settings'] },
  desktop: { kind: 'line', paths: ['', '/board', '/nights', '/audit', '/door'] },
} as const

for (const [screen, { kind, paths }] of Object.entries(walks))
  test(`no page stands as current when the ${kind} fails (${screen})`, async (t) => {
    const options = screens[screen as keyof typeof walks]
    const { page } = await openAsStaff(house, browser, 'owner', '/dashboard/account', options)
    await keepSpoken(page)
    await asksOnlyWhenPressed(page)
    const trouble = await troubleOn(page, kind)
    for (const path of [...paths, `/orders/${order_id}`])
      await t.test(path, async () => {
        await page.clock.setFixedTime(LOADED)
        await page.goto(`${house.url}/dashboard${path}`)
        await settled(page)
        await page.waitForLoadState('networkidle')
        await assertSaysSo(page, trouble)
      })
    // What Chromium complains of is just that.
    await page.context().close()
  })

async function assertSaysSo(page: Page, trouble: { isOn: boolean; asked: number }): Promise<void> {
  const said = page.getByText(SAID)
  const known = await page.locator('main').innerText()
  trouble.isOn = true
  await page.clock.setFixedTime(FAILED)
  await comeBack(page)
  await said.waitFor()
  assert.equal(await page.locator('.not-loaded').count(), 0)
  for (const line of known.split('\n').slice(0, 3))
    assert.ok((await page.locator('main').innerText()).includes(line), line)
  await assertWell(page)
  const again = page.getByRole('button', { name: 'Try again' })
  const { asked } = trouble
  await again.focus()
  await page.keyboard.press('Enter')
  await eventually('it was asked for again', () => Promise.resolve(trouble.asked > asked))
  await again.waitFor()
  assert.deepEqual(
    (await spokenOn(page)).filter((sentence) => sentence === SAID),
    [SAID],
  )
  trouble.isOn = false
  await page.keyboard.press('Enter')
  await said.waitFor({ state: 'detached' })
  await page.locator('h1:focus').waitFor()
}

test('what was loaded longer ago than was said is said once it is shown', async () => {
  const { page } = await openAsStaff(house, browser, 'owner', '/dashboard/account')
  await asksOnlyWhenPressed(page)
  const trouble = await troubleOn(page, 'server')
  await page.clock.setFixedTime(LOADED)
  await page.goto(`${house.url}/dashboard/orders`)
  await settled(page)
  await page.waitForLoadState('networkidle')
  await page.clock.setFixedTime('2026-12-04T20:50:30Z')
  await page.getByRole('link', { name: 'Alerts' }).first().click()
  await page.waitForURL('**/dashboard/alerts')
  await settled(page)
  // All that this page shows is as of then, what stands on every page, too.
  const everywhere = ['/alerts/unread', '/comps/waiting'].map((path) =>
    page.waitForResponse((answer) => answer.url().endsWith(path)),
  )
  await comeBack(page)
  for (const answer of await Promise.all(everywhere)) await answer.finished()
  trouble.isOn = true
  await page.clock.setFixedTime(FAILED)
  await eventually('what is shown is asked for in vain', async () => {
    await comeBack(page)
    return (await page.getByText('What you see is as of 21:50.').count()) > 0
  })
  await page.getByRole('link', { name: 'Orders', exact: true }).first().click()
  await page.waitForURL('**/dashboard/orders')
  await page.getByText(SAID).waitFor()
  await page.context().close()
})

test('whoever is signed out meanwhile is led back to where they were', async () => {
  const path = `/dashboard/orders/${order_id}`
  const { page } = await openAsStaff(house, browser, 'owner', path, screens.phone)
  await page.getByRole('heading', { name: 'Story' }).waitFor()
  await page.context().clearCookies()
  await eventually('it is said', async () => {
    await comeBack(page)
    return (await page.getByText('You are signed out.').count()) > 0
  })
  await assertWell(page)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.waitForURL(`**/dashboard/sign-in?next=${encodeURIComponent(path)}`)
  await page.context().close()
})

test('a list that could not go on says so at its end, and goes on by a press', async () => {
  // The last test: what is made up here is in no Stripe's books.
  await audit(house)
  const { night_id, slug } = onSale
  const type_id = Object.keys(onSale.wish(1))[0] ?? ''
  await addManyOrders(house.db, { night_id, type_id, orders: 250 })
  const path = `/dashboard/orders?night=${slug}`
  const { page } = await openAsStaff(house, browser, 'owner', '/dashboard/account', screens.phone)
  await asksOnlyWhenPressed(page)
  await page.goto(house.url + path)
  await page.getByText('100 orders, and more').waitFor()
  const trouble = await troubleOn(page, 'server')
  trouble.isOn = true
  const ended = page.getByRole('alert').filter({ hasText: 'Out of order.' })
  await eventually('the end is reached', async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    return (await ended.count()) > 0
  })
  await assertWell(page)
  trouble.isOn = false
  await ended.getByRole('button', { name: 'Try again' }).press('Enter')
  await ended.waitFor({ state: 'detached' })
  await page.getByText('200 orders, and more').waitFor()
  await page.context().close()
})
