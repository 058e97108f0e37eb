import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encode } from 'fast-png'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { eventually, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser as Member } from '../member.ts'
import {
  addPlan,
  done,
  drawing,
  drawnTable,
  drawnZone,
  readPlan,
  savePlan,
  sellOn,
  tableIds,
} from '../plan.ts'
import { button, drag, editorIsThere, field, says, thing } from './plan_steps.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// What becomes of what was drawn: saved, as a version, beside somebody else's, after a reload.

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
  zones: [drawnZone({ tables: [drawnTable(), drawnTable({ name: 'Table 2', x: 300 })] })],
})
const tablet = { viewport: { width: 1024, height: 768 } }

async function openPlan(id: string, options = screens.desktop) {
  const staff = await openAsStaff(house, browser, 'manager', `/dashboard/plans/${id}`, options)
  await editorIsThere(staff.page)
  return staff
}

/** What was said of a press. */
const notice = (page: Page, words: string | RegExp) =>
  page.getByRole('region', { name: 'Notices' }).getByText(words)

/** What was refused has been said long enough. */
const quiet = (page: Page) => page.locator('.said-problem').waitFor({ state: 'detached' })

for (const [screen, options] of Object.entries({ ...screens, tablet }))
  test(`plans are listed with a drawing, made and duplicated (${screen})`, async () => {
    const { id } = done(await addPlan(house, owner, { ...plan, name: `Cellar ${screen}` }))
    const { page, close } = await openAsStaff(
      house,
      browser,
      'manager',
      '/dashboard/plans',
      options,
    )
    const card = page.getByRole('listitem').filter({ hasText: `Cellar ${screen}` })
    await card.getByText('1 zone, 2 tables, 16 seats').waitFor()
    await assertWell(page)
    await button(page, `Duplicate Cellar ${screen}`).click()
    await page.getByRole('heading', { name: `Cellar ${screen}, copy` }).waitFor()
    await editorIsThere(page)
    assert.ok(!page.url().endsWith(id))
    await page.getByRole('link', { name: 'All plans' }).click()
    await button(page, 'New plan').click()
    await page.getByRole('heading', { name: /^New plan/, level: 1 }).waitFor()
    await editorIsThere(page)
    await thing(page, /./).waitFor({ state: 'detached' })
    await assertWell(page)
    await close()
  })

for (const [screen, options] of Object.entries(screens))
  test(`a plan that nights use becomes a version; a night without orders may go along (${screen})`, async () => {
    const { id } = done(await addPlan(house, owner, plan))
    const [sold, free] = [await addNight(house.db), await addNight(house.db)]
    for (const { night_id } of [sold, free]) await sellOn(house, night_id, id)
    await house.db.query({
      text: `update nights set title = 'Free Form' where id = $1`,
      values: [free.night_id],
    })
    const ids = await tableIds(house, id)
    const table = { wished_id: ids['Table 1'] ?? '', party_size: 2 }
    await placeOrder(house, sold.slug, { table })
    const { page, close } = await openPlan(id, options)
    await page.getByText('on version 1, has orders, keeps its plan').waitFor()
    await thing(page, /^Table 1,/).click()
    await field(page, 'X').fill('150')
    await button(page, 'Save as a new version').click()
    const dialog = page.getByRole('alertdialog', { name: 'Save as a new version?' })
    await dialog.getByLabel(/^Free Form, /).check()
    assert.equal(await dialog.getByRole('checkbox').count(), 1)
    await assertWell(page)
    await button(page, 'Save new version').click()
    await page.getByText('Moved. 2 tables on sale as before.').waitFor()
    await page.getByText('on version 2', { exact: true }).waitFor()
    const next = page.url().split('/').at(-1) ?? ''
    assert.notEqual(next, id)
    assert.deepEqual((await readPlan(house, owner, id)).drawing, plan)
    assert.equal((await readPlan(house, owner, next)).drawing.zones[0]?.tables[0]?.x, 150)
    // The steps of before are still there.
    await button(page, 'Undo').click()
    await says(page, { X: 120 })
    await page.getByText('Not saved yet').waitFor()
    await button(page, 'Redo').click()
    await page.getByRole('link', { name: 'Version 1' }).click()
    await page.getByText('This is version 1; the newest is 2.', { exact: false }).waitFor()
    await thing(page, /^Table 1,/).click()
    await says(page, { X: 120 })
    await close()
  })

