import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { API, answersOf, asksOnlyWhenPressed, settled } from './browser/app_pages.ts'
import { openAsStaff } from './browser/staff_page.ts'
import { addNight, addVenue } from './catalog.ts'
import { openHouse, type House } from './house.ts'
import { addThousands, alertAll, stickAll } from './pictures_of_dashboard_stage.ts'
import { SCREENS, SETTLE_MS, STILL } from './pictures_of_dashboard_screens.ts'

const ROWS = 10_000
/** `addThousands` makes four orders of five ones that have been paid and have their tickets. */
const ORDERS = (ROWS * 5) / 4

const states = ['empty', 'loading', 'error', '10,000 rows'] as const
type State = (typeof states)[number]

/** The main pages, and what an address is told about the night where there is one. */
const pages = [
  { name: 'Tonight', path: '' },
  { name: 'Pending', path: '/pending' },
  { name: 'Alerts', path: '/alerts' },
  { name: 'Failed payments', path: '/failed' },
  { name: 'Orders', path: '/orders' },
] as const
type Name = (typeof pages)[number]['name']

/** Draws each main page with nothing on it, on its way, not to be had, and with very many rows. */
export async function drawDashboardStates(browser: Browser, folder: string): Promise<string> {
  const house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  const draw = drawer(browser, house, folder)
  try {
    await addVenue(house.db)
    for (const { name } of pages)
      for (const state of ['empty', 'loading', 'error'] as const) await draw(name, state)
    const type = { capacity: 40_000 }
    const { night_id, types } = await addNight(house.db, { doors_in: '-2 hours', types: [type] })
    await addThousands(house, { night_id, type_id: types[0] ?? '' }, ORDERS)
    await draw('Orders', '10,000 rows')
    await draw('Failed payments', '10,000 rows')
    await stickAll(house)
    await alertAll(house)
    await draw('Tonight', '10,000 rows')
    await draw('Pending', '10,000 rows')
    await draw('Alerts', '10,000 rows')
  } finally {
    await house.close()
  }
  return overview()
}

function drawer(browser: Browser, house: House, folder: string) {
  return async (name: Name, state: State): Promise<void> => {
    const path = pages.find((page) => page.name === name)?.path ?? ''
    for (const [device, options] of Object.entries(SCREENS)) {
      const screen = { ...options, ...STILL }
      const staff = await openAsStaff(house, browser, 'owner', '/dashboard/account', screen)
      const { page } = staff
      await prepare(page, state)
      await page.goto(`${house.url}/dashboard${path}`)
      await arrived(page, name, state)
      await page.waitForTimeout(SETTLE_MS)
      const picture = await page.screenshot({ animations: 'disabled' })
      await writeFile(join(folder, `${fileOf(name, state)}-${device}.png`), picture)
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await page.context().close()
    }
  }
}

async function prepare(page: Page, state: State): Promise<void> {
  if (state === 'loading') (await answersOf(page)).hold()
  if (state !== 'error') return
  await asksOnlyWhenPressed(page)
  await page.route(API, (route) => route.abort('connectionrefused'))
}

/** Waits until the page looks as its state does. */
async function arrived(page: Page, name: Name, state: State): Promise<void> {
  if (state === 'loading') return page.locator('.bones').filter({ visible: true }).first().waitFor()
  if (state === 'error') return page.getByRole('alert').filter({ visible: true }).first().waitFor()
  await settled(page)
  if (state === 'empty') return
  if (name === 'Failed payments') return page.locator('.recharts-surface').first().waitFor()
  if (name !== 'Tonight') await goDown(page)
}

/** Scrolls on until so many rows are above what is seen, so that the picture is of the middle. */
async function goDown(page: Page): Promise<void> {
  await page.evaluate(async (far) => {
    for (let last = 0; last < far;) {
      window.scrollTo(0, document.documentElement.scrollHeight)
      await new Promise(requestAnimationFrame)
      for (const row of document.querySelectorAll('[aria-posinset], [aria-rowindex]'))
        last = Number(row.getAttribute('aria-posinset') ?? row.getAttribute('aria-rowindex'))
    }
  }, ROWS / 10)
  await page.waitForLoadState('networkidle')
}

const fileOf = (name: Name, state: State) =>
  `${name}-${state}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

const image = (name: Name, state: State, device: string, width: number) =>
  `<img src="dashboard/${fileOf(name, state)}-${device}.png" width="${width}" alt="">`

const inWords = (count: number) => count.toLocaleString('en-GB')

function overview(): string {
  const rows = pages.flatMap(({ name }) =>
    states.map((state) => {
      const images = [image(name, state, 'phone', 150), image(name, state, 'desktop', 480)]
      return `| **${name}**: ${state} | ${images.join(' | ')} |`
    }),
  )
  return `
## With nothing, on its way, not to be had, and very large

A venue without a night; answers that are kept back; no line to the server; and a night of
${inWords(ORDERS)} orders that were written into the books, of which ${inWords(ROWS)} are then
made to wait for their tickets, each with an alert. The lists are scrolled down to their
thousandth row.

| Page | Phone | Desktop |
|---|---|---|
${rows.join('\n')}
`
}
