import { refused, type World } from '../recording.ts'

const card = {
  type: 'card',
  'card[number]': '4242424242424242',
  'card[exp_month]': '12',
  'card[exp_year]': '34',
  'card[cvc]': '123',
}

/** Cards as a browser gives them, and as the test names make them. */
export async function paymentMethods({ stripe, browser }: World): Promise<void> {
  const path = '/v1/payment_methods'
  const { id } = await browser('POST', path, {
    ...card,
    'billing_details[name]': 'Ada',
    'billing_details[email]': 'ada@example.test',
    'billing_details[address][country]': 'DE',
    allow_redisplay: 'always',
    'metadata[order]': 'ord_1',
  })
  await stripe.paymentMethods.retrieve(String(id))
  for (const name of ['visa', 'visa_debit', 'mastercard', 'amex', 'discover']) {
    await stripe.paymentMethods.retrieve(`pm_card_${name}`)
  }
  await browser('POST', path, card)
  await browser('POST', path, { ...card, 'card[number]': '4242424242424241' })
  await browser('POST', path, { ...card, 'card[exp_month]': '13' })
  await browser('POST', path, { ...card, 'card[exp_year]': '21' })
  await browser('POST', path, { ...card, 'card[cvc]': '12' })
  await refused(stripe.paymentMethods.retrieve('pm_nobody'))
}
