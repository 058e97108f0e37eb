import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { launch } from '../../test/chromium.ts'
import {
  bankFrame,
  pay,
  pressPay,
  readyToPay,
  result,
  startCheckoutTest,
  typeCard,
} from '../testing/checkout_page.ts'
import { newIntent, sdkFor } from '../testing/with_simulator.ts'

const { control, simulator, onPage } = await startCheckoutTest(await launch())

/** Pays with a card that needs 3-D Secure, until the bank asks. */
async function reachBank(page: Page, card = '4000000000003220'): Promise<void> {
  await readyToPay(page)
  await typeCard(page, card)
  await pressPay(page)
  await bankFrame(page).getByRole('dialog').waitFor()
}

test('completed: the bank’s frame stands over the whole page, and the payment succeeds', async () => {
  await onPage({}, async (page) => {
    await reachBank(page)
    const frame = page.locator('body > iframe[title="Secure authentication"]')
    assert.deepEqual(await frame.boundingBox(), { x: 0, y: 0, width: 390, height: 844 })
    await bankFrame(page).locator('#test-source-authorize-3ds').click()
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
    assert.equal(await page.locator('body > iframe').count(), 0)
  })
})

for (const [how, giveUp] of [
  ['failed', async (page: Page) => bankFrame(page).getByRole('button', { name: 'Fail' }).click()],
  ['closed', async (page: Page) => bankFrame(page).getByLabel('Give up').click()],
  ['left with Escape', async (page: Page) => page.keyboard.press('Escape')],
  [
    'answered elsewhere',
    async (page: Page) => {
      const id = await page.evaluate<string>('clientSecret.split("_secret_")[0]')
      await control.authenticate({ payment_intent: id, answer: 'fail' })
      await bankFrame(page).getByRole('button', { name: 'Complete' }).click()
    },
  ],
] as const) {
  test(`${how}: the error says so, and the intent can be paid anew`, async () => {
    await onPage({}, async (page) => {
      await reachBank(page)
      await giveUp(page)
      const { error } = await result(page)
      assert.deepEqual(
        [error?.type, error?.code, error?.payment_intent?.status],
        [
          'invalid_request_error',
          'payment_intent_authentication_failure',
          'requires_payment_method',
        ],
      )
      await typeCard(page, '4242424242424242')
      assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
    })
  })
}

test('completed and then declined: the decline is the error', async () => {
  await onPage({}, async (page) => {
    await reachBank(page, '4000008260003178')
    await bankFrame(page).locator('#test-source-authorize-3ds').click()
    assert.equal((await result(page)).error?.decline_code, 'insufficient_funds')
  })
})

test('it is used with the keyboard alone, and gives the focus back', async () => {
  await onPage({}, async (page) => {
    await reachBank(page)
    const focused = async (): Promise<string> =>
      bankFrame(page)
        .locator(':focus')
        .evaluate((element) => element.textContent.trim())
    assert.equal(await focused(), 'Complete')
    // Tab never leads to the page behind.
    const around = []
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('Tab')
      around.push(await focused())
    }
    assert.deepEqual(around, ['Fail', '×', 'Complete', 'Fail'])
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
    await page.getByRole('button', { name: 'Pay' }).and(page.locator(':focus')).waitFor()
  })
})

test('a page whose root is inert meanwhile does not stand in the way', async () => {
  await onPage({}, async (page) => {
    await page.evaluate(`new MutationObserver(() => {
      const isAsked = document.querySelector('body > iframe') !== null
      document.querySelector('#root').inert = isAsked
    }).observe(document.body, { childList: true })`)
    await reachBank(page)
    await bankFrame(page).getByRole('button', { name: 'Complete' }).click()
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
  })
})

test('an answer that does not get through can be given again', async () => {
  await onPage({}, async (page) => {
    await reachBank(page)
    // The browser itself repeats a request on each connection that it has kept.
    await control.failRequests({ path: '/3d_secure/*', method: 'POST', effect: 'reset', times: 10 })
    await bankFrame(page).getByRole('button', { name: 'Complete' }).click()
    await bankFrame(page).getByRole('alert').filter({ hasText: 'did not get through' }).waitFor()
    await control.clearFaults()
    await bankFrame(page).getByRole('button', { name: 'Complete' }).click()
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
  })
})

test('a challenge that is over when its frame comes keeps nobody waiting', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await control.failRequests({ path: '/3d_secure/*', effect: 'delay', delay_ms: 300 })
    await typeCard(page, '4000000000003220')
    await pressPay(page)
    await page.locator('body > iframe').waitFor({ state: 'attached' })
    const id = await page.evaluate<string>('clientSecret.split("_secret_")[0]')
    await control.authenticate({ payment_intent: id, answer: 'complete' })
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
  })
})

test('confirmed by a server, the bank’s page leads back to return_url', async () => {
  const stripe = sdkFor(simulator)
  for (const [button, status] of [
    ['Complete', 'succeeded'],
    ['Fail', 'failed'],
    ['Give up', 'failed'],
  ] as const) {
    await onPage({}, async (page) => {
      const return_url = new URL('/return?order=1', page.url()).href
      const intent = await newIntent(stripe, {
        confirm: true,
        payment_method: 'pm_card_threeDSecure2Required',
        return_url,
      })
      await page.goto(String(intent.next_action?.redirect_to_url?.url))
      await page.getByRole('button', { name: button }).click()
      await page.waitForURL(/\/return\?/)
      assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), {
        order: '1',
        payment_intent: intent.id,
        payment_intent_client_secret: String(intent.client_secret),
        redirect_status: status,
      })
    })
  }
})
