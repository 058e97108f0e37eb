import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser as Member } from '../member.ts'
import { addPlan, done, drawing, drawnTable, drawnZone, readPlan } from '../plan.ts'
import { button, editorIsThere, thing } from './plan_steps.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// Several tables are put in one line, and apart by equal gaps, by one press.

let house: House
let browser: Browser
let owner: Member
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
  owner = await signedInAs(house, 'owner')
  await addNight(house.db)
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

const plan = drawing({
  zones: [
    drawnZone({
      width: 900,
      height: 500,
      tables: [
        drawnTable({ x: 120, y: 120 }),
        drawnTable({ name: 'Table 2', x: 300, y: 150 }),
        drawnTable({ name: 'Table 3', x: 700, y: 190 }),
      ],
    }),
  ],
})

for (const [where, options] of Object.entries(screens))
  test(`three tables are aligned and spread by the keyboard, undone, and saved (${where})`, async () => {
    const { id } = done(await addPlan(house, owner, plan))
    const path = `/dashboard/plans/${id}`
    const { page, close } = await openAsStaff(house, browser, 'manager', path, options)
    await editorIsThere(page)
    await thing(page, /^Table 1/).click()
    for (const name of [/^Table 2/, /^Table 3/])
      await thing(page, name).click({ modifiers: ['Shift'] })
    await page.getByText('3 chosen').first().waitFor()
    await assertWell(page)
    for (const name of ['Align top', 'Equal gaps across']) {
      await button(page, name).focus()
      await page.keyboard.press('Enter')
    }
    await button(page, 'Undo').click()
    await button(page, 'Redo').click()
    await button(page, 'Save').click()
    await eventually('it is saved', async () => {
      const { drawing: saved } = await readPlan(house, owner, id)
      const places = saved.zones[0]?.tables.map(({ x, y }) => [x, y])
      return JSON.stringify(places) === '[[120,120],[410,120],[700,120]]'
    })
    await close()
  })

test('others who save are told of while one draws, and nothing is lost', async () => {
  const made = done(await addPlan(house, owner, plan))
  const path = `/dashboard/plans/${made.id}`
  const [first, second] = [
    await openAsStaff(house, browser, 'manager', path),
    await openAsStaff(house, browser, 'owner', path),
  ]
  for (const { page } of [first, second]) await editorIsThere(page)
  await thing(second.page, /^Table 1/).click()
  await second.page.keyboard.press('ArrowRight')
  await button(second.page, 'Save').click()
  await second.page.getByText('All saved').waitFor()
  await first.page.getByText(/^Olga Owner has saved version 1/).waitFor()
  assert.ok(await button(first.page, 'Load the newest').isVisible())
  await first.close()
  await second.close()
})
