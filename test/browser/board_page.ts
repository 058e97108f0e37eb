import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Role } from '../../src/identity/index.ts'
import type { House } from '../house.ts'
import type { Watched } from './page.ts'
import { openAsStaff, screens } from './staff_page.ts'

export const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true }

/** Opens the board of a night, and waits until it is drawn. */
export async function openBoard(
  house: House,
  browser: Browser,
  role: Role,
  night: string,
  options: BrowserContextOptions = screens.desktop,
): Promise<Watched> {
  const path = `/dashboard/board?night=${night}`
  const watched = await openAsStaff(house, browser, role, path, options)
  await watched.page.locator('.board-main').waitFor()
  return watched
}

/** A table on the plan, by the words that it is known by to those who do not see it. */
export const spot = (page: Page, words: string | RegExp) =>
  page.locator('.board-plan').getByRole('button', { name: words })

/** A party on the strip, or among those who are no longer here. */
export const chip = (page: Page, name: string) =>
  page.locator('.board-chips').getByRole('button', { name })

/** What is open beside the plan. */
export const panel = (page: Page) => page.locator('.board-panel')

/** A button of the panel, by its whole name. */
export const act = (page: Page, name: string) =>
  panel(page).getByRole('button', { name, exact: true })

/** The yes of the dialog that is open. */
export const yes = (page: Page, name: string) =>
  page.getByRole('alertdialog').getByRole('button', { name, exact: true })

/** Drags one thing onto another by mouse, and lets go. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  // Once it rests, and nothing covers it.
  await from.hover()
  const end = await middle(to)
  await page.mouse.down()
  await page.mouse.move(end.x, end.y, { steps: 6 })
  await page.locator('.board-ghost-moving').waitFor()
  await page.mouse.up()
}

/** The same with a finger. */
export async function dragByTouch(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.tap({ trial: true })
  const [start, end] = [await middle(from), await middle(to)]
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
  await touch('touchStart', start)
  for (const share of [0.2, 0.5, 0.8, 1]) {
    const x = start.x + (end.x - start.x) * share
    const y = start.y + (end.y - start.y) * share
    await touch('touchMove', { x, y })
  }
  await page.locator('.board-ghost-moving').waitFor()
  await touch('touchEnd')
  await session.detach()
}

async function middle(one: Locator): Promise<{ x: number; y: number }> {
  const box = await one.boundingBox()
  if (!box) throw new Error('It is not to be seen.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
