import type { Page } from 'playwright-core'

/**
 * Keeps what a screen reader would speak from live regions, from the next page on: what changes in
 * a region that was there, and could be heard, before its words.
 */
export async function keepSpoken(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const spoken: string[] = []
    Object.assign(window, { spoken })
    const last = new WeakMap<Element, string>()
    const regions = 'output, [role=status], [role=alert], [aria-live]'
    const hear = () => {
      for (const region of document.querySelectorAll(regions)) {
        // What nobody can reach, nobody hears of.
        if (region.closest('[inert]') || !region.checkVisibility({ visibilityProperty: true }))
          continue
        const text = region.textContent?.trim().replaceAll(/\s+/g, ' ') ?? ''
        const isNew = !last.has(region)
        if (text === last.get(region)) continue
        last.set(region, text)
        const isOff = region.getAttribute('aria-live') === 'off'
        if (text !== '' && !isNew && !isOff) spoken.push(text)
      }
    }
    document.addEventListener('DOMContentLoaded', () => {
      hear()
      const all = { childList: true, subtree: true, characterData: true, attributes: true }
      new MutationObserver(hear).observe(document.body, all)
    })
  })
}

/** What was spoken on this page so far, in its order. */
export function spokenOn(page: Page): Promise<string[]> {
  return page.evaluate(() => Reflect.get(window, 'spoken') as string[])
}
