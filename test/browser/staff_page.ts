import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Role } from '../../src/identity/index.ts'
import { eventually, intentsAtStripe, type GuestOrder } from '../guest.ts'
import type { House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { assertAccessible } from './axe.ts'
import { openPage, type Watched } from './page.ts'

/** The screens that a page of the dashboard is tried on. */
export const screens = {
  phone: { viewport: { width: 390, height: 844 } },
  desktop: { viewport: { width: 1440, height: 900 } },
}

/** Lets a page put something on the clipboard, and a test read it there. */
export const withClipboard = { permissions: ['clipboard-read', 'clipboard-write'] }

/** A page of the dashboard, of somebody who is signed in. */
export async function openAsStaff(
  house: House,
  browser: Browser,
  role: Role,
  path: string,
  options: BrowserContextOptions = screens.desktop,
): Promise<Watched> {
  const cookies = (await signedInAs(house, role)).cookie().split('; ')
  const named = cookies.map((cookie) => {
    const [name = ''] = cookie.split('=')
    return { name, value: cookie.slice(name.length + 1), url: house.url }
  })
  const watched = await openPage(
    browser,
    options,
    named.map(({ name }) => name),
  )
  await watched.page.context().addCookies(named)
  await watched.page.goto(house.url + path)
  return watched
}

/** Nothing is wider than the window, and axe finds nothing. */
export async function assertWell(page: Page): Promise<void> {
  await assertAccessible(page)
  await assertNotWider(page)
}

/** Scrolls down a list that comes page by page, until a row of it is there. */
export async function scrollDownTo(row: Locator): Promise<void> {
  await eventually('the row is there', async () => {
    await row.page().evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    return (await row.count()) > 0
  })
}

/** Nothing is wider than the window. */
export async function assertNotWider(page: Page): Promise<void> {
  const [width, room] = await page.evaluate(
    () => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const,
  )
  assert.ok(width <= room, `${width} px in ${room} on ${new URL(page.url()).pathname}`)
}

/**
 * Beside an order, wherever its actions stand: the button copies its guest's link, which opens, and
 * the link to Stripe leads to its payment. The page was opened `withClipboard`.
 */
export async function assertLinks(
  house: House,
  within: Locator,
  order: GuestOrder,
  name = 'Ada',
): Promise<void> {
  const page = within.page()
  await within.getByRole('button', { name: `Copy link ${name}`, exact: true }).click()
  await page.getByText('The guest’s link is copied.').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  assert.equal(copied, `${house.url}/orders/${order.order_id}/${order.secret}`)
  assert.equal((await fetch(copied)).status, 200)
  const [intent] = await intentsAtStripe(house, order)
  const stripe = within.getByRole('link', { name: `Stripe ${name}`, exact: true })
  const address = (await stripe.getAttribute('href')) ?? ''
  assert.equal(address, `${house.sim.url}/intents/${intent?.id}`)
  assert.equal((await fetch(address)).status, 200)
}

/**
 * Keeps back what these pages send to an address until each of them has sent it, so that it is done
 * at one moment, however slow one of them is.
 */
export async function sendTogether(pages: Page[], address: string): Promise<void> {
  const all = Promise.withResolvers<void>()
  let sent = 0
  for (const page of pages)
    await page.route(address, async (route) => {
      sent += 1
      if (sent === pages.length) all.resolve()
      await all.promise
      await route.continue()
    })
}
