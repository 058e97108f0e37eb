import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { FrameLocator, Page } from 'playwright-core'
import { launch } from '../test/chromium.ts'
import { complaintsOf, startCheckout, typeCard } from './browser_checkout.ts'
import { startForTest } from './with_simulator.ts'

const simulator = await startForTest()
const { control } = simulator
const browser = await launch()
const checkout = await startCheckout(simulator)
after(async () => {
  await browser.close()
  await checkout.close()
})

type Result = {
  error?: {
    type: string
    code?: string
    decline_code?: string
    payment_intent?: { status: string }
  }
  paymentIntent?: { id: string; status: string }
}

/** Opens the checkout, runs the test, and sees to it that the page never complained. */
async function onPage(query: string, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const complaints = complaintsOf(page)
  page.setDefaultTimeout(10_000)
  await page.goto(checkout.url + query)
  await work(page)
  assert.deepEqual(complaints, [])
  await context.close()
}

for (const [mode, query] of [
  ['deferred', ''],
  ['with a client secret', '?mode=secret'],
] as const) {
  test(`Elements ${mode}: 4242 pays, and no card number reaches the page`, async () => {
    await onPage(query, async (page) => {
      await readyToPay(page)
      await typeCard(page, '4242424242424242')
      const { paymentIntent } = await pay(page)
      assert.equal(paymentIntent?.status, 'succeeded')
      const heard = await page.evaluate(() => JSON.stringify((window as never)['heard']))
      assert.ok(heard.includes('"complete":true'))
      assert.equal(/4242/.test(heard), false)
      const { payment_intents } = await control.ledger()
      const paid = payment_intents.find(({ id }) => id === paymentIntent?.id)
      assert.equal(paid?.amount_received, 2000)
    })
  })
}

test('a decline comes back as an error, and the next card pays the same intent', async () => {
  await onPage('', async (page) => {
    await readyToPay(page)
    await typeCard(page, '4000000000000002')
    const { error } = await pay(page)
    assert.deepEqual(
      [error?.type, error?.code, error?.decline_code, error?.payment_intent?.status],
      ['card_error', 'card_declined', 'generic_decline', 'requires_payment_method'],
    )
    assert.equal(
      await cardFrame(page).locator('[name="number"]').inputValue(),
      '4000 0000 0000 0002',
    )
    await typeCard(page, '5555555555554444')
    assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
  })
})

test('3-D Secure completed: the frame stands over the page, the payment succeeds', async () => {
  await onPage('', async (page) => {
    await readyToPay(page)
    await typeCard(page, '4000000000003220')
    await page.getByRole('button', { name: 'Pay' }).click()
    const size = await page.locator('body > iframe[title="Secure authentication"]').boundingBox()
    assert.deepEqual(size, { x: 0, y: 0, width: 390, height: 844 })
    await bankFrame(page).locator('#test-source-authorize-3ds').click()
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
    assert.equal(await page.locator('body > iframe').count(), 0)
  })
})

test('3-D Secure failed: the error says so, and the intent can be paid anew', async () => {
  await onPage('', async (page) => {
    await readyToPay(page)
    await typeCard(page, '4000000000003220')
    await page.getByRole('button', { name: 'Pay' }).click()
    await bankFrame(page).locator('#test-source-fail-3ds').click()
    const { error } = await result(page)
    assert.equal(error?.code, 'payment_intent_authentication_failure')
    assert.equal(error?.payment_intent?.status, 'requires_payment_method')
    await typeCard(page, '4242424242424242')
    assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
  })
})

test('3-D Secure completed and then declined: the decline is the error', async () => {
  await onPage('', async (page) => {
    await readyToPay(page)
    await typeCard(page, '4000008260003178')
    await page.getByRole('button', { name: 'Pay' }).click()
    await bankFrame(page).locator('#test-source-authorize-3ds').click()
    assert.equal((await result(page)).error?.decline_code, 'insufficient_funds')
  })
})

