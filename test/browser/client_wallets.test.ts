import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import type { Browser, FrameLocator, Page } from 'playwright-core'
import { launch } from '../chromium.ts'
import { openCheckout, openStill, PHONE, type OpenCheckout } from './client_checkout.ts'
import type { PageOptions } from './client_page.ts'
import { assertAccessible } from './axe.ts'
import { runUntil } from './clock.ts'
import { buttons, declinedCard, openWallet, payWithWallet, wallet } from './wallet.ts'

// Stripe's Express Checkout Element above the fields: by the same rules as the card below them.

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

/** Whom the simulator's wallet belongs to. */
const owner = { name: 'Test Guest', email: 'guest@example.com' }

for (const [name, kind] of [
  ['GA', 'ga'],
  ['VIP', 'vip'],
] as const) {
  const phone = kind === 'vip' ? { phone: '+15555550100' } : {}

  test(`${name}: a wallet pays in one press; its name and address get the tickets`, async (t) => {
    const checkout = await withWallet(t, { kind })
    const { page } = checkout
    await buttons(page).getByRole('button', { name: 'Apple Pay' }).waitFor()
    assert.ok(await page.evaluate(termsComeFirst))
    await assertAccessible(page)
    await openWallet(page)
    await payWithWallet(page)
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
    assert.deepEqual(writes(checkout), ['PUT /guest', 'POST /payment'])
    assert.deepEqual(guestsSaved(checkout), [{ ...owner, ...phone }])
    assert.deepEqual(await chargesOf(checkout), ['succeeded by apple_pay'])
    await checkout.assertQuiet()
  })

  test(`${name}: a declined wallet is the same toast, and the card on the same page pays`, async (t) => {
    const checkout = await withWallet(t, { kind }, undefined, openStill)
    const { page } = checkout
    await openWallet(page)
    await payWithWallet(page, declinedCard)
    const toast = page.locator('.toast')
    await runUntil(page, toast)
    assert.equal(await toast.innerText(), 'Payment failed. Please try again.\nRETRY')
    assert.match(await page.locator('body').innerText(), /Not paid yet, held until \d\d:\d\d/)
    // No page can open a wallet: Retry leads to the button that can.
    await toast.getByRole('button', { name: 'Retry' }).click()
    await page.clock.resume()
    await buttons(page).locator('button:focus').waitFor()
    await toast.waitFor({ state: 'detached' })

    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), owner.name)
    await fillCardOnly(page, '4242424242424242')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
    const guest = { ...owner, ...phone }
    assert.deepEqual(guestsSaved(checkout), [guest, guest])
    assert.deepEqual(await chargesOf(checkout), ['failed by apple_pay', 'succeeded by card'])
    const { payment_intents } = await checkout.till.sim.control.ledger()
    assert.equal(payment_intents.length, 1)
    await checkout.assertQuiet()
  })

  test(`${name}: a wallet that is closed is no failure: no toast, no attempt`, async (t) => {
    const checkout = await withWallet(t, { kind })
    const { page } = checkout
    await openWallet(page)
    await wallet(page).getByRole('button', { name: 'Cancel' }).click()
    await page.locator('body > iframe').waitFor({ state: 'detached' })
    assert.equal(await page.locator('.toast').count(), 0)
    assert.deepEqual(writes(checkout), [])
    await checkout.fill('4242424242424242')
    await page.getByRole('button', { name: 'Pay €48' }).click()
    await page.getByRole('heading', { name: 'Your order' }).waitFor()
    assert.deepEqual(await chargesOf(checkout), ['succeeded by card'])
    await checkout.assertQuiet()
  })

  test(`F24: ${name}: a wallet and Pay at once make one confirmation`, async (t) => {
    const cardFirst = await withWallet(t, { kind })
    await cardFirst.fill('4242424242424242')
    await openWallet(cardFirst.page)
    const turnedDown = Promise.withResolvers<void>()
    await cardFirst.page.route('**/confirm', async (route) => {
      await turnedDown.promise
      await route.continue()
    })
    await cardFirst.page.evaluate(pressPay)
    await payWithWallet(cardFirst.page)
    await wallet(cardFirst.page).getByText('The payment did not go through').waitFor()
    turnedDown.resolve()
    await cardFirst.page.getByRole('heading', { name: 'Your order' }).waitFor()
    assert.deepEqual(writes(cardFirst), ['PUT /guest', 'POST /payment'])
    assert.deepEqual(await chargesOf(cardFirst), ['succeeded by card'])
    await cardFirst.assertQuiet()

    const walletFirst = await withWallet(t, { kind })
    await walletFirst.fill('4242424242424242')
    await openWallet(walletFirst.page)
    const pressed = Promise.withResolvers<void>()
    walletFirst.till.script('PUT /guest', { after: pressed.promise })
    await payWithWallet(walletFirst.page)
    await walletFirst.page.locator('.overlay').waitFor()
    await walletFirst.page.evaluate(pressPay)
    pressed.resolve()
    await walletFirst.page.getByRole('heading', { name: 'Your order' }).waitFor()
    assert.deepEqual(writes(walletFirst), ['PUT /guest', 'POST /payment'])
    const written = { name: 'Ada', email: 'ada@guest.example' }
    assert.deepEqual(guestsSaved(walletFirst), [
      { ...written, ...(kind === 'vip' && { phone: PHONE }) },
    ])
    assert.deepEqual(await chargesOf(walletFirst), ['succeeded by apple_pay'])
    await walletFirst.assertQuiet()
  })
}

