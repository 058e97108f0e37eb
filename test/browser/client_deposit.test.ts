import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from '../chromium.ts'
import { openCheckout } from './client_checkout.ts'
import { assertAccessible } from './axe.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

test('F50: a deposit that the bank has authorised is a success at checkout, and charges nothing', async (t) => {
  const checkout = await openCheckout(t, browser, { isDeposit: true })
  const { page, till } = checkout
  await checkout.fill('4242424242424242')
  await page.getByText('Your card is not charged now: €48 are reserved').waitFor()
  await assertAccessible(page)
  await page.getByRole('button', { name: 'Reserve €48' }).click()
  await page.getByRole('heading', { name: 'Your order' }).waitFor()
  const { payment_intents } = await till.sim.control.ledger()
  assert.deepEqual(
    payment_intents.map(({ status, amount_received }) => [status, amount_received]),
    [['requires_capture', 0]],
  )
  await checkout.assertQuiet()
})
