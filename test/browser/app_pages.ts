import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { appPages } from '../../src/web/dashboard/app_routes.ts'
import { assertWell } from './staff_page.ts'

/** The app's pages that need no more than their address. */
export const appPaths = appPages.map(([path]) => path).filter((path) => !path.includes(':'))

/** Those of one order, night or floor plan, whose address names it. */
export const appPathsOfOne = appPages.map(([path]) => path).filter((path) => path.includes(':'))

/** All that a page asks for; the stream that tells of news is no answer. */
export const API = /\/api\/dashboard\/(?!live$)/
/** Why a page's answers do not come, where a test keeps them back. */
export const NOT_NOW = 'Not now, please.'

/** Waits until a page of the dashboard is drawn, and nothing on it is still on its way. */
export async function settled(page: Page): Promise<void> {
  // Bones come with their page's heading or not at all, and what they lead on to comes in their
  // place at once.
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('.bones').first().waitFor({ state: 'detached' })
}

/** Waits until a page says just that. */
export const says = (page: Page, words: string) =>
  page.locator('main').getByText(words, { exact: true }).first().waitFor()

/** From so many ms on an interval of the app asks for what is shown; a shorter one only draws. */
const ASKS_FROM_MS = 20_000

/**
 * From the next load on this page asks for nothing by itself: no time asks again, and no stream
 * tells of news. What comes then was asked for by whoever uses it.
 */
export async function asksOnlyWhenPressed(page: Page): Promise<void> {
  // Never answered: it neither opens, which has all asked for again, nor fails.
  await page.route('**/api/dashboard/live', () => {})
  await page.addInitScript((from_ms) => {
    const every = window.setInterval
    const never = (work: () => void, ms = 0) => (ms >= from_ms ? 0 : every(work, ms))
    window.setInterval = never as typeof window.setInterval
  }, ASKS_FROM_MS)
}

/** Lets a page's answers through, or holds them back until they are let go. */
export async function answersOf(page: Page): Promise<{ hold: () => () => void }> {
  let held = Promise.resolve()
  await page.route(API, async (route) => {
    await held
    await route.fallback()
  })
  return {
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return resolve
    },
  }
}

/** A page that waits for its answers says so, under its heading. */
export async function assertLoading(page: Page): Promise<void> {
  const bones = page.locator('.bones[aria-busy=true]').filter({ visible: true }).first()
  await bones.waitFor()
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await bones.getByRole('status').textContent(), 'Loading …')
  await assertWell(page)
}
