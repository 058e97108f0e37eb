import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { mixedNight, type MixedNight } from '../close.ts'
import { openHouse, type House } from '../house.ts'
import { keys } from '../staff.ts'
import { settled } from './app_pages.ts'
import { assertWell, openAsStaff } from './staff_page.ts'

// The pages that a house is run on, on a tablet that is held upright and then lies on a table.

let house: House
let browser: Browser
let night: MixedNight
before(async () => {
  ;[house, browser] = await Promise.all([
    openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' }),
    launch(),
  ])
  night = await mixedNight(house)
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const SIZES = { upright: { width: 768, height: 1024 }, lying: { width: 1024, height: 768 } }

/** Each page by its name: where it is, and what is on it once all of it is there. */
const pages = (): Record<string, [path: string, drawn: string]> => ({
  nights: ['/nights', '.night-line'],
  night: [`/nights/${night.night_id}`, '.ticket-type'],
  terms: [`/nights/${night.night_id}/tables`, 'main form'],
  'call-off': [`/nights/${night.night_id}/cancellation`, '.calloff-button'],
  door: [`/door?night=${night.slug}`, '.camera'],
  order: [`/orders/${night.partly.order_id}`, '#order-story'],
  preview: [`/orders/${night.party.order.order_id}/preview`, '.phone iframe'],
  venue: ['/settings', 'main form'],
  guests: ['/settings/guests', 'main form'],
  mail: ['/settings/mail', 'main form'],
  mails: ['/settings/preview', '.phone iframe'],
  prices: ['/settings/prices', 'main form'],
  stripe: ['/settings/stripe', '.checks'],
  close: [`/close?night=${night.night_id}`, '.close-chart .recharts-surface'],
})

/** A picture for whoever asks for one: PICTURES=folder. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

test('on a tablet nothing is too wide or out of reach, however it is held', async (t) => {
  const options = { viewport: SIZES.upright, hasTouch: true }
  const staff = await openAsStaff(house, browser, 'owner', '/dashboard', options)
  const { page } = staff
  for (const [name, [path, drawn]] of Object.entries(pages()))
    await t.test(name, async () => {
      await page.setViewportSize(SIZES.upright)
      await page.goto(`${house.url}/dashboard${path}`)
      await settled(page)
      await page.locator(drawn).first().waitFor()
      if (name === 'call-off') {
        await page.locator(drawn).tap()
        await page.getByRole('alertdialog').waitFor()
      }
      for (const [held, size] of Object.entries(SIZES)) {
        await page.setViewportSize(size)
        await assertWell(page)
        await look(page, `${name}-${held}`)
      }
    })
  await staff.close()
})
