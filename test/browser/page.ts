import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A guest's page, and the end of it, which shows that nothing was complained of. */
export interface Watched {
  page: Page
  close: () => Promise<void>
}

/** Chromium itself writes a decline (402) and a refused form (409, 422) to the console. */
const EXPECTED = /status of (402|409|422)/
/** Slower than any step on a busy machine, faster than a test run's patience. */
const PATIENCE_MS = 45_000

/** A guest's choice of a language is all that we keep in a browser. */
const COOKIES = new Set(['language'])

/**
 * Opens a page in a window of its own. Its close fails on any complaint in the console, and on any
 * cookie that was set for more than the guest's language, and what `others` allows.
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
  others: string[] = [],
): Promise<Watched> {
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
      const cookies = (await context.cookies()).map(({ name }) => name)
      await context.close()
      assert.deepEqual(complaints, [], 'the console is quiet')
      assert.deepEqual(
        cookies.filter((name) => !COOKIES.has(name) && !others.includes(name)),
        [],
      )
    },
  }
}

/** To be run before a page's own scripts: takes away what only https, or this computer, has. */
export function withoutHttps(): void {
  for (const name of ['subtle', 'randomUUID']) Reflect.deleteProperty(Crypto.prototype, name)
}
