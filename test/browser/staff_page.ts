import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '../../src/identity/index.ts'
import type { House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { assertAccessible } from './axe.ts'
import { openPage, type Watched } from './page.ts'

/** The screens that a page of the dashboard is tried on. */
export const screens = {
  phone: { viewport: { width: 390, height: 844 } },
  desktop: { viewport: { width: 1440, height: 900 } },
}

/** A page of the dashboard, of somebody who is signed in. */
export async function openAsStaff(
  house: House,
  browser: Browser,
  role: Role,
  path: string,
  options: BrowserContextOptions = screens.desktop,
): Promise<Watched> {
  const cookies = (await signedInAs(house, role)).cookie().split('; ')
  const named = cookies.map((cookie) => {
    const [name = ''] = cookie.split('=')
    return { name, value: cookie.slice(name.length + 1), url: house.url }
  })
  const watched = await openPage(
    browser,
    options,
    named.map(({ name }) => name),
  )
  await watched.page.context().addCookies(named)
  await watched.page.goto(house.url + path)
  return watched
}

/** Nothing is wider than the window, and axe finds nothing. */
export async function assertWell(page: Page): Promise<void> {
  await assertAccessible(page)
  await assertNotWider(page)
}

/** Nothing is wider than the window. */
export async function assertNotWider(page: Page): Promise<void> {
  const [width, room] = await page.evaluate(
    () => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const,
  )
  assert.ok(width <= room, `${width} px in ${room} on ${new URL(page.url()).pathname}`)
}
