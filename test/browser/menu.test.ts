import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1' })
  await addVenue(house.db)
  browser = await launch()
})
after(async () => {
  await browser.close()
  await house.close()
})

test('on a phone the menu unfolds and folds by keyboard, and leads on without a load', async () => {
  const staff = await openAsStaff(house, browser, 'owner', '/dashboard', screens.phone)
  const { page } = staff
  await page.getByRole('heading', { name: 'Tonight', level: 1 }).waitFor()
  await page.evaluate(() => Object.assign(window, { stillHere: true }))
  const menu = page.getByRole('button', { name: 'Menu' })
  const orders = page.getByRole('link', { name: 'Orders' })
  assert.ok(await page.getByRole('link', { name: 'Alerts' }).isVisible())
  assert.equal(await orders.isVisible(), false)

  await menu.press('Enter')
  await orders.waitFor()
  await assertWell(page)
  await page.keyboard.press('Escape')
  await orders.waitFor({ state: 'hidden' })

  await menu.press('Enter')
  await orders.press('Enter')
  await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
  await orders.waitFor({ state: 'hidden' })
  assert.equal(await page.evaluate(() => Reflect.get(window, 'stillHere')), true)
  await staff.close()
})

test('where there is room the whole menu stands beside the page, without a button', async () => {
  const staff = await openAsStaff(house, browser, 'owner', '/dashboard', screens.desktop)
  const { page } = staff
  await page.getByRole('link', { name: 'Orders' }).click()
  await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor()
  await page.locator('#places a[aria-current=page]', { hasText: 'Orders' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Menu' }).isVisible(), false)
  await assertWell(page)
  await staff.close()
})
