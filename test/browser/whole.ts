import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** The narrowest phone, and a laptop at 200 %. */
export const NARROW = { width: 320, height: 640 }
export const ZOOMED = { width: 640, height: 360 }

/**
 * Fails where the page is wider than its window, or where a word or a control of it cannot be seen
 * however the guest scrolls.
 */
export async function assertWhole(page: Page): Promise<void> {
  assert.deepEqual(await page.evaluate(cutOff), [], JSON.stringify(page.viewportSize()))
}

/** Fails where anything moves, on a page whose guest has asked for less of that. */
export async function assertStill(page: Page): Promise<void> {
  assert.deepEqual(await page.evaluate(moving), [])
}

/** Fails where nothing begins to move, on a page whose guest has not asked for less of it. */
export async function assertMoves(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().some(({ playState }) => playState === 'running'),
  )
}

/** The parts of the page that move now. */
function moving(): string[] {
  const running = document.getAnimations().filter(({ playState }) => playState === 'running')
  return running.map(({ effect }) => (effect as KeyframeEffect).target?.className ?? '')
}

/** Runs in the page: it knows nothing of this file. */
function cutOff(): string[] {
  const faults: string[] = []
  const wide = document.documentElement.scrollWidth - innerWidth
  if (wide > 0) faults.push(`the page is ${wide} px too wide`)

  const around = (part: Element): Element[] =>
    part.parentElement ? [part.parentElement, ...around(part.parentElement)] : []
  /** Spoken only, or drawn. */
  const isNoText = (part: Element) =>
    part.closest('svg, option, .skip') !== null ||
    !part.checkVisibility({ visibilityProperty: true }) ||
    [part, ...around(part)].some((one) => one.getBoundingClientRect().width <= 1)

  const look = (what: string, part: Element, rects: Iterable<DOMRect>) => {
    for (const { left, right, top, bottom, width } of rects) {
      if (width === 0) continue
      const window = { left: 0, right: innerWidth, top: -scrollY, bottom: Infinity }
      let isReached = false
      for (const box of [part, ...around(part)]) {
        const { position, overflowX, overflowY } = getComputedStyle(box)
        const edge = box.getBoundingClientRect()
        if (/auto|scroll/.test(overflowX) && box !== document.documentElement) isReached = true
        const beyondX = left < edge.left - 1 || right > edge.right + 1
        const beyondY = top < edge.top - 1 || bottom > edge.bottom + 1
        if (!isReached && overflowX !== 'visible' && beyondX) faults.push(`${what}: sides cut off`)
        if (/hidden|clip/.test(overflowY) && beyondY) faults.push(`${what}: height cut off`)
        if (position !== 'fixed') continue
        // What lies in front of the page does not scroll with it.
        const scrolls = /auto|scroll/.test(overflowY)
        window.top = scrolls ? -box.scrollTop : 0
        window.bottom = scrolls ? Infinity : innerHeight
      }
      const isOut = left < window.left - 1 || right > window.right + 1
      if (!isReached && isOut) faults.push(`${what}: beside the window`)
      if (top < window.top - 1 || bottom > window.bottom + 1) faults.push(`${what}: out of reach`)
    }
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const part = text.parentElement
    if (!part || !text.nodeValue?.trim() || isNoText(part)) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    look(text.nodeValue.trim(), part, range.getClientRects())
  }
  for (const part of document.querySelectorAll('input, select, button, iframe'))
    if (!isNoText(part)) look(part.outerHTML.slice(0, 80), part, [part.getBoundingClientRect()])
  return faults
}
