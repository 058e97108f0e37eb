import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import type { Control, StripeSim } from '../index.ts'
import { complaintsOf, counterOf, startCheckout } from './browser_checkout.ts'
import { startForTest } from './with_simulator.ts'

/** What the browser tests of the stand-in share: a checkout in a browser, and how it is used. */

export type CheckoutTest = {
  simulator: StripeSim
  control: Control
  /**
   * Opens the checkout with a query (see test_page/page.js), runs the work, and sees to it that the
   * console got exactly the lines that are expected, or only such as match.
   */
  onPage: (
    query: Query,
    work: (page: Page) => Promise<void>,
    expected?: string[] | RegExp,
  ) => Promise<void>
}
type Query = Record<string, string | object | number>

/** What `confirmPayment` resolved with. */
export type Result = {
  error?: {
    type: string
    code?: string
    decline_code?: string
    message: string
    payment_intent?: { id: string; status: string }
  }
  paymentIntent?: { id: string; status: string }
}

const patience_ms = 10_000

/** A simulator and a checkout page that end with the test file, as does the browser. */
export async function startCheckoutTest(browser: Browser): Promise<CheckoutTest> {
  const simulator = await startForTest()
  const checkout = await startCheckout(counterOf(simulator))
  after(async () => {
    await browser.close()
    await checkout.close()
  })
  return {
    simulator,
    control: simulator.control,
    async onPage(query, work, expected = []) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
      const page = await context.newPage()
      const complaints = complaintsOf(page)
      page.setDefaultTimeout(patience_ms)
      await page.goto(checkout.url + written(query))
      await work(page)
      if (Array.isArray(expected)) assert.deepEqual(complaints, expected)
      else for (const complaint of complaints) assert.match(complaint, expected)
      await context.close()
    },
  }
}

function written(query: Query): string {
  const pairs = Object.entries(query).map(([name, value]) => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ])
  return `?${new URLSearchParams(pairs)}`
}

/** The frame of the Payment Element. */
export function cardFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure payment input frame"]')
}

/** The bank's page of 3-D Secure. */
export function bankFrame(page: Page): FrameLocator {
  return page.frameLocator('body > iframe[title="Secure authentication"]')
}

/** The buttons of the Express Checkout Element. */
export function expressFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure express checkout frame"]')
}

/** The open wallet. */
export function walletFrame(page: Page): FrameLocator {
  return page.frameLocator('body > iframe[title="Test wallet"]')
}

/** Types a card into the Payment Element as a person would. */
export async function typeCard(page: Page, number: string): Promise<void> {
  const frame = cardFrame(page)
  await frame.locator('[name="number"]').fill(number)
  await frame.locator('[name="expiry"]').fill('12 / 34')
  await frame.locator('[name="cvc"]').fill('123')
}

/** Waits until the page has heard an event of an Element, and returns the first of that name. */
export async function heard<Event>(page: Page, name: string, elementType = 'payment') {
  const found = await page.waitForFunction(
    ([wanted, type]) => {
      const events = (window as unknown as { heard: [string, { elementType: string }][] }).heard
      return events.find(([each, event]) => each === wanted && event.elementType === type)?.[1]
    },
    [name, elementType],
  )
  return (await found.jsonValue()) as Event
}

/** Opens with the card Element ready, which is where most tests begin. */
export async function readyToPay(page: Page): Promise<void> {
  await heard(page, 'ready')
}

/** Presses the page's own button and waits for the outcome. */
export async function pay(page: Page): Promise<Result> {
  await pressPay(page)
  return result(page)
}

/** Presses the page's own button. */
export async function pressPay(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pay €' }).click()
}

/** Waits for the outcome of the payment that is under way. */
export async function result(page: Page): Promise<Result> {
  const outcome = await page.waitForFunction(() => (window as { result?: unknown }).result)
  // Each outcome is read once, so that the next one cannot be mistaken for it.
  await page.evaluate('window.result = undefined')
  return (await outcome.jsonValue()) as Result
}

/** What an expression of the page throws or rejects with, as `name: message`. */
export async function thrown(page: Page, expression: string): Promise<string> {
  return page.evaluate<string>(`(async () => {
    try {
      await (${expression})
      return 'nothing'
    } catch (error) {
      return error.name + ': ' + error.message
    }
  })()`)
}
