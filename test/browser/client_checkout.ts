import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
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
  /** Closes the window and fails if the console complained of anything. */
  assertQuiet: () => Promise<void>
}

/** What a checkout ends with: a test. */
export interface Ending {
  after(end: () => unknown): void
}

/** Opens the checkout in a phone's window, `prepare`d before it loads. It ends with the test. */
export async function openCheckout(
  t: Ending,
  browser: Browser,
  options: PageOptions = {},
  screen: BrowserContextOptions = { viewport: { width: 390, height: 844 } },
  prepare?: (page: Page) => Promise<unknown>,
): Promise<OpenCheckout> {
  const till = await openClientPage(options)
  t.after(() => till.close())
  const watched = await openPage(browser, screen)
  const { page } = watched
  t.after(() => page.context().close())
  await prepare?.(page)
  await page.goto(till.url, { waitUntil: 'domcontentloaded' })
  await page.locator('.till-form').waitFor()
  return {
    page,
    till,
    press: (key) => page.keyboard.press(key),
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
