import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { loadDemoVenue } from '../local/demo.ts'
import { openAsStaff } from './browser/staff_page.ts'
import { openHouse } from './house.ts'
import {
  addThousands,
  breakSome,
  busyNight,
  firstNight,
  makeItNight,
  STAGE,
  type Stage,
} from './pictures_of_dashboard_stage.ts'
import { SCREENS, SETTLE_MS, STILL } from './pictures_of_dashboard_screens.ts'
import { drawDashboardStates } from './pictures_of_dashboard_states.ts'
import { drawTablet } from './pictures_of_tablet.ts'

/** A page as its two pictures show it. */
interface Drawn {
  name: string
  file: string
}

/** What is drawn: where it is, and what is done there before it is. */
interface Shot extends Drawn {
  path: (stage: Stage) => string
  role?: 'owner' | 'door'
  act?: (page: Page, stage: Stage) => Promise<void>
}

const at = (path: string) => () => `/dashboard${path}`
const ofNight =
  (path: string) =>
  ({ slug }: Stage) =>
    `/dashboard${path}?night=${slug}`

/** By day: what an owner sets up, in the venue's own time zone. */
const byDay: Shot[] = [
  { name: 'Nights', file: 'nights', path: at('/nights') },
  { name: 'A night', file: 'night', path: ({ night_id }) => `/dashboard/nights/${night_id}` },
  {
    name: 'The floor plan’s editor',
    file: 'plan',
    path: ({ planId }) => `/dashboard/plans/${planId}`,
    act: (page) => page.getByRole('button', { name: 'Zoom in' }).first().waitFor(),
  },
  { name: 'Settings', file: 'settings', path: at('/settings') },
]

/** At night, when all goes well. */
const calm: Shot[] = [
  { name: 'Tonight, when nothing needs you', file: 'tonight-calm', path: ofNight('') },
  { name: 'The VIP board', file: 'board', path: ofNight('/board') },
  {
    name: 'The door: come in',
    file: 'door-in',
    role: 'door',
    path: ofNight('/door'),
    act: (page, { codes }) => typeCode(page, codes.pop() ?? ''),
  },
  {
    name: 'The door: already in',
    file: 'door-already-in',
    role: 'door',
    path: ofNight('/door'),
    act: (page, { usedCode }) => typeCode(page, usedCode),
  },
  { name: 'The night’s close', file: 'close', path: ofNight('/close') },
]

/** The same night, when tickets cannot be written, a refund fails and a bank disputes. */
const inTrouble: Shot[] = [
  { name: 'Tonight, in trouble', file: 'tonight-trouble', path: ofNight('') },
  { name: 'Pending', file: 'pending', path: at('/pending') },
  { name: 'Alerts', file: 'alerts', path: at('/alerts') },
  { name: 'An order', file: 'order', path: ({ orderId }) => `/dashboard/orders/${orderId}` },
  {
    name: 'Money is given back',
    file: 'refund',
    path: ({ orderId }) => `/dashboard/orders/${orderId}`,
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Refund \w/ })
        .first()
        .click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
]

/** With three thousand orders more, which are made up and in no Stripe's books. */
const large: Shot[] = [
  { name: 'Orders', file: 'orders', path: ofNight('/orders') },
  {
    name: 'Failed payments',
    file: 'failed',
    path: ofNight('/failed'),
    act: (page) => page.locator('.recharts-surface').first().waitFor(),
  },
]

/** Draws the dashboard, and the page that shows its pictures. */
export async function drawDashboard(browser: Browser, folder: string): Promise<void> {
  const pictures = join(folder, 'dashboard')
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures, { recursive: true })
  const house = await openHouse(STAGE)
  const draw = async (stage: Stage, shots: Shot[]) => {
    for (const shot of shots)
      for (const [device, options] of Object.entries(SCREENS)) {
        const path = shot.path(stage)
        const screen = { ...options, ...STILL }
        const { page } = await openAsStaff(house, browser, shot.role ?? 'owner', path, screen)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.locator('.bones').first().waitFor({ state: 'detached' })
        await shot.act?.(page, stage)
        await page.waitForTimeout(SETTLE_MS)
        const file = join(pictures, `${shot.file}-${device}.png`)
        await writeFile(file, await page.screenshot({ animations: 'disabled' }))
        await page.context().close()
      }
  }
  let onTablet = ''
  try {
    await loadDemoVenue(house.databaseUrl)
    const stage = await firstNight(house)
    await draw(stage, byDay)
    await busyNight(house, stage)
    await makeItNight(house, stage)
    await draw(stage, calm)
    onTablet = await drawTablet(browser, pictures, house, stage)
    await breakSome(house, stage)
    await draw(stage, inTrouble)
    await addThousands(house, stage, 3000)
    await draw(stage, large)
  } finally {
    await house.close()
  }
  const drawn = [...byDay, ...calm, ...inTrouble, ...large]
  const ofStates = await drawDashboardStates(browser, pictures)
  await writeFile(join(folder, 'dashboard.md'), overview(drawn) + onTablet + ofStates)
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('radio', { name: 'Code' }).check()
  await page.getByLabel('Code of the ticket').fill(code)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
}

const image = (file: string, device: string, width: number) =>
  `<img src="dashboard/${file}-${device}.png" width="${width}" alt="">`

function overview(drawn: Drawn[]): string {
  const rows = drawn.map(
    ({ name, file }) =>
      `| **${name}** | ${image(file, 'phone', 150)} | ${image(file, 'desktop', 480)} |`,
  )
  return `# What the owner sees

Drawn by \`npm run pictures\` from the whole product: the demo's night, orders that were placed and
paid as guests do, and troubles that the simulator of Stripe and PostgreSQL itself have made. Only
the two pages of large numbers have orders that were written into the books.

| Page | Phone | Desktop |
|---|---|---|
${rows.join('\n')}
`
}
