import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { keys } from '../staff.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

for (const [where, screen] of Object.entries(screens))
  test(`rates are added by keyboard, and those to come are taken back (${where})`, async () => {
    await house.db.query({ text: `truncate price_rates` })
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/settings/prices', screen)
    const { page } = staff
    await page.getByText('No rates yet').waitFor()
    await assertWell(page)
    await page.getByLabel('VAT (%)').fill('7,7')
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: '7.7%' }).waitFor()
    await page.getByLabel('VAT (%)').fill('19')
    await page.getByLabel('From').fill('2090-01-01T00:00')
    await page.getByRole('button', { name: 'Add rates' }).click()
    await page.getByText('To come').waitFor()
    await assertWell(page)
    await page.getByRole('button', { name: /^Take back the rates from/ }).click()
    await page.getByText('To come').waitFor({ state: 'detached' })
    await staff.close()
  })
