import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launch } from '../chromium.ts'
import { openCheckout } from './client_checkout.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

/** The budget of a whole visit, for each window of a second as browsers count it, and for all. */
const shiftMax = 0.02
/** Stripe's frames come so much later than the page that whatever they move is seen to move. */
const lateMs = 700

const screens = {
  phone: { viewport: { width: 390, height: 844 } },
  desktop: { viewport: { width: 1280, height: 900 } },
}
for (const [device, screen] of Object.entries(screens))
  for (const wallets of [[], ['apple_pay', 'link']] as const)
    for (const kind of ['ga', 'vip'] as const)
      test(`${device}, ${kind.toUpperCase()}, ${wallets.length} wallets: nothing moves when the Elements arrive`, async (t) => {
        const options = { kind, wallets: [...wallets] }
        const checkout = await openCheckout(t, browser, options, screen, async (page) => {
          await page.addInitScript(watchShifts)
          await page.route('**/v3/elements/*.html', async (route) => {
            await new Promise((resolve) => setTimeout(resolve, lateMs))
            await route.continue()
          })
        })
        const { page } = checkout
        await page.frameLocator('.card iframe').locator('[name=number]').waitFor()
        await page.locator('.card[aria-busy=false]').waitFor()
        assert.equal(await page.locator('.wallets').count(), wallets.length > 0 ? 1 : 0)
        // What a frame does once it is ready is seen by then, too.
        await page.waitForTimeout(1000)
        assert.ok((await shiftOf(page)) <= shiftMax, `${await shiftOf(page)}`)
        // The watch itself works: this moves everything below it.
        await page.evaluate(() => {
          document.querySelector<HTMLElement>('.basket')!.style.marginBottom = '300px'
          document.querySelector<HTMLElement>('.till')!.style.marginTop = '300px'
        })
        await page.waitForFunction((most) => Number(Reflect.get(window, 'shift')) > most, shiftMax)
        await checkout.assertQuiet()
      })

function watchShifts(): void {
  Reflect.set(window, 'shift', 0)
  const observer = new PerformanceObserver((list) => {
    const shifts = list.getEntries().map((entry) => Number(Reflect.get(entry, 'value')))
    const sum = shifts.reduce((total, value) => total + value, 0)
    Reflect.set(window, 'shift', Number(Reflect.get(window, 'shift')) + sum)
  })
  observer.observe({ type: 'layout-shift', buffered: true })
}

function shiftOf(page: Page): Promise<number> {
  return page.evaluate(() => Number(Reflect.get(window, 'shift')))
}
