import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { Page } from 'playwright-core'
import { launch } from '../../test/chromium.ts'
import {
  bankFrame,
  cardFrame,
  expressFrame,
  heard,
  pay,
  readyToPay,
  result,
  startCheckoutTest,
  thrown,
  typeCard,
  walletFrame,
  type Result,
} from '../testing/checkout_page.ts'
import { sdkFor } from '../testing/with_simulator.ts'

const { control, simulator, onPage } = await startCheckoutTest(await launch())

beforeEach(async () => {
  await control.configure({ wallets: ['apple_pay', 'google_pay', 'link'] })
})

type Ready = { availablePaymentMethods?: Record<string, boolean> }
type Confirmation = {
  expressPaymentType: string
  billingDetails: { name: string; address?: { country: string } }
}

const express = {}
const frameTitle = 'iframe[title="Secure express checkout frame"]'
const readyEvent = async (page: Page): Promise<Ready> => heard(page, 'ready', 'expressCheckout')

/** Presses a wallet's button and waits for the wallet to open. */
async function open(page: Page, name = 'Apple Pay'): Promise<void> {
  await readyEvent(page)
  await expressFrame(page).getByRole('button', { name }).click()
  await walletFrame(page).getByRole('dialog', { name }).waitFor()
}

/** Chooses a card of the open wallet and presses Pay. */
async function payWith(page: Page, card: string): Promise<void> {
  await walletFrame(page).getByRole('radio', { name: card }).check()
  await walletFrame(page).getByRole('button', { name: 'Pay' }).click()
}

test('without a wallet it is ready, offers nothing and takes no room', async () => {
  await control.configure({ wallets: [] })
  await onPage({ express, payment: {} }, async (page) => {
    const { availablePaymentMethods } = await readyEvent(page)
    assert.equal(availablePaymentMethods, undefined)
    const change = await heard<{ paymentMethods?: object }>(
      page,
      'availablepaymentmethodschange',
      'expressCheckout',
    )
    assert.equal(change.paymentMethods, undefined)
    assert.equal((await page.locator(frameTitle).boundingBox())?.height, 0)
    await readyToPay(page)
    await typeCard(page, '4242424242424242')
    assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
  })
})

for (const [name, wallet] of [
  ['Apple Pay', 'apple_pay'],
  ['Google Pay', 'google_pay'],
  ['Link', 'link'],
] as const) {
  test(`${name} pays, and the PaymentMethod says which wallet it was`, async () => {
    await onPage({ express }, async (page) => {
      await open(page, name)
      await payWith(page, 'Visa •••• 4242')
      const { paymentIntent } = await result(page)
      assert.equal(paymentIntent?.status, 'succeeded')
      assert.equal(await page.locator('body > iframe').count(), 0)
      const { expressPaymentType } = await heard<{ expressPaymentType: string }>(
        page,
        'click',
        'expressCheckout',
      )
      assert.equal(expressPaymentType, wallet)
      const paid = await sdkFor(simulator).paymentIntents.retrieve(paymentIntent.id, {
        expand: ['payment_method', 'latest_charge'],
      })
      assert.ok(typeof paid.payment_method === 'object' && typeof paid.latest_charge === 'object')
      assert.equal(paid.payment_method?.card?.wallet?.type, wallet)
      const charged = paid.latest_charge?.payment_method_details?.card?.wallet
      assert.equal(charged?.type, wallet)
    })
  })
}

test('it says which wallets there are, and the options leave some out or order them', async () => {
  const options = {
    paymentMethods: { googlePay: 'never', applePay: 'always' },
    paymentMethodOrder: ['link', 'applePay'],
    buttonType: { applePay: 'book' },
    buttonTheme: { applePay: 'white-outline' },
    buttonHeight: 50,
    layout: { maxColumns: 1, maxRows: 1 },
  }
  await onPage({ express: options }, async (page) => {
    const { availablePaymentMethods } = await readyEvent(page)
    assert.deepEqual(availablePaymentMethods, {
      applePay: true,
      googlePay: false,
      link: true,
      amazonPay: false,
      klarna: false,
      paypal: false,
    })
    const buttons = expressFrame(page).getByRole('button')
    assert.deepEqual(await buttons.allTextContents(), ['Pay with Link', 'Show more'])
    await expressFrame(page).getByRole('button', { name: 'Show more' }).click()
    assert.deepEqual(await buttons.allTextContents(), ['Pay with Link', 'Book with Apple Pay'])
    assert.equal((await buttons.last().boundingBox())?.height, 50)
    await page.evaluate('elements.getElement("expressCheckout").update({ buttonHeight: 40 })')
    await expressFrame(page).locator('#wallets[style*="40px"]').waitFor()
  })
})

