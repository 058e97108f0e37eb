import { newIntent } from '../../testing/with_simulator.ts'
import { refused, type World } from '../recording.ts'

const path = '/v1/confirmation_tokens'
const shipping = { name: 'Ada', address: { city: 'Berlin', country: 'DE' } }

/** Tokens from a browser and from the test helper: fresh, used up and used twice. */
export async function confirmationTokens({ stripe, browser }: World): Promise<void> {
  const { id } = await browser('POST', path, {
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': '4242424242424242',
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '34',
    'payment_method_data[card][cvc]': '123',
    'payment_method_data[billing_details][name]': 'Ada',
    return_url: 'https://venue.test/return',
    setup_future_usage: 'off_session',
  })
  const token = String(id)
  await stripe.confirmationTokens.retrieve(token)
  const { confirmationTokens: helper } = stripe.testHelpers
  await helper.create({ payment_method: 'pm_card_visa', shipping })
  const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa' })
  const { data } = await stripe.customers.listPaymentMethods(customer)
  const saved = await helper.create({ payment_method: String(data[0]?.id) })
  const expand = ['payment_method_preview.customer']
  await stripe.confirmationTokens.retrieve(saved.id, { expand })
  const intent = await newIntent(stripe)
  await stripe.paymentIntents.confirm(intent.id, { confirmation_token: token })
  await stripe.confirmationTokens.retrieve(token)
  const second = await newIntent(stripe)
  await refused(stripe.paymentIntents.confirm(second.id, { confirmation_token: token }))
  await refused(stripe.confirmationTokens.retrieve('ctoken_nobody'))
}
