import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openAsStaff } from './browser/staff_page.ts'
import type { House } from './house.ts'
import { SETTLE_MS, STILL } from './pictures_of_dashboard_screens.ts'
import type { Stage } from './pictures_of_dashboard_stage.ts'

/** Upright, as it lies on the desk of a host. */
const TABLET = { viewport: { width: 820, height: 1180 }, hasTouch: true }

/** A page that is used on a tablet. */
interface Shot {
  name: string
  file: string
  path: (stage: Stage) => string
  /** Shows that it is all there. */
  arrived?: (page: Page) => Promise<void>
}

const ofNight =
  (path: string) =>
  ({ slug }: Stage) =>
    `/dashboard${path}?night=${slug}`

const shots: Shot[] = [
  { name: 'Tonight', file: 'tonight', path: ofNight('') },
  { name: 'The VIP board', file: 'board', path: ofNight('/board') },
  { name: 'The door', file: 'door', path: ofNight('/door') },
  { name: 'Orders', file: 'orders', path: ofNight('/orders') },
  { name: 'An order', file: 'order', path: ({ orderId }) => `/dashboard/orders/${orderId}` },
  { name: 'A night', file: 'night', path: ({ night_id }) => `/dashboard/nights/${night_id}` },
  {
    name: 'The floor plan’s editor',
    file: 'plan',
    path: ({ planId }) => `/dashboard/plans/${planId}`,
    arrived: (page) => page.getByRole('button', { name: 'Zoom in' }).first().waitFor(),
  },
  { name: 'The night’s close', file: 'close', path: ofNight('/close') },
]

/** Draws the pages of a night on a tablet into `folder`, and returns what shows them. */
export async function drawTablet(
  browser: Browser,
  folder: string,
  house: House,
  stage: Stage,
): Promise<string> {
  for (const { file, path, arrived } of shots) {
    const screen = { ...TABLET, ...STILL }
    const { page } = await openAsStaff(house, browser, 'owner', path(stage), screen)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('.bones').first().waitFor({ state: 'detached' })
    await arrived?.(page)
    await page.waitForTimeout(SETTLE_MS)
    const picture = await page.screenshot({ animations: 'disabled' })
    await writeFile(join(folder, `${file}-tablet.png`), picture)
    await page.context().close()
  }
  const cells = shots.map(
    ({ name, file }) =>
      `| **${name}** | <img src="dashboard/${file}-tablet.png" width="360" alt=""> |`,
  )
  return `
## On a tablet

| Page | Tablet |
|---|---|
${cells.join('\n')}
`
}
