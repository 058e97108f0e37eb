import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stripe } from 'stripe'
import { launch } from '../../test/chromium.ts'
import {
  cardFrame,
  heard,
  pay,
  pressPay,
  readyToPay,
  startCheckoutTest,
  thrown,
  typeCard,
} from '../testing/checkout_page.ts'
import { confirmWith, newIntent, sdkFor } from '../testing/with_simulator.ts'

const { control, simulator, onPage } = await startCheckoutTest(await launch())

for (const [mode, query] of [
  ['deferred', {}],
  ['with a client secret', { mode: 'secret' }],
] as const) {
  test(`Elements ${mode}: 4242 pays what the intent asks for`, async () => {
    await onPage(query, async (page) => {
      await readyToPay(page)
      await typeCard(page, '4242424242424242')
      const { paymentIntent } = await pay(page)
      assert.equal(paymentIntent?.status, 'succeeded')
      const { payment_intents } = await control.ledger()
      const paid = payment_intents.find(({ id }) => id === paymentIntent?.id)
      assert.equal(paid?.amount_received, 2000)
    })
  })
}

test('a decline comes back as an error, and the next card pays the same intent', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await typeCard(page, '4000000000000002')
    const { error } = await pay(page)
    assert.deepEqual(
      [error?.type, error?.code, error?.decline_code, error?.payment_intent?.status],
      ['card_error', 'card_declined', 'generic_decline', 'requires_payment_method'],
    )
    const number = cardFrame(page).getByLabel('Card number')
    assert.equal(await number.inputValue(), '4000 0000 0000 0002')
    await typeCard(page, '5555555555554444')
    assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
  })
})

test('what the bank says about one field stands under it, too', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await typeCard(page, '4000000000000127')
    assert.equal((await pay(page)).error?.code, 'incorrect_cvc')
    const shown = await cardFrame(page).locator('#cvc-error').textContent()
    assert.equal(shown, "Your card's security code is incorrect.")
  })
})

test('redirect "always" leaves for return_url with the intent and its outcome', async () => {
  for (const [status, hold] of [
    ['succeeded', false],
    ['pending', true],
  ] as const) {
    await onPage({ redirect: 'always' }, async (page) => {
      await readyToPay(page)
      if (hold) await control.holdPayments()
      await typeCard(page, '4242424242424242')
      const secret = await page.evaluate<string>('clientSecret')
      await pressPay(page)
      await page.waitForURL(/\/return\?/)
      assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), {
        payment_intent: secret.split('_secret_')[0],
        payment_intent_client_secret: secret,
        redirect_status: status,
      })
    })
  }
})

test('redirect "always" stays on the page when the card is declined', async () => {
  await onPage({ redirect: 'always' }, async (page) => {
    await readyToPay(page)
    await typeCard(page, '4000000000000002')
    assert.equal((await pay(page)).error?.code, 'card_declined')
    assert.equal(new URL(page.url()).pathname, '/')
  })
})

test('Elements of another amount than the intent are refused by the server', async () => {
  await onPage({ amount: 1500 }, async (page) => {
    await readyToPay(page)
    await typeCard(page, '4242424242424242')
    const { error } = await pay(page)
    assert.equal(error?.type, 'invalid_request_error')
    await page.evaluate('elements.update({ amount: 2000 })')
    assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
  })
})

test('retrievePaymentIntent reads what a browser may see, and no more', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    const read = await page.evaluate<{ paymentIntent: Record<string, unknown> }>(
      'stripe.retrievePaymentIntent(clientSecret)',
    )
    assert.equal(read.paymentIntent['status'], 'requires_payment_method')
    assert.equal('metadata' in read.paymentIntent, false)
    const foreign = await page.evaluate<{ error: { type: string } }>(
      'stripe.retrievePaymentIntent(clientSecret.replace(/_secret_.*/, "_secret_wrong"))',
    )
    assert.equal(foreign.error.type, 'invalid_request_error')
  })
})

test('fetchUpdates reads the intent anew and says when it can no longer be paid', async () => {
  await onPage({ mode: 'secret' }, async (page) => {
    await readyToPay(page)
    assert.deepEqual(await page.evaluate('elements.fetchUpdates()'), {})
    const id = await page.evaluate<string>('clientSecret.split("_secret_")[0]')
    await sdkFor(simulator).paymentIntents.cancel(id)
    const { error } = await page.evaluate<{ error: { status: string } }>('elements.fetchUpdates()')
    assert.equal(error.status, 'canceled')
  })
})

