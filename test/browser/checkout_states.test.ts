import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from '../chromium.ts'
import { assertAccessible } from './axe.ts'
import { checkoutStates, openState, type CheckoutState } from './checkout_states.ts'
import { keepSpoken, spokenOn } from './spoken.ts'
import { assertMoves, assertStill, assertWhole, NARROW, ZOOMED } from './whole.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const STILL = { viewport: NARROW, reducedMotion: 'reduce' } as const

for (const state of checkoutStates)
  for (const kind of ['ga', 'vip'] as const)
    test(`checkout, ${kind.toUpperCase()}, ${state.name}: whole at 320 px and at 200 %, still, for everybody, spoken once`, (t) =>
      meet(t, state, kind))

async function meet(t: TestContext, state: CheckoutState, kind: 'ga' | 'vip'): Promise<void> {
  const { page } = await openState(t, browser, state, kind, STILL, keepSpoken)
  await page.waitForFunction((part) => document.activeElement?.matches(part), state.focus)
  await page.waitForFunction(labelIsSeen)
  await page.waitForFunction(
    (count) => (Reflect.get(window, 'spoken') as string[]).length >= count,
    state.spoken.length,
  )
  await assertStill(page)
  await assertWhole(page)
  await assertAccessible(page)
  await page.setViewportSize(ZOOMED)
  await assertWhole(page)
  const heard = await spokenOn(page)
  assert.equal(heard.length, state.spoken.length, JSON.stringify(heard))
  for (const [n, sentence] of state.spoken.entries()) assert.match(heard[n] ?? '', sentence)
  await page.context().close()
}

test('a guest who has not asked for less of it sees something move while paying', async (t) => {
  const paying = checkoutStates.find(({ name }) => name === 'paying')!
  const { page } = await openState(t, browser, paying, 'ga', { reducedMotion: 'no-preference' })
  await assertMoves(page)
})

/** A field that the focus was sent to is of no use without its label. */
function labelIsSeen(): boolean {
  const { labels } = document.activeElement as HTMLInputElement
  return [...(labels ?? [])].every((label) => label.getBoundingClientRect().top >= 0)
}
