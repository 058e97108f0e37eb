import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { CARD } from '../steps.ts'
import { wares, type Ware } from '../ware.ts'
import { anotherToast, runUntil, stopClock } from './clock.ts'
import { openPage } from './page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse()
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

/** More stops than any page has on the way to what is looked for. */
const STOPS_MAX = 40

/** How often, and how far apart in ms, the focus is looked for. */
const LOOKS = { max: 60, apart_ms: 50 }

/**
 * What has the focus, in the page or in Stripe's frame, by its words or the name of its field. It
 * is nowhere for a moment while it goes from frame to frame, and stays so in one without fields.
 */
async function focused(page: Page): Promise<string> {
  for (let looks = 0; looks < LOOKS.max; looks += 1) {
    const words = await focusedNow(page)
    if (words !== undefined) return words
    await page.waitForTimeout(LOOKS.apart_ms)
  }
  return ''
}

async function focusedNow(page: Page): Promise<string | undefined> {
  for (const frame of page.frames()) {
    const words = await frame.evaluate(() => {
      const part = document.activeElement
      if (!document.hasFocus() || !part || part.tagName === 'IFRAME') return undefined
      const said = part.getAttribute('aria-label') ?? part.getAttribute('name')
      return said ?? part.textContent.trim().replaceAll(/\s+/g, ' ')
    })
    if (words !== undefined) return words
  }
  return undefined
}

/** Goes on, or back, until the focus is on what is looked for. */
async function go(page: Page, key: 'Tab' | 'Shift+Tab', wanted: RegExp): Promise<void> {
  const stops: string[] = []
  while (stops.length < STOPS_MAX) {
    await page.keyboard.press(key)
    stops.push(await focused(page))
    if (wanted.test(stops.at(-1) ?? '')) return
  }
  assert.fail(`${String(wanted)} is not among ${stops.map((stop) => stop.slice(0, 30)).join(', ')}`)
}

async function type(page: Page, field: RegExp, text: string): Promise<void> {
  await go(page, 'Tab', field)
  await page.keyboard.type(text)
}

/** From the page of the night to the checkout. */
const choose: Record<Ware['name'], (page: Page) => Promise<void>> = {
  GA: async (page) => {
    await type(page, /^quantity_/, '2')
    await go(page, 'Tab', /^Get tickets$/)
    await page.keyboard.press('Enter')
  },
  VIP: async (page) => {
    await go(page, 'Tab', /^Book a VIP table/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/tables$/)
    await go(page, 'Tab', /^Table 1,.*available$/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/tables\/\w+/)
    await page.getByRole('heading', { name: 'Table 1', level: 1 }).waitFor()
    await type(page, /^party_size$/, '2')
    await go(page, 'Tab', /^Continue to payment$/)
    await page.keyboard.press('Enter')
  },
}

for (const ware of wares)
  test(`${ware.name}: by keyboard alone, from the night's page over a decline and Retry to the tickets`, async () => {
    const { slug } = await ware.open(house.db)
    const guest = await openPage(browser, { viewport: { width: 1280, height: 900 } })
    const { page } = guest
    await page.clock.install()
    await page.goto(`${house.url}/nights/${slug}`)
    await choose[ware.name](page)
    await page.waitForURL(/\/checkout$/)
    await page.locator('.till-form').waitFor()
    await page.frameLocator('.card iframe').locator('[name=number]').waitFor()
    await type(page, /^name$/, 'Ada')
    await type(page, /^email$/, `keys-${ware.name}@guest.example`)
    if (ware.name === 'VIP') await type(page, /^phone$/, '+49 30 1234567')
    await type(page, /^number$/, CARD.declined)
    await type(page, /^expiry$/, '1234')
    await type(page, /^cvc$/, '123')
    await go(page, 'Tab', /^Pay €/)
    await stopClock(page)
    await anotherToast(page, () => page.keyboard.press('Enter'))
    await runUntil(page, page.locator('.pay:focus').getByText('Try again'))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), 'Retry')
    await anotherToast(page, () => page.keyboard.press('Enter'))
    await runUntil(page, page.locator('.pay:focus').getByText('Try again'))
    await page.clock.resume()

    await go(page, 'Shift+Tab', /^number$/)
    await page.keyboard.press('Control+A')
    await page.keyboard.type(CARD.good)
    await go(page, 'Tab', /^Try again$/)
    await page.keyboard.press('Enter')
    await page.locator('svg[role="img"]').nth(1).waitFor()
    await guest.close()
  })