test('Elements refuse the client secret of an intent that is already paid', async () => {
  const stripe = sdkFor(simulator)
  const intent = await newIntent(stripe)
  await confirmWith(stripe, intent, 'pm_card_visa')
  await onPage({ mode: 'secret', secret: String(intent.client_secret) }, async (page) => {
    const { error } = await heard<{ error: { message: string } }>(page, 'loaderror')
    assert.match(error.message, /^This PaymentIntent is in a terminal state/)
    assert.equal(await page.locator('iframe').count(), 0)
    assert.match(
      await thrown(page, `stripe.confirmPayment({ elements, redirect: 'if_required' })`),
      /should have a mounted Payment Element/,
    )
  })
})

test('createPaymentMethod makes one of the card, with what the page knows of the guest', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    await typeCard(page, '4242424242424242')
    const { paymentMethod } = await page.evaluate<{
      paymentMethod: { id: string; billing_details: { name: string }; card: { last4: string } }
    }>(`(async () => {
      await elements.submit()
      return stripe.createPaymentMethod({ elements, params: { billing_details: { name: 'Ada' } } })
    })()`)
    assert.match(paymentMethod.id, /^pm_/)
    assert.equal(paymentMethod.card.last4, '4242')
    assert.equal(paymentMethod.billing_details.name, 'Ada')
    // The page may now pay with it, without any Element.
    const paid = await page.evaluate<{ paymentIntent: { status: string } }>(
      `stripe.confirmPayment({
        clientSecret,
        confirmParams: { payment_method: ${JSON.stringify(paymentMethod.id)} },
        redirect: 'if_required',
      })`,
    )
    assert.equal(paid.paymentIntent.status, 'succeeded')
  })
})

test('a ConfirmationToken carries the card to the server, or back to the browser', async () => {
  const stripe = sdkFor(simulator)
  const makeToken = `(async () => {
    await elements.submit()
    return stripe.createConfirmationToken({ elements, params: { return_url: location.href } })
  })()`
  type Made = { confirmationToken: Stripe.ConfirmationToken }
  await onPage({}, async (page) => {
    await readyToPay(page)
    await typeCard(page, '5555555555554444')
    const { confirmationToken } = await page.evaluate<Made>(makeToken)
    assert.equal(confirmationToken.payment_method_preview?.card?.last4, '4444')
    assert.equal(confirmationToken.return_url, page.url())
    const { id } = await newIntent(stripe)
    const paid = await stripe.paymentIntents.confirm(id, {
      confirmation_token: confirmationToken.id,
    })
    assert.equal(paid.status, 'succeeded')
    const { confirmationToken: next } = await page.evaluate<Made>(makeToken)
    const result = await page.evaluate<{ paymentIntent: { status: string } }>(
      `stripe.confirmPayment({
        clientSecret,
        confirmParams: { confirmation_token: ${JSON.stringify(next.id)} },
        redirect: 'if_required',
      })`,
    )
    assert.equal(result.paymentIntent.status, 'succeeded')
  })
})

test('a payment that the server has confirmed goes on with handleNextAction', async () => {
  const stripe = sdkFor(simulator)
  await onPage({}, async (page) => {
    await readyToPay(page)
    const id = await page.evaluate<string>('clientSecret.split("_secret_")[0]')
    assert.equal(
      await thrown(page, 'stripe.handleNextAction({ clientSecret })'),
      'IntegrationError: handleNextAction: The PaymentIntent supplied is not in the ' +
        'requires_action state.',
    )
    const return_url = new URL('/return', page.url()).href
    await stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_threeDSecure2Required',
      return_url,
    })
    await page.evaluate('void stripe.handleNextAction({ clientSecret })')
    await page.getByRole('button', { name: 'Complete' }).click()
    await page.waitForURL(/\/return\?/)
    const { searchParams } = new URL(page.url())
    assert.equal(searchParams.get('payment_intent'), id)
    assert.equal(searchParams.get('redirect_status'), 'succeeded')
  })
})
