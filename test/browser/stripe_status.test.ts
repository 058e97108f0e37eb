import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { keys } from '../staff.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addVenue(house.db)
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const path = '/dashboard/settings/stripe'

for (const [where, screen] of Object.entries(screens))
  test(`how the house stands with Stripe is said, and what to do about it (${where})`, async () => {
    const staff = await openAsStaff(house, browser, 'owner', path, screen)
    const { page } = staff
    await page.getByText('Test mode: no real money moves.').waitFor()
    await page.getByText('Enabled, and sends every kind of event that is needed.').waitFor()
    await page.getByText('None has come yet.').waitFor()
    await assertWell(page)
    await page.getByRole('button', { name: 'Ask again' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('The same as Stripe’s, to a few seconds.').waitFor()
    await staff.close()
  })

test('Stripe away, or a wrong key, is said in words with the way out, also in Spanish', async () => {
  const wrong = await house.openSecond({ STRIPE_PUBLISHABLE_KEY: 'pk_test_wrong' })
  const there = await openAsStaff({ ...house, ...wrong }, browser, 'owner', path)
  await there.page.getByText('Stripe does not take it.').waitFor()
  await there.page.getByText('into STRIPE_PUBLISHABLE_KEY', { exact: false }).waitFor()
  await there.close()
  await wrong.stop()
  const away = await house.openSecond({ STRIPE_API_URL: 'http://localhost:9' })
  const spanish = { ...screens.phone, locale: 'es-ES' }
  const staff = await openAsStaff({ ...house, ...away }, browser, 'owner', path, spanish)
  await staff.page.getByText('Stripe no responde en este momento.', { exact: false }).waitFor()
  await assertWell(staff.page)
  await staff.close()
  await away.stop()
})