test('the wallet shows what is paid for, and the total of the Elements', async () => {
  await onPage({ express: { business: { name: 'A venue' } } }, async (page) => {
    await open(page)
    const bill = walletFrame(page).locator('dl')
    assert.equal((await bill.textContent())?.trim(), 'Entry€20.00Pay A venue€20.00')
    await walletFrame(page).getByRole('button', { name: 'Pay €20.00' }).waitFor()
  })
  await onPage({ express, mode: 'secret' }, async (page) => {
    await open(page)
    await walletFrame(page).getByRole('button', { name: 'Pay €20.00' }).click()
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
  })
})

test('a guest who closes the wallet has cancelled, by button or by Escape', async () => {
  await onPage({ express, payment: {} }, async (page) => {
    for (const close of [
      async () => walletFrame(page).getByRole('button', { name: 'Cancel' }).click(),
      async () => page.keyboard.press('Escape'),
    ]) {
      await open(page)
      await close()
      await heard(page, 'cancel', 'expressCheckout')
      await page.locator('body > iframe').waitFor({ state: 'detached' })
      // The button that opened it has the focus again.
      const opener = expressFrame(page).getByRole('button', { name: 'Apple Pay' })
      await opener.and(expressFrame(page).locator(':focus')).waitFor()
    }
    assert.equal(await page.evaluate('heard.filter(([name]) => name === "cancel").length'), 2)
    // The card below is paid with as if nothing had been.
    await typeCard(page, '4242424242424242')
    assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
  })
})

test('a declined card closes the wallet, and another one pays', async () => {
  await onPage({ express }, async (page) => {
    await open(page)
    await payWith(page, 'Visa •••• 9995')
    assert.equal((await result(page)).error?.decline_code, 'insufficient_funds')
    assert.equal(await page.locator('body > iframe').count(), 0)
    await open(page)
    await payWith(page, 'Mastercard')
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
  })
})

test('a card that needs 3-D Secure is asked for it after the wallet', async () => {
  await onPage({ express }, async (page) => {
    await open(page, 'Google Pay')
    await payWith(page, '3-D Secure')
    await bankFrame(page).getByRole('button', { name: 'Complete' }).click()
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
  })
})

test('the confirm event has the guest’s details that were asked for', async () => {
  const options = { emailRequired: true, phoneNumberRequired: true, billingAddressRequired: false }
  await onPage({ express: options }, async (page) => {
    await open(page)
    await payWith(page, 'Visa •••• 4242')
    const { paymentIntent } = await result(page)
    const event = await heard<Confirmation>(page, 'confirm', 'expressCheckout')
    assert.equal(event.expressPaymentType, 'apple_pay')
    assert.deepEqual(event.billingDetails, {
      name: 'Test Guest',
      email: 'guest@example.com',
      phone: '+15555550100',
    })
    // They go before what the page passes itself.
    const { payment_method } = await sdkFor(simulator).paymentIntents.retrieve(
      String(paymentIntent?.id),
      { expand: ['payment_method'] },
    )
    assert.ok(payment_method && typeof payment_method === 'object')
    const { name, email } = payment_method.billing_details
    assert.deepEqual([name, email], ['Test Guest', 'guest@example.com'])
  })
  await onPage({ express: {} }, async (page) => {
    await open(page)
    await payWith(page, 'Visa •••• 4242')
    await result(page)
    const { billingDetails } = await heard<Confirmation>(page, 'confirm', 'expressCheckout')
    assert.equal(billingDetails.address?.country, 'US')
  })
})

test('paymentFailed tells the guest in the wallet, who may try again', async () => {
  await onPage({ express }, async (page) => {
    await page.evaluate(`window.onExpressConfirm = (event, confirm) => {
      event.paymentFailed({ reason: 'fail', message: 'The night is sold out.' })
      window.onExpressConfirm = (again, confirmAgain) => void confirmAgain()
    }`)
    await open(page)
    await payWith(page, 'Visa •••• 4242')
    await walletFrame(page).getByText('The night is sold out.').waitFor()
    await payWith(page, 'Visa •••• 4242')
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
  })
})

