import type { Browser, Page } from 'playwright-core'
import { launch } from '../chromium.ts'
import { addNight } from '../catalog.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse } from '../house.ts'
import { fillCard } from '../steps.ts'

/**
 * `npm run bench:vitals`: what a guest with a slow phone and a slow network waits for, page by
 * page, in real Chromium: the largest paint (LCP), the slowest answer to a press or a key (INP) and
 * what jumps (CLS). Each is the median of some visits with an empty cache. Stripe.js is the
 * simulator's, from this computer by the same slow network.
 */

const VISITS = 5
/** A phone of the middle class against this computer. */
const CPU_SLOWER = 4
/** What Lighthouse calls a slow 4G, once known as a fast 3G: bytes a second, ms there and back. */
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 204_800,
  uploadThroughput: 96_000,
}
const SCREEN = { viewport: { width: 390, height: 844 } }
/** What comes late, such as Stripe's frames, has come by then. */
const SETTLE_MS = 2500
const GOALS = { lcp_ms: 1800, inp_ms: 100, cls: 0.02 }

type Vitals = typeof GOALS
/** A page, and what its guest does on it. */
interface Visit {
  name: string
  url: string
  use: (page: Page) => Promise<unknown>
}

const house = await openHouse()
const browser = await launch()
try {
  print(
    `median of ${VISITS} visits; CPU ${CPU_SLOWER} times slower, ${NETWORK.latency} ms, 1.6 Mbit/s`,
  )
  for (const visit of await visits()) {
    const seen: Vitals[] = []
    for (let n = 0; n < VISITS; n += 1) seen.push(await measure(browser, visit))
    print(lineOf(visit.name, seen))
  }
} finally {
  await browser.close()
  await house.close()
}

async function visits(): Promise<Visit[]> {
  const { slug, types } = await addNight(house.db, { types: [{ capacity: 100 }] })
  const [type = ''] = types
  const urlOf = ({ order_id, secret }: { order_id: string; secret: string }) =>
    `${house.url}/orders/${order_id}/${secret}`
  const open = await placeOrder(house, slug, { [type]: 2 })
  const paid = await placeOrder(house, slug, { [type]: 2 })
  await pay(house, paid)
  await fulfilled(house, paid, 2)
  return [
    { name: 'night', url: `${house.url}/nights/${slug}`, use: (page) => chooseTwo(page, type) },
    { name: 'checkout', url: `${urlOf(open)}/checkout`, use: declineOnce },
    { name: 'order', url: urlOf(paid), use: walkThrough },
  ]
}

async function chooseTwo(page: Page, type: string): Promise<void> {
  await page.locator(`[name="quantity_${type}"]`).focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'Tab']) await page.keyboard.press(key)
}

/** The hardest that the page does: form, overlay, toast, and all of it again. */
async function declineOnce(page: Page): Promise<void> {
  await fillCard(page, '4000000000000002')
  await page.getByLabel('Name', { exact: true }).click()
  await page.keyboard.type('da')
  await page.getByRole('button', { name: 'Pay €' }).click()
  const retry = page.getByRole('button', { name: 'Retry' })
  await retry.click()
  await retry.waitFor()
}

async function walkThrough(page: Page): Promise<void> {
  for (let n = 0; n < 6; n += 1) await page.keyboard.press('Tab')
}

async function measure(chromium: Browser, { url, use }: Visit): Promise<Vitals> {
  const context = await chromium.newContext({ locale: 'en-GB', ...SCREEN })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', NETWORK)
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
  await page.addInitScript(watch)
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForTimeout(SETTLE_MS)
  await use(page)
  await page.waitForTimeout(SETTLE_MS)
  const vitals = await page.evaluate(() => Reflect.get(window, 'vitals') as Vitals)
  await context.close()
  return vitals
}

/** In the page: every later entry makes its value worse, never better. */
function watch(): void {
  interface Entry extends PerformanceEntry {
    value: number
    hadRecentInput: boolean
    interactionId: number
  }
  const vitals = { lcp_ms: 0, inp_ms: 0, cls: 0 }
  Object.assign(window, { vitals })
  const each = (type: string, read: (entry: Entry) => void, options = {}) =>
    new PerformanceObserver((list) =>
      list.getEntries().forEach((entry) => read(entry as Entry)),
    ).observe({ type, buffered: true, ...options })
  each('largest-contentful-paint', ({ startTime }) => (vitals.lcp_ms = startTime))
  each('layout-shift', ({ value, hadRecentInput }) => {
    if (!hadRecentInput) vitals.cls += value
  })
  const slowest = { durationThreshold: 16 }
  each(
    'event',
    ({ duration, interactionId }) => {
      if (interactionId) vitals.inp_ms = Math.max(vitals.inp_ms, duration)
    },
    slowest,
  )
}

function lineOf(name: string, seen: Vitals[]): string {
  const cells = [
    cell('LCP', medianOf(seen, 'lcp_ms'), GOALS.lcp_ms, 0, ' ms'),
    cell('INP', medianOf(seen, 'inp_ms'), GOALS.inp_ms, 0, ' ms'),
    cell('CLS', medianOf(seen, 'cls'), GOALS.cls, 3, ''),
  ]
  return `${name.padEnd(10)}${cells.join('   ')}`
}

function cell(name: string, value: number, goal: number, digits: number, unit: string): string {
  const mark = value > goal ? '  MISSED' : ''
  return `${name} ${value.toFixed(digits).padStart(5)} of ${goal}${unit}${mark}`
}

function medianOf(seen: Vitals[], name: keyof Vitals): number {
  const values = seen.map((vitals) => vitals[name]).toSorted((a, b) => a - b)
  return values[values.length >> 1] ?? Number.NaN
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
