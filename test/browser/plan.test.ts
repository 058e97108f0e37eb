import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser as Member } from '../member.ts'
import { addPlan, done, drawing, drawnTable, drawnZone, readPlan } from '../plan.ts'
import { button, drag, editorIsThere, field, onScreen, says, thing } from './plan_steps.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// A plan is drawn: by mouse, by keyboard alone, by touch.

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

const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true }
const plan = drawing({
  zones: [
    drawnZone({
      tables: [drawnTable(), drawnTable({ name: 'Table 2', x: 300, shape: 'round', height: 100 })],
    }),
    drawnZone({ name: 'Bar', x: 500, tables: [] }),
  ],
})

/** Opens a plan of its own, in the browser of somebody who may draw. */
async function openPlan(options: BrowserContextOptions, drawn = plan) {
  const { id } = done(await addPlan(house, owner, drawn))
  const staff = await openAsStaff(house, browser, 'manager', `/dashboard/plans/${id}`, options)
  await editorIsThere(staff.page)
  return { ...staff, id }
}

/** What the server has of the plan's first zone. */
const tablesOf = async (id: string) =>
  (await readPlan(house, owner, id)).drawing.zones[0]?.tables ?? []

test('a table is dragged, pulled and turned, undone and done again, saved and read again', async () => {
  const { page, id, close } = await openPlan(screens.desktop)
  await drag(page, { x: 120, y: 120 }, { x: 153, y: 244 })
  await says(page, { Name: 'Table 1', X: 150, Y: 240 })
  // The handle of its lower right corner, then the one above it.
  await drag(page, { x: 200, y: 270 }, { x: 221, y: 282 })
  await says(page, { X: 160, Y: 245, Width: 120, Height: 70 })
  const top = await onScreen(page, { x: 160, y: 210 })
  const side = await onScreen(page, { x: 260, y: 245 })
  await page.mouse.move(top.x, top.y - 30)
  await page.mouse.down()
  await page.mouse.move(side.x, side.y - 60)
  await page.mouse.move(side.x, side.y)
  await page.mouse.up()
  await says(page, { 'Turn, degrees': 90 })
  await button(page, 'Undo').click()
  await says(page, { 'Turn, degrees': 0, Width: 120 })
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await says(page, { X: 120, Y: 120, Width: 100 })
  await button(page, 'Redo').click()
  await page.keyboard.press('Control+Shift+z')
  await page.keyboard.press('Control+y')
  await says(page, { X: 160, Y: 245, Width: 120, 'Turn, degrees': 90 })
  await assertWell(page)
  await button(page, 'Save').click()
  await page.getByText('All saved').waitFor()
  const [first] = await tablesOf(id)
  assert.deepEqual(
    [first?.x, first?.y, first?.width, first?.height, first?.rotation],
    [160, 245, 120, 70, 90],
  )
  await page.reload()
  await editorIsThere(page)
  await thing(page, /^Table 1,/).click()
  await says(page, { X: 160, Y: 245, 'Turn, degrees': 90 })
  await close()
})

test('zones and tables are drawn by dragging; a zone takes its tables along, two go together', async () => {
  const { page, id, close } = await openPlan(screens.desktop)
  await button(page, 'Zone').click()
  await page.getByText('Drag on the plan to draw a zone.').waitFor()
  await drag(page, { x: 40, y: 360 }, { x: 400, y: 560 })
  await says(page, { Name: 'Zone 3', X: 40, Y: 360, Width: 360, Height: 200 })
  await field(page, 'Name').fill('Terrace')
  await button(page, 'Table').click()
  await drag(page, { x: 80, y: 420 }, { x: 180, y: 500 })
  await says(page, { Name: 'Table 3', X: 130, Y: 460, Width: 100, Height: 80 })
  await field(page, 'Kind').selectOption('Sofa')
  await field(page, 'Seats').fill('12')
  // Near the edge of the other zone it is drawn into line with it.
  await drag(page, { x: 350, y: 540 }, { x: 833, y: 543 })
  await says(page, { Name: 'Terrace', X: 520, Y: 360 })
  await thing(page, /^Table 3,/).click()
  await says(page, { X: 610, Y: 460 })
  await thing(page, /^Table 1,/).click()
  await page.keyboard.down('Shift')
  await thing(page, /^Table 2,/).click()
  await page.keyboard.up('Shift')
  await page.getByRole('heading', { name: '2 chosen' }).waitFor()
  await field(page, 'Seats').fill('10')
  await drag(page, { x: 300, y: 120 }, { x: 310, y: 220 })
  await button(page, 'Save').click()
  await page.getByText('All saved').waitFor()
  const saved = (await readPlan(house, owner, id)).drawing
  assert.deepEqual(
    saved.zones.map(({ name, tables }) => [name, ...tables.map((one) => [one.x, one.capacity])]),
    [['Gallery', [130, 10], [310, 10]], ['Bar'], ['Terrace', [610, 12]]],
  )
  await assertWell(page)
  await close()
})