test('a wallet that is closed before the page confirms ends that payment, and no later one', async () => {
  await onPage({ express, payment: {} }, async (page) => {
    await page.evaluate(`window.onExpressConfirm = async (event, confirm) => {
      await elements.submit()
      window.goOn = () => stripe.confirmPayment({
        elements,
        clientSecret,
        confirmParams: { return_url: location.href },
      })
    }`)
    await open(page)
    await payWith(page, 'Visa •••• 4242')
    await page.waitForFunction(() => 'goOn' in window)
    await walletFrame(page).getByRole('button', { name: 'Cancel' }).click()
    await heard(page, 'cancel', 'expressCheckout')
    const { error } = await page.evaluate<Result>('goOn()')
    assert.equal(error?.type, 'validation_error')
    await typeCard(page, '4242424242424242')
    assert.equal((await pay(page)).paymentIntent?.status, 'succeeded')
  })
})

test('a page that rejects the click, or answers too late, opens no wallet', async () => {
  const late =
    '[Stripe.js] Timed out waiting for a call to resolve(). If you listen to the "click" event, ' +
    'then you must call event.resolve in the "click" handler within 1 second.'
  const work = async (page: Page): Promise<void> => {
    await readyEvent(page)
    await page.evaluate('window.onExpressClick = ({ reject }) => reject()')
    await expressFrame(page).getByRole('button', { name: 'Link' }).click()
    await page.clock.install()
    await page.evaluate('window.onExpressClick = ({ resolve }) => { window.answer = resolve }')
    await expressFrame(page).getByRole('button', { name: 'Link' }).click()
    await page.waitForFunction(() => 'answer' in window)
    await page.clock.fastForward(1_100)
    await page.evaluate('answer({})')
    assert.equal(await page.locator('body > iframe').count(), 0)
  }
  await onPage({ express }, work, [late])
})

test('line items that are more than the amount are an IntegrationError', async () => {
  await onPage({ express }, async (page) => {
    await readyEvent(page)
    await page.evaluate('window.onExpressClick = ({ resolve }) => { window.answer = resolve }')
    await expressFrame(page).getByRole('button', { name: 'Link' }).click()
    await page.waitForFunction(() => 'answer' in window)
    assert.match(
      await thrown(page, 'Promise.try(() => answer({ lineItems: [{ name: "A", amount: 2001 }] }))'),
      /^IntegrationError: .* less than the total amount of the line items provided/,
    )
    await page.evaluate('answer({ lineItems: [] })')
    await walletFrame(page).getByRole('button', { name: 'Pay' }).waitFor()
  })
})

test('confirming outside of the confirm event is an IntegrationError', async () => {
  await onPage({ express }, async (page) => {
    await readyEvent(page)
    assert.match(
      await thrown(
        page,
        `elements.submit().then(() =>
          stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' }))`,
      ),
      /Element confirming payment is "expressCheckout", but .* was not called within the "confirm"/,
    )
  })
})

test('the wallet is used with the keyboard alone', async () => {
  await onPage({ express }, async (page) => {
    await readyEvent(page)
    await page.evaluate('elements.getElement("expressCheckout").focus()')
    await heard(page, 'focus', 'expressCheckout')
    await expressFrame(page).locator(':focus').press('Enter')
    await walletFrame(page).locator(':focus').waitFor()
    const focused = async (): Promise<string | null> =>
      walletFrame(page)
        .locator(':focus')
        .evaluate((element) => element.id || element.tagName)
    const around = []
    for (let step = 0; step < 4; step += 1) {
      around.push(await focused())
      await page.keyboard.press('Tab')
    }
    const [payId, cancelId] = ['test-wallet-pay', 'test-wallet-cancel']
    assert.deepEqual(around, [payId, cancelId, 'INPUT', payId])
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    assert.equal((await result(page)).paymentIntent?.status, 'succeeded')
  })
})

test('an Element that is taken away closes its wallet', async () => {
  await onPage({ express, payment: {} }, async (page) => {
    await open(page)
    await page.evaluate('elements.getElement("expressCheckout").destroy()')
    assert.equal(await page.locator('body > iframe').count(), 0)
    await cardFrame(page).getByLabel('Card number').waitFor()
  })
})
