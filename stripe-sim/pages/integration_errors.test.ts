import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launch } from '../../test/chromium.ts'
import { readyToPay, startCheckoutTest, thrown } from '../testing/checkout_page.ts'

const { onPage } = await startCheckoutTest(await launch())

const submitted = `elements.submit().then(() => `
const mistakes: [what: string, expression: string, says: RegExp][] = [
  ['no key', 'loadStripe("")', /^Please call Stripe\(\) with your publishable key/],
  ['a secret key', 'loadStripe("sk_test_x")', /^You should not use your secret key with Stripe.js/],
  [
    'no options for Elements',
    'Promise.try(() => stripe.elements().create("payment"))',
    /^In order to create a payment element, you must pass a clientSecret or mode/,
  ],
  [
    'no client secret',
    'Promise.try(() => stripe.elements({ clientSecret: "pi_1" }))',
    /^Invalid value for elements\(\): clientSecret should be a client secret of the form \$\{id\}_/,
  ],
  [
    'an unknown mode',
    'Promise.try(() => stripe.elements({ mode: "gift", amount: 1, currency: "eur" }))',
    /^Invalid value for elements\(\): mode should be one of the following strings: payment/,
  ],
  [
    'no amount',
    'Promise.try(() => stripe.elements({ mode: "payment", amount: 0, currency: "eur" }))',
    /^Invalid value for elements\(\): amount must be greater than 0/,
  ],
  [
    'a currency in capitals',
    'Promise.try(() => stripe.elements({ mode: "payment", amount: 1, currency: "EUR" }))',
    /^Invalid value for elements\(\): currency should be .* You specified: EUR\.$/,
  ],
  [
    'an unknown Element',
    'Promise.try(() => elements.create("paymentElement"))',
    /^A valid Element name must be provided\. .*payment, expressCheckout; you passed: payment/s,
  ],
  [
    'two Elements of one type',
    'Promise.try(() => elements.create("payment"))',
    /^Can only create one Element of type payment\.$/,
  ],
  [
    'Elements that are none',
    'stripe.confirmPayment({ elements: {}, clientSecret })',
    /^Invalid value for stripe.confirmPayment\(\): elements should be an Elements group\. You spec/,
  ],
  [
    'Elements of another Stripe object',
    `loadStripe('pk_test_coatcheck').then((other) =>
      other.confirmPayment({ elements, clientSecret }))`,
    /^Please use the same instance of `Stripe`/,
  ],
  [
    'no client secret to confirm',
    'stripe.confirmPayment({ elements })',
    /^You must pass in a clientSecret when calling stripe.confirmPayment\(\)\.$/,
  ],
  [
    'no return_url',
    'stripe.confirmPayment({ elements, clientSecret })',
    /the `confirmParams.return_url` argument is required unless passing `redirect: 'if_required'`/,
  ],
  [
    'a return_url that is none',
    `stripe.confirmPayment({ elements, clientSecret, confirmParams: { return_url: '/return' } })`,
    /return_url should be an absolute URL\. You specified: \/return\.$/,
  ],
  [
    'an unknown redirect',
    `stripe.confirmPayment({ elements, clientSecret, redirect: 'never' })`,
    /redirect should be one of the following strings: always, if_required\. You specified: never/,
  ],
  [
    'no submit before',
    `stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' })`,
    /^elements.submit\(\) must be called before stripe.confirmPayment\(\)\. Call elements.submit/,
  ],
  [
    'a field that was left out and is not passed',
    `${submitted}stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' }))`,
    /^You specified "never" for fields.billing_details.name when creating the payment Element, but/,
  ],
  [
    'a mistyped secret to retrieve',
    'stripe.retrievePaymentIntent("pi_1")',
    /^Invalid value for stripe.retrievePaymentIntent intent secret: value should be a client secret/,
  ],
  ['createToken', 'stripe.createToken()', /does not have stripe.createToken\(\) yet/],
  ['confirmCardPayment', 'stripe.confirmCardPayment()', /does not have stripe.confirmCardPayment/],
  [
    'fetchUpdates without an intent',
    'elements.fetchUpdates()',
    /needs Elements that were created with a clientSecret/,
  ],
  [
    'a container that is not there',
    `Promise.try(() => {
      elements.getElement('payment').unmount()
      elements.getElement('payment').mount('#no')
    })`,
    /^The selector you specified \(#no\) applies to no DOM elements that are currently on the page/,
  ],
  [
    'an Element that is not mounted',
    `${submitted}stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' }))`,
    /^Invalid value for elements.submit\(\): elements should have a mounted Payment Element or Exp/,
  ],
  [
    'an Element that is not mounted, confirmed',
    `stripe.confirmPayment({ elements, clientSecret, redirect: 'if_required' })`,
    /^Invalid value for stripe.confirmPayment\(\): elements should have a mounted Payment Element/,
  ],
  [
    'a destroyed Element',
    `Promise.try(() => {
      const element = elements.getElement('payment')
      element.destroy()
      element.mount('#root')
    })`,
    /^This Element has already been destroyed\. Please create a new one\.$/,
  ],
]

test('a page that uses Stripe.js wrongly gets the IntegrationError of Stripe.js', async () => {
  const payment = { fields: { billingDetails: { name: 'never' } } }
  await onPage({ payment }, async (page) => {
    await readyToPay(page)
    for (const [what, expression, says] of mistakes) {
      const [name, message = ''] = (await thrown(page, expression)).split(/: (.*)/s)
      assert.equal(name, 'IntegrationError', `${what}: ${message}`)
      assert.match(message, says, what)
    }
  })
})

test('an Element that is still loading has nothing to be read', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    const says = await thrown(
      page,
      `(async () => {
        const others = stripe.elements({ mode: 'payment', amount: 2000, currency: 'eur' })
        const container = document.body.appendChild(document.createElement('div'))
        others.create('payment').mount(container)
        void others.submit()
        const confirmParams = { return_url: location.href }
        await stripe.confirmPayment({ elements: others, clientSecret, confirmParams })
      })()`,
    )
    assert.match(says, /We could not retrieve data from the specified Element\. .*the ready event/)
  })
})

test('Stripe.js is of the release that the packages expect, and can be mounted again', async () => {
  await onPage({}, async (page) => {
    await readyToPay(page)
    assert.equal(await page.evaluate('Stripe.version'), 'endive')
    await page.evaluate(`(() => {
      const element = elements.getElement('payment')
      const container = document.querySelector('.StripeElement')
      element.unmount()
      element.mount(container)
      element.mount(container)
      window.ready = new Promise((resolve) => element.once('ready', resolve))
    })()`)
    await page.evaluate('ready')
    assert.match(
      await thrown(page, 'Promise.try(() => elements.getElement("payment").mount("h1"))'),
      /This Element is already mounted/,
    )
  })
})

test('a container that is not empty is emptied with a warning', async () => {
  const expected = [
    '[Stripe.js] This Element will be mounted to a DOM element that contains child nodes.',
  ]
  const work = async (page: Parameters<typeof readyToPay>[0]): Promise<void> => {
    await readyToPay(page)
    await page.evaluate(`(() => {
      const others = stripe.elements({ mode: 'payment', amount: 2000, currency: 'eur' })
      const container = document.body.appendChild(document.createElement('div'))
      container.textContent = 'Loading…'
      others.create('payment').mount(container)
    })()`)
    await page.locator('body > .StripeElement iframe').waitFor()
  }
  await onPage({}, work, expected)
})