test('F34: a question of the bank that is still open is answered first; the wallet confirms nothing', async (t) => {
  const checkout = await withWallet(t)
  const { page } = checkout
  await checkout.fill('4000000000003220')
  await page.getByRole('button', { name: 'Pay €48' }).click()
  await bank(page).getByRole('button', { name: 'Complete' }).waitFor()
  await page.reload()
  await openWallet(page)
  await payWithWallet(page)
  await bank(page).getByRole('button', { name: 'Complete' }).click()
  await page.getByRole('heading', { name: 'Your order' }).waitFor()
  assert.deepEqual(await chargesOf(checkout), ['succeeded by card'])
  await checkout.assertQuiet()
})

test("F29: an answer that is lost after a wallet's charge is no decline: the page finds out", async (t) => {
  const checkout = await withWallet(t)
  const { page } = checkout
  await page.route('**/confirm', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  const seen = Promise.withResolvers<void>()
  checkout.till.script('POST /payment', {}, { after: seen.promise })
  await openWallet(page)
  await payWithWallet(page)
  await page.getByText('Checking with your bank. You will not be charged twice.').first().waitFor()
  assert.equal(await page.locator('.toast').count(), 0)
  seen.resolve()
  await page.getByRole('heading', { name: 'Your order' }).waitFor()
  assert.deepEqual(await chargesOf(checkout), ['succeeded by apple_pay'])
})

test('F50: a deposit is reserved by a wallet, and charges nothing', async (t) => {
  const checkout = await withWallet(t, { kind: 'vip', isDeposit: true })
  const { page, till } = checkout
  await page.getByText('Your card is not charged now: €48 are reserved').waitFor()
  assert.ok(await page.evaluate(termsComeFirst))
  await openWallet(page)
  await payWithWallet(page)
  await page.getByRole('heading', { name: 'Your order' }).waitFor()
  const { payment_intents } = await till.sim.control.ledger()
  assert.deepEqual(
    payment_intents.map(({ status, amount_received }) => [status, amount_received]),
    [['requires_capture', 0]],
  )
  await checkout.assertQuiet()
})

test('a field that the server refuses is named in the wallet and at the field; nothing is confirmed', async (t) => {
  const checkout = await withWallet(t)
  const { page, till } = checkout
  const message = 'This address does not take mail.'
  const errors = [{ field: 'email', code: 'email_invalid', message }]
  till.script('PUT /guest', { status: 422, body: { code: 'email_invalid', errors } })
  await openWallet(page)
  await payWithWallet(page)
  await wallet(page).getByText(message).waitFor()
  await wallet(page).getByRole('button', { name: 'Cancel' }).click()
  await page.locator('#guest-email-fault').getByText(message).waitFor()
  assert.equal(await page.getByLabel('E-mail').inputValue(), owner.email)
  assert.equal(await page.locator('.toast').count(), 0)
  assert.deepEqual(await chargesOf(checkout), [])
  await checkout.assertQuiet()
})

test('what the guest has written goes before the wallet; a mistake in it opens none', async (t) => {
  const checkout = await withWallet(t)
  const { page } = checkout
  const email = page.getByLabel('E-mail')
  await email.fill('ada@')
  await buttons(page).getByRole('button', { name: 'Apple Pay' }).click()
  await page.locator('#guest-email-fault').waitFor()
  await page.locator('#guest-email:focus').waitFor()
  assert.equal(await page.locator('#guest-name-fault').count(), 0)
  assert.equal(await page.locator('body > iframe').count(), 0)
  await email.fill('ada@guest.example')
  await openWallet(page)
  await payWithWallet(page)
  await page.getByRole('heading', { name: 'Your order' }).waitFor()
  assert.deepEqual(guestsSaved(checkout), [{ name: owner.name, email: 'ada@guest.example' }])
  await checkout.assertQuiet()
})

test('the overlay stays for the wallet, and steps aside for the bank of the card in it', async (t) => {
  const checkout = await withWallet(t)
  const { page } = checkout
  const seen = Promise.withResolvers<void>()
  await page.route('**/confirm', async (route) => {
    await seen.promise
    await route.continue()
  })
  await openWallet(page)
  await payWithWallet(page, '3-D Secure')
  await page.locator('.overlay').waitFor()
  // Longer than the pause between two looks for the bank's frame.
  await page.waitForTimeout(600)
  assert.equal(await page.locator('.overlay[data-aside]').count(), 0)
  seen.resolve()
  await page.locator('.overlay[data-aside]').waitFor({ state: 'attached' })
  await bank(page).getByRole('button', { name: 'Complete' }).click()
  await page.getByRole('heading', { name: 'Your order' }).waitFor()
  assert.deepEqual(await chargesOf(checkout), ['succeeded by apple_pay'])
})

test('without a wallet nothing is seen of it', async (t) => {
  const checkout = await openCheckout(t, browser)
  const { page } = checkout
  await page.getByLabel('Name', { exact: true }).waitFor()
  assert.equal(await page.locator('.wallets, .wallets-or').count(), 0)
  assert.doesNotMatch(await page.locator('body').innerText(), /express/i)
  assert.equal(await page.locator('.till-form > :first-child legend').innerText(), 'YOUR DETAILS')
  assert.equal(await page.locator('.till-close .till-terms').count(), 1)
  await checkout.assertQuiet()
})

test('wallets that nobody hears of in time are left out: the fields are shown and stay', async (t) => {
  const checkout = await withWallet(t, {}, (page) => page.route('**/v3/wallets', () => {}))
  const { page } = checkout
  await page.getByLabel('Name', { exact: true }).waitFor()
  assert.equal(await page.locator('.wallets').count(), 0)
  await checkout.fill('4242424242424242')
  await page.getByRole('button', { name: 'Pay €48' }).click()
  await page.getByRole('heading', { name: 'Your order' }).waitFor()
  await checkout.assertQuiet()
})

function withWallet(
  t: TestContext,
  options: PageOptions = {},
  prepare?: (page: Page) => Promise<unknown>,
  open = openCheckout,
): Promise<OpenCheckout> {
  return open(t, browser, { wallets: ['apple_pay'], ...options }, undefined, prepare)
}

const bank = (page: Page): FrameLocator =>
  page.frameLocator('body > iframe[title="Secure authentication"]')

async function fillCardOnly(page: Page, number: string): Promise<void> {
  const card = page.frameLocator('.card iframe')
  await card.locator('[name=number]').fill(number)
  await card.locator('[name=expiry]').fill('12 / 34')
  await card.locator('[name=cvc]').fill('123')
}

function pressPay(): void {
  document.querySelector<HTMLButtonElement>('.pay')?.click()
}

function termsComeFirst(): boolean {
  const [terms, ...others] = document.querySelectorAll('.till-terms:not(.till-policy)')
  const first = document.querySelector('.wallets')
  if (!terms || !first || others.length > 0) return false
  return Boolean(terms.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING)
}

function writes({ till }: OpenCheckout): string[] {
  const written = till.requests.filter(({ method }) => method !== 'GET')
  return written
    .map(({ method, path }) => `${method} ${path}`)
    .filter((one) => !/attempts/.test(one))
}

function guestsSaved({ till }: OpenCheckout): unknown[] {
  return till.requests.filter(({ path }) => path === '/guest').map(({ body }) => body)
}

async function chargesOf({ till }: OpenCheckout): Promise<string[]> {
  const { charges } = await till.sim.control.ledger()
  return charges.map(({ status, payment_method_details }) => {
    const by = payment_method_details?.card?.wallet?.type ?? 'card'
    return `${status} by ${by}`
  })
}
