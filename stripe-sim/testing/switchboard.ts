import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Stripe } from 'stripe'
import type { StripeSim } from '../index.ts'
import { sdkFor, startForTest } from './with_simulator.ts'

/** What the tests of the switchboard share: a simulator with its page open in a browser. */

export const desktop = { viewport: { width: 1440, height: 900 } }
export const phone = { viewport: { width: 390, height: 844 } }
/** The secret of the webhook endpoint, which no page may show. */
export const signingSecret = 'whsec_neverOnThePage'

// Slower than any step on a busy machine, faster than a test run's patience.
const patience_ms = 20_000
// The browser's own line for a refusal, which the page says in words.
const isRefusal = /^Failed to load resource: .* status of (?:4\d\d|503)/

export type Switchboard = { simulator: StripeSim; stripe: Stripe; page: Page }

/** Opens the switchboard of a simulator of its own; fails if the page ever complained. */
export async function onSwitchboard(
  browser: Browser,
  work: (switchboard: Switchboard) => Promise<void>,
  options: BrowserContextOptions & { webhookUrl?: string } = {},
): Promise<void> {
  const { webhookUrl: url, ...contextOptions } = options
  const webhookEndpoints = url === undefined ? [] : [{ url, secret: signingSecret }]
  const simulator = await startForTest({ webhookEndpoints })
  const context = await browser.newContext({ ...desktop, ...contextOptions })
  const page = await context.newPage()
  page.setDefaultTimeout(patience_ms)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const isComplaint = ['warning', 'error'].includes(message.type())
    if (isComplaint && !isRefusal.test(message.text())) complaints.push(message.text())
  })
  await page.goto(simulator.url)
  await work({ simulator, stripe: sdkFor(simulator), page })
  await context.close()
  assert.deepEqual(complaints, [])
}

/** The row of a payment or an event. */
export function row(page: Page, { id }: { id: string }): Locator {
  return page.locator(`[id="${id}"]`)
}

/** What a row says without being folded out. */
export function glance(page: Page, object: { id: string }): Locator {
  return row(page, object).locator('summary').first()
}

/** Folds a payment out and gives what is inside. */
export async function storyOf(page: Page, intent: { id: string }): Promise<Locator> {
  await glance(page, intent).click()
  const story = row(page, intent).locator('.story')
  await story.waitFor()
  return story
}
