import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A guest's page, and the end of it, which shows that nothing was complained of. */
export interface Watched {
  page: Page
  close(): Promise<void>
}

/** Chromium itself writes a decline (402) and a refused form (409, 422) to the console. */
const EXPECTED = /status of (402|409|422)/
/** Slower than any step on a busy machine, faster than a test run's patience. */
const PATIENCE_MS = 20_000

/** Opens a page in a window of its own. Its close fails on any complaint in the console. */
export async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Watched> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    const text = message.text()
    if (['warning', 'error'].includes(message.type()) && !EXPECTED.test(text)) complaints.push(text)
  })
  return {
    page,
    close: async () => {
      await context.close()
      assert.deepEqual(complaints, [], 'the console is quiet')
    },
  }
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** Fails on anything that axe finds on the page as it is now. */
export async function assertAccessible(page: Page): Promise<void> {
  // By evaluation and not by a script element, which the page's own policy would refuse.
  await page.evaluate(axeSource)
  const found = await page.evaluate(async () => {
    const axe = Reflect.get(window, 'axe') as {
      run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
    }
    const { violations } = await axe.run({ iframes: false })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
  })
  assert.deepEqual(found, [], `axe on ${new URL(page.url()).pathname.replace(/\w{32}/, '…')}`)
}
