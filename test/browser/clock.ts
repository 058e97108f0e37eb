import { setTimeout as sleep } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'

/** Less than anything that a page waits for, so that nothing is overslept. */
const STEP_MS = 50
/** What a page is left in real time for answers, which come by no clock. */
const BREATH_MS = 10
/** Slower than anything on a busy machine, faster than a test run's patience. */
const PATIENCE_MS = 45_000
/** A clock cannot be stopped in the past, and while it is told to, time passes: more on a try. */
const AHEAD_MS = { first: 1000, max: 32_000 }

/**
 * Takes a page's clock from the machine: from now on no time passes in it but what a test lets
 * pass, however slow the browser or the test is. It leaps ahead a little first. A page that is
 * loaded already must have had its clock installed before.
 */
export async function stopClock(page: Page): Promise<void> {
  if (page.url() === 'about:blank') await page.clock.install()
  for (let ahead_ms = AHEAD_MS.first; ; ahead_ms *= 2) {
    const now_ms = await page.evaluate(() => Date.now())
    try {
      return await page.clock.pauseAt(now_ms + ahead_ms)
    } catch (error) {
      if (ahead_ms >= AHEAD_MS.max) throw error
    }
  }
}

/** Lets the page's clock run in small steps until something is seen, or so, and stops it again. */
export async function runUntil(
  page: Page,
  seen: Locator | (() => Promise<boolean>),
  step_ms: number = STEP_MS,
): Promise<void> {
  const isSeen = typeof seen === 'function' ? seen : () => seen.first().isVisible()
  const deadline_ms = Date.now() + PATIENCE_MS
  while (!(await isSeen())) {
    if (Date.now() > deadline_ms) throw new Error(`The clock ran for nothing: ${String(seen)}`)
    await page.clock.runFor(step_ms)
    await sleep(BREATH_MS)
  }
}

/**
 * Headless Chromium never hides a tab, so the page is told what a hidden tab, or one that is seen
 * again, tells it.
 */
export async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)
}

/** Does something after which another toast comes than the one that is there. Its clock stands. */
export async function anotherToast(page: Page, act: () => Promise<unknown>): Promise<void> {
  for (const old of await page.locator('.toast').all())
    await old.evaluate((toast) => Object.assign(toast.dataset, { old: 'true' }))
  await act()
  await runUntil(page, page.locator('.toast:not([data-old])'))
}