test('by keyboard alone a plan is drawn, mended and saved, and each step is said', async () => {
  const { page, id, close } = await openPlan(screens.desktop)
  const said = page.locator('.plan-left output')
  const hears = (words: string) => said.filter({ hasText: words }).waitFor({ state: 'attached' })
  await button(page, 'Table').focus()
  await page.keyboard.press('Enter')
  await hears('Table 3 added')
  const added = thing(page, /^Table 3,/)
  await eventually('it has the focus', () =>
    added.evaluate((element) => element === document.activeElement),
  )
  const x = Number(await field(page, 'X').inputValue())
  const y = Number(await field(page, 'Y').inputValue())
  await page.keyboard.press('ArrowRight')
  await hears(`Table 3 at ${x + 10}, ${y}`)
  await page.keyboard.press('Alt+ArrowDown')
  await hears(`Table 3 at ${x + 10}, ${y + 1}`)
  await page.keyboard.press('Shift+ArrowRight')
  await hears('Table 3 is 110 by 70')
  await page.keyboard.press('r')
  await hears('Table 3 turned to 15 degrees')
  await page.keyboard.press('Shift+R')
  await hears('Table 3 turned to 0 degrees')
  await page.keyboard.press('Control+d')
  await hears('Table 4 added')
  await page.keyboard.press('Delete')
  await hears('Removed')
  await page.keyboard.press('Control+z')
  await hears('Undone')
  await thing(page, /^Table 4,/).waitFor()
  await page.keyboard.press('Control+Shift+Z')
  await hears('Done again')
  await thing(page, /^Table 4,/).waitFor({ state: 'detached' })
  // From thing to thing, then to what can be typed.
  await thing(page, /^Zone Gallery,/).focus()
  await page.keyboard.press('Tab')
  await says(page, { Name: 'Table 1' })
  await page.keyboard.press('Enter')
  await eventually('the name has the focus', () =>
    field(page, 'Name').evaluate((element) => element === document.activeElement),
  )
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Owner’s booth')
  await thing(page, /^Owner’s booth, booth, 8 seats, in Gallery/).waitFor()
  await button(page, 'Save').focus()
  await page.keyboard.press('Enter')
  await page.getByText('All saved').waitFor()
  assert.deepEqual((await tablesOf(id)).map(({ name }) => name).toSorted(), [
    'Owner’s booth',
    'Table 2',
    'Table 3',
  ])
  await close()
})

test('what is typed is one step back, and so is each thing that is deleted', async () => {
  const { page, close } = await openPlan(screens.desktop)
  await thing(page, /^Table 1,/).click()
  await field(page, 'Name').fill('')
  await field(page, 'Name').pressSequentially('Left')
  await field(page, 'X').fill('200')
  await button(page, 'Undo').click()
  await says(page, { Name: 'Left', X: 120 })
  await button(page, 'Undo').click()
  await says(page, { Name: 'Table 1' })
  await button(page, 'Delete').click()
  await thing(page, /^Table 1,/).waitFor({ state: 'detached' })
  await button(page, 'Undo').click()
  await thing(page, /^Table 1,/).waitFor()
  await close()
})

test('by touch, on a tablet, a table is dragged and two fingers zoom', async () => {
  const { page, id, close } = await openPlan(tablet)
  await assertWell(page)
  const client = await page.context().newCDPSession(page)
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...points: { x: number; y: number }[]
  ) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map((point, n) => ({ ...point, id: n })),
    })
  const [from, to] = [
    await onScreen(page, { x: 120, y: 120 }),
    await onScreen(page, { x: 200, y: 220 }),
  ]
  await touch('touchStart', from)
  await touch('touchMove', { x: from.x + 10, y: from.y + 10 })
  await touch('touchMove', to)
  await touch('touchEnd')
  await eventually('it is there', async () => (await field(page, 'X').inputValue()) === '200')
  await says(page, { Name: 'Table 1', X: 200, Y: 220 })
  await assertWell(page)
  const zoom = page.locator('.plan-zoom')
  const closeness = await zoom.textContent()
  const [a, b] = [
    await onScreen(page, { x: 600, y: 450 }),
    await onScreen(page, { x: 700, y: 450 }),
  ]
  await touch('touchStart', a)
  await touch('touchStart', a, b)
  await touch('touchMove', a, { x: b.x + 120, y: b.y })
  await touch('touchEnd')
  await eventually('it is closer', async () => (await zoom.textContent()) !== closeness)
  await button(page, 'Show all').click()
  await button(page, 'Save').click()
  await page.getByText('All saved').waitFor()
  assert.deepEqual(
    (await tablesOf(id)).map(({ x }) => x).toSorted((p, q) => p - q),
    [200, 300],
  )
  await close()
})

for (const [screen, options] of Object.entries({ ...screens, tablet }))
  test(`what is wrong is shown at the thing, and keeps the plan from being saved (${screen})`, async () => {
    const { page, close } = await openPlan(options)
    await thing(page, /^Table 2,/).click()
    await field(page, 'Name').fill('table 1')
    const wrong = 'Something beside it has this name already.'
    await page.getByText('1 thing to mend').waitFor()
    await page.getByText('Mend what is marked first.').waitFor()
    assert.equal(await field(page, 'Name').getAttribute('aria-invalid'), 'true')
    assert.equal(await thing(page, new RegExp(`^table 1,.*${wrong}`)).count(), 1)
    assert.equal(await button(page, 'Save').isDisabled(), true)
    await field(page, 'X').fill('430')
    await page.getByText('2 things to mend').waitFor()
    await assertWell(page)
    await field(page, 'Name').fill('Table 5')
    await field(page, 'X').fill('300')
    await page.getByText(/to mend/).waitFor({ state: 'detached' })
    assert.equal(await button(page, 'Save').isDisabled(), false)
    await close()
  })