test('two editors on one plan: the second is told, keeps theirs, and may have both', async () => {
  const first = done(await addPlan(house, owner, plan))
  const { page, close } = await openPlan(first.id)
  await thing(page, /^Table 1,/).click()
  await field(page, 'Name').fill('Mine')
  const theirs = drawing({ zones: [drawnZone({ tables: [drawnTable({ name: 'Theirs' })] })] })
  done(await savePlan(house, owner, first, theirs))
  await button(page, 'Save').click()
  await notice(page, /^Olga Owner has saved this plan meanwhile/).waitFor()
  await page.getByText(/^Olga Owner has saved version 1, .* nothing of yours is lost/).waitFor()
  await thing(page, /^Mine,/).waitFor()
  await quiet(page)
  await assertWell(page)
  await button(page, 'Load the newest').click()
  await thing(page, /^Theirs,/).waitFor()
  await thing(page, /^Mine,/).waitFor({ state: 'detached' })
  await button(page, 'Undo').click()
  await thing(page, /^Mine,/).waitFor()
  await button(page, 'Save').click()
  await page.getByText('All saved').waitFor()
  const saved = await readPlan(house, owner, first.id)
  assert.equal(saved.drawing.zones[0]?.tables[0]?.name, 'Mine')
  // Once more, and this time as a version beside theirs.
  done(await savePlan(house, owner, saved, theirs))
  await field(page, 'Name').fill('Mine again')
  await button(page, 'Save').click()
  await button(page, 'Save as a new version').click()
  await page.getByText('Saved as version 2.').waitFor()
  assert.deepEqual((await readPlan(house, owner, first.id)).drawing, theirs)
  await close()
})

test('what was not saved is offered back after a reload, and can be discarded', async () => {
  const { id } = done(await addPlan(house, owner, plan))
  const { page, close } = await openPlan(id)
  await drag(page, { x: 120, y: 120 }, { x: 150, y: 220 })
  await says(page, { X: 150, Y: 220 })
  const isKept = () => page.evaluate((of) => localStorage.getItem(of), `coatcheck.plan.${id}`)
  await eventually('it is kept', async () => (await isKept()) !== null)
  await page.reload()
  await editorIsThere(page)
  await page.getByText(/^You have changes here that were not saved/).waitFor()
  await thing(page, /^Table 1,/).click()
  await says(page, { X: 120 })
  await assertWell(page)
  await button(page, 'Bring them back').click()
  await says(page, { X: 150, Y: 220 })
  await page.reload()
  await editorIsThere(page)
  await button(page, 'Discard them').click()
  await thing(page, /^Table 1,/).click()
  await says(page, { X: 120 })
  assert.equal(await isKept(), null)
  await page.reload()
  await editorIsThere(page)
  assert.equal(await page.getByText(/^You have changes here/).count(), 0)
  await close()
})

test('a picture lies under the plan, stronger or weaker, until it is taken away', async () => {
  const { id } = done(await addPlan(house, owner, plan))
  const { page, close } = await openPlan(id)
  const data = new Uint8Array(60 * 40 * 3).map((_, n) => (n % 7) * 30)
  const buffer = Buffer.from(encode({ width: 60, height: 40, data, channels: 3, depth: 8 }))
  const input = page.locator('input[type=file]')
  await input.setInputFiles({ name: 'room.svg', mimeType: 'image/svg+xml', buffer: SVG })
  await notice(page, 'This file cannot be read as a picture.').waitFor()
  await input.setInputFiles({ name: 'room.png', mimeType: 'image/png', buffer })
  await page.getByText('The picture lies under the plan.').waitFor()
  const image = page.locator('.plan-canvas image')
  const address = (await image.getAttribute('href')) ?? ''
  const shown = await page.evaluate(async (src) => {
    const picture = new Image()
    picture.src = src
    await picture.decode()
    return [picture.naturalWidth, picture.naturalHeight]
  }, address)
  assert.deepEqual(shown, [60, 40])
  await page.getByLabel('How strong it is').fill('80')
  assert.equal(await image.getAttribute('opacity'), '0.8')
  await quiet(page)
  await assertWell(page)
  await button(page, 'Save').click()
  await page.getByText('All saved').waitFor()
  assert.equal((await readPlan(house, owner, id)).drawing.picture?.opacity, 80)
  await button(page, 'Remove picture').click()
  await image.waitFor({ state: 'detached' })
  await button(page, 'Undo').click()
  await image.waitFor({ state: 'attached' })
  await close()
})

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script>')

test('the editor speaks Spanish', async () => {
  const { id } = done(await addPlan(house, owner, plan))
  const { page, close } = await openAsStaff(house, browser, 'owner', `/dashboard/plans/${id}`, {
    ...tablet,
    locale: 'es-ES',
  })
  await page.getByText('Todo guardado').waitFor()
  await page.getByRole('button', { name: /^Table 1, reservado, 8 plazas, en Gallery/ }).waitFor()
  await assertWell(page)
  await close()
})
