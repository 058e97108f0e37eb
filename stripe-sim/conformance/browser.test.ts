import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { launch } from '../../test/chromium.ts'
import { startCheckout } from '../testing/browser_checkout.ts'
import { cardFrame, typeCard, type Result } from '../testing/checkout_page.ts'
import { later, openSubject } from './subject.ts'

const subject = await openSubject()
const browser = await launch()
const checkout = await startCheckout(subject.counter)
after(async () => {
  await browser.close()
  await checkout.close()
})

// Stripe.js itself comes over the network, in a dozen of requests.
const patience_ms = 60_000

/** Pays with a card as a guest does, and returns what the page was told. */
async function payBy(number: string, atBank?: (page: Page) => Promise<void>): Promise<Result> {
  const context = await browser.newContext()
  const page = await context.newPage()
  page.setDefaultTimeout(patience_ms)
  await page.goto(checkout.url)
  await typeCard(page, number)
  // Stripe asks for it in some countries; the stand-in never does.
  const postalCode = cardFrame(page).locator('[name="postalCode"]')
  if (await postalCode.isVisible()) await postalCode.fill('10115')
  await page.getByRole('button', { name: 'Pay €20.00' }).click()
  await atBank?.(page)
  const told = await page.waitForFunction(() => (window as { result?: unknown }).result)
  const result = (await told.jsonValue()) as Result
  await context.close()
  return result
}

/** Presses a button of the bank's page, in whatever frame within frames that stands. */
function press(selector: string) {
  return async (page: Page): Promise<void> => {
    const button = await later('the page of the bank', async () => {
      for (const frame of page.frames()) {
        const found = frame.locator(selector)
        if (await found.isVisible().catch(() => false)) return found
      }
      return undefined
    })
    await button.click()
  }
}

test('a card that is typed into the Payment Element pays', async () => {
  const { paymentIntent } = await payBy('4242424242424242')
  assert.equal(paymentIntent?.status, 'succeeded')
  const intent = await subject.stripe.paymentIntents.retrieve(paymentIntent?.id ?? '')
  assert.equal(intent.amount_received, 2000)
})

test('a declined card comes back as an error with the open intent', async () => {
  const { error } = await payBy('4000000000000002')
  assert.deepEqual(
    [error?.type, error?.code, error?.decline_code, error?.payment_intent?.status],
    ['card_error', 'card_declined', 'generic_decline', 'requires_payment_method'],
  )
})

test('a card number that is wrong is told without asking the bank', async () => {
  const { error } = await payBy('4242424242424241')
  assert.equal(error?.type, 'validation_error')
})

test('3-D Secure completed pays', async () => {
  const bank = press('#test-source-authorize-3ds')
  const { paymentIntent } = await payBy('4000000000003220', bank)
  assert.equal(paymentIntent?.status, 'succeeded')
})

test('3-D Secure failed leaves the intent open', async () => {
  const { error } = await payBy('4000000000003220', press('#test-source-fail-3ds'))
  assert.equal(error?.code, 'payment_intent_authentication_failure')
  assert.equal(error?.payment_intent?.status, 'requires_payment_method')
})
