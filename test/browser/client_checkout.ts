import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { stopClock } from './clock.ts'
import { openClientPage, type ClientPage, type PageOptions } from './client_page.ts'
import { openPage, type Watched } from './page.ts'

/** What a guest writes who books a VIP table. */
export const PHONE = '+49 30 1234567'

/** A guest at the checkout, as the tests of the browser's code need one. */
export interface OpenCheckout extends Pick<Watched, 'page'> {
  till: ClientPage
  /** Writes name, address and a card into the form, and a phone number where it is asked for. */
  fill: (number: string) => Promise<void>
  press: (key: string) => Promise<void>
  /** Lets time pass for the server and for the page, whose clock stands, at once. */
  pass: (ms: number) => Promise<void>
  /** Closes the window and fails if the console complained of anything. */
  assertQuiet: () => Promise<void>
}

/** What a checkout ends with: a test. */
export interface Ending {
  after(end: () => unknown): void
}

/** High enough for Pay: a click straight after a scroll is lost by headless Chromium at times. */
const PHONE_SCREEN = { viewport: { width: 390, height: 1600 } }

/** Opens a checkout as `openStill` does, whose clock goes on as clocks do. */
export async function openCheckout(...args: Parameters<typeof openStill>): Promise<OpenCheckout> {
  const checkout = await openStill(...args)
  await checkout.page.clock.resume()
  return checkout
}

/** Opens a checkout as `openLoading` does. Once the form is there, the page's clock stands. */
export async function openStill(
  t: Ending,
  browser: Browser,
  options: PageOptions = {},
  screen: BrowserContextOptions = PHONE_SCREEN,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<OpenCheckout> {
  const checkout = await openLoading(t, browser, options, screen, async (page) => {
    await page.clock.install()
    await prepare?.(page)
  })
  const { page } = checkout
  // Stripe's frames come while its clock goes on: each step of one that stands slows them down.
  await page.locator('.till-form').waitFor()
  await page.locator('.card[aria-busy=false]').waitFor()
  await stopClock(page)
  return checkout
}

/**
 * Opens the checkout in a window, `prepare`d before it loads. It ends with the test. What it shows
 * is not waited for.
 */
export async function openLoading(
  t: Ending,
  browser: Browser,
  options: PageOptions,
  screen: BrowserContextOptions,
  prepare: (page: Page) => Promise<unknown>,
): Promise<OpenCheckout> {
  const till = await openClientPage(options)
  t.after(() => till.close())
  const watched = await openPage(browser, screen)
  const { page } = watched
  t.after(() => page.context().close())
  await prepare(page)
  await page.goto(till.url, { waitUntil: 'domcontentloaded' })
  return {
    page,
    till,
    press: (key) => page.keyboard.press(key),
    pass: async (ms) => {
      till.pass(ms)
      await page.clock.fastForward(ms)
    },
    fill: async (number) => {
      await page.getByLabel('Name', { exact: true }).fill('Ada')
      await page.getByLabel('E-mail').fill('ada@guest.example')
      if (options.kind === 'vip') await page.getByLabel('Phone').fill(PHONE)
      const card = page.frameLocator('.card iframe')
      await card.locator('[name=number]').fill(number)
      await card.locator('[name=expiry]').fill('12 / 34')
      await card.locator('[name=cvc]').fill('123')
    },
    assertQuiet: () => watched.close(),
  }
}