test('redirect "always" leaves for return_url with the intent and its outcome', async () => {
  await onPage('?redirect=always', async (page) => {
    await readyToPay(page)
    await typeCard(page, '4242424242424242')
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.waitForURL(/\/return\?/)
    const { searchParams } = new URL(page.url())
    assert.match(String(searchParams.get('payment_intent')), /^pi_/)
    assert.equal(searchParams.get('redirect_status'), 'succeeded')
  })
})

test('wrong input is told under each field, in Stripe’s words, and not sent', async () => {
  const before = await control.ledger()
  await onPage('', async (page) => {
    await readyToPay(page)
    const frame = cardFrame(page)
    await frame.locator('[name="number"]').fill('4242424242424241')
    await frame.locator('[name="expiry"]').fill('11 / 20')
    await frame.locator('[name="cvc"]').fill('12')
    const { error } = await pay(page)
    assert.deepEqual([error?.type, error?.code], ['validation_error', 'invalid_number'])
    assert.deepEqual(await frame.locator('.Error').allTextContents(), [
      'Your card number is invalid.',
      "Your card's expiration year is in the past.",
      "Your card's security code is incomplete.",
    ])
    assert.equal((await control.ledger()).charges.length, before.charges.length)
  })
})

test('typing formats the number and the date and goes on by itself', async () => {
  await onPage('', async (page) => {
    await readyToPay(page)
    const frame = cardFrame(page)
    await frame.locator('[name="number"]').click()
    await page.keyboard.type('4242424242424242')
    await page.keyboard.type('434')
    await page.keyboard.type('123')
    const values = ['number', 'expiry', 'cvc'].map(async (name) =>
      frame.locator(`[name="${name}"]`).inputValue(),
    )
    assert.deepEqual(await Promise.all(values), ['4242 4242 4242 4242', '04 / 34', '123'])
    await frame.getByLabel('Card number').fill('378282246310005')
    assert.equal(await frame.getByLabel('Card number').inputValue(), '3782 822463 10005')
  })
})

test('the page does not jump when the Element is ready, and follows its height after', async () => {
  await onPage('', async (page) => {
    const frame = page.locator('iframe[title="Secure payment input frame"]')
    await frame.waitFor({ state: 'attached' })
    const heightOf = async (): Promise<string> =>
      frame.evaluate((element: HTMLIFrameElement) => element.style.height)
    const before = await heightOf()
    await readyToPay(page)
    await page.waitForTimeout(200)
    assert.equal(await heightOf(), before)
    await pay(page)
    await page.waitForFunction(
      (height) => document.querySelector('iframe')?.style.height !== height,
      before,
    )
  })
})

test('a simulator out of reach is an api_connection_error, never a rejection', async () => {
  await onPage('', async (page) => {
    await readyToPay(page)
    await typeCard(page, '4242424242424242')
    await page.route('**/confirm', async (route) => route.abort())
    page.removeAllListeners('console')
    assert.equal((await pay(page)).error?.type, 'api_connection_error')
    await page.unroute('**/confirm')
    assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
  })
})

test('Elements refuse the client secret of an intent that is already paid', async () => {
  let secret = ''
  await onPage('', async (page) => {
    await readyToPay(page)
    await typeCard(page, '4242424242424242')
    await pay(page)
    secret = await page.evaluate(() => (window as never)['clientSecret'])
  })
  await onPage(`?mode=secret&secret=${secret}`, async (page) => {
    await page.waitForFunction(() =>
      (window as unknown as { heard: string[][] }).heard.some(([name]) => name === 'loaderror'),
    )
  })
})

function cardFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure payment input frame"]')
}

function bankFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure authentication"]')
}

async function readyToPay(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    (window as unknown as { heard: string[][] }).heard.some(([name]) => name === 'ready'),
  )
}

async function pay(page: Page): Promise<Result> {
  await page.getByRole('button', { name: 'Pay' }).click()
  return result(page)
}

async function result(page: Page): Promise<Result> {
  await page.getByRole('status').filter({ hasText: /\S/ }).waitFor()
  return page.evaluate(() => (window as never)['result'])
}
