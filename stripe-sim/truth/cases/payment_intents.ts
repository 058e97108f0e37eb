import { cardFields, confirmWith, newIntent } from '../../testing/with_simulator.ts'
import { refused, type World } from '../recording.ts'

/** Intents in every state, seen by a server and by a browser. */
export async function paymentIntents(world: World): Promise<void> {
  await described(world)
  await held(world)
  await canceled(world)
  await fromBrowser(world)
  await withoutGuest(world)
  await tooOften(world)
  await refusals(world)
  await lookedAtAgain(world)
}

// Every parameter that leaves something in the object.
async function described({ stripe }: World): Promise<void> {
  const intent = await newIntent(stripe, {
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    description: 'Two tickets',
    metadata: { order: 'ord_1' },
    receipt_email: 'ada@example.test',
    shipping: { name: 'Ada', address: { city: 'Berlin', country: 'DE' } },
    statement_descriptor_suffix: 'CELLAR',
  })
  await stripe.paymentIntents.update(intent.id, {
    amount: 2500,
    metadata: { order: '', seat: '7' },
  })
  await stripe.paymentIntents.update(intent.id, { payment_method: 'pm_card_visa' })
  await stripe.paymentIntents.confirm(intent.id, { expand: ['latest_charge', 'payment_method'] })
  await newIntent(stripe, { confirm: true, payment_method: 'pm_card_visa', return_url })
}
const return_url = 'https://venue.test/return'

async function held({ stripe, browser, control }: World): Promise<void> {
  for (const ending of ['succeed', 'fail'] as const) {
    await control.holdPayments()
    const { id, client_secret } = await newIntent(stripe)
    await confirmWith(stripe, { id }, 'pm_card_visa')
    await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] })
    await browser('GET', `/v1/payment_intents/${id}`, { client_secret: String(client_secret) })
    await refused(stripe.paymentIntents.cancel(id))
    await control.settlePayment({ payment_intent: id, ending })
  }
}

async function canceled({ stripe }: World): Promise<void> {
  const plain = await newIntent(stripe)
  await stripe.paymentIntents.cancel(plain.id)
  const withReason = await newIntent(stripe, { payment_method: 'pm_card_visa' })
  await stripe.paymentIntents.cancel(withReason.id, { cancellation_reason: 'abandoned' })
  const challenged = await newIntent(stripe)
  await confirmWith(stripe, challenged, 'pm_card_threeDSecure2Required')
  await stripe.paymentIntents.cancel(challenged.id, { expand: ['payment_method'] })
}

async function fromBrowser({ stripe, browser, control }: World): Promise<void> {
  const numbers = ['4242424242424242', '4000000000000002', '4000000000003220', '4242424242424241']
  for (const number of numbers) {
    const { id, client_secret } = await newIntent(stripe, { metadata: { order: 'ord_1' } })
    const secret = String(client_secret)
    await browser('POST', `/v1/payment_intents/${id}/confirm`, cardFields(number, secret))
  }
  for (const wallet of ['apple_pay', 'google_pay', 'link']) {
    const { id, client_secret } = await newIntent(stripe)
    const card = cardFields('4242424242424242', String(client_secret))
    const fields = { ...card, 'payment_method_data[card][wallet][type]': wallet }
    await browser('POST', `/v1/payment_intents/${id}/confirm`, fields)
  }
  const challenged = await newIntent(stripe)
  await confirmWith(stripe, challenged, 'pm_card_threeDSecure2Required')
  await control.authenticate({ payment_intent: challenged.id, answer: 'fail' })
}

// Nobody is there to answer a challenge.
async function withoutGuest({ stripe }: World): Promise<void> {
  const { id: customer } = await stripe.customers.create()
  const { id } = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer })
  const alone = { customer, payment_method: id, confirm: true }
  await refused(newIntent(stripe, { ...alone, off_session: true }))
  await refused(newIntent(stripe, { ...alone, error_on_requires_action: true, return_url }))
}

async function tooOften({ stripe, control }: World): Promise<void> {
  const { confirmations_max } = await control.settings()
  await control.configure({ confirmations_max: 1 })
  const { id } = await newIntent(stripe)
  await refused(confirmWith(stripe, { id }, 'pm_card_visa_chargeDeclined'))
  await refused(confirmWith(stripe, { id }, 'pm_card_visa'))
  await control.configure({ confirmations_max })
}

async function refusals({ stripe, browser }: World): Promise<void> {
  const { id, client_secret } = await newIntent(stripe)
  await refused(stripe.paymentIntents.confirm(id, { return_url }))
  await refused(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }))
  await refused(newIntent(stripe, { amount: 1 }))
  await refused(newIntent(stripe, { amount: 1_000_000_000 }))
  await refused(newIntent(stripe, { currency: 'xyz' }))
  await refused(stripe.paymentIntents.retrieve('pi_nobody'))
  await browser('GET', `/v1/payment_intents/${id}`, {})
  await browser('GET', `/v1/payment_intents/${id}`, { client_secret: 'pi_wrong_secret_wrong' })
  await stripe.paymentIntents.cancel(id)
  await refused(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url }))
  await refused(stripe.paymentIntents.update(id, { amount: 3000 }))
  const fields = cardFields('4242424242424242', String(client_secret))
  await browser('POST', `/v1/payment_intents/${id}/confirm`, fields)
}

// What all cases have left behind: plain, expanded, in pages, and as a browser sees it.
async function lookedAtAgain({ stripe, browser }: World): Promise<void> {
  const expand = ['data.latest_charge', 'data.payment_method']
  const { data } = await stripe.paymentIntents.list({ limit: 100, expand })
  for (const { id, client_secret } of data) {
    await stripe.paymentIntents.retrieve(id)
    const secret = String(client_secret)
    await browser('GET', `/v1/payment_intents/${id}`, { client_secret: secret })
  }
  const cursor = { starting_after: String(data[1]?.id) }
  await stripe.paymentIntents.list({ ...cursor, limit: 2, created: { gte: 1 } })
}
