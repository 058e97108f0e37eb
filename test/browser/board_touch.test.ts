import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { nightOfGuests } from '../board.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { keys } from '../staff.ts'
import { chip, dragByTouch, openBoard, spot, tablet, yes } from './board_page.ts'
import { assertWell } from './staff_page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const upright = { ...tablet, viewport: { width: 768, height: 1024 } }

for (const [held, options] of Object.entries({ lying: tablet, upright }))
  test(`by a finger two parties swap, and one waits for a table and gets another (${held})`, async () => {
    const { slug } = await nightOfGuests(house, ['Maya', 'Grace'])
    const { page, close } = await openBoard(house, browser, 'host', slug, options)
    await dragByTouch(page, spot(page, /^Table 1, .*Maya/), spot(page, /^Table 2, .*Grace/))
    const asked = page.getByRole('alertdialog', { name: 'Swap Maya and Grace?' })
    await asked.waitFor()
    await assertWell(page)
    await yes(page, 'Swap').tap()
    await page.getByText('Maya and Grace have changed tables.').first().waitFor()
    await asked.waitFor({ state: 'detached' })
    await spot(page, /^Table 1, .*Grace/).waitFor()
    await dragByTouch(page, spot(page, /^Table 2, .*Maya/), page.locator('.board-strip'))
    await page.getByText('Maya waits for a table.').first().waitFor()
    await spot(page, /^Table 2, Gallery, Free/).waitFor()
    await assertWell(page)
    await dragByTouch(page, chip(page, 'Maya'), spot(page, /^Table 3,/))
    await page.getByText('Maya sits at Table 3 now.').first().waitFor()
    await chip(page, 'Maya').waitFor({ state: 'detached' })
    const folder = process.env['PICTURES']
    if (folder) await page.screenshot({ path: `${folder}/board-touch-${held}.png` })
    await close()
  })
