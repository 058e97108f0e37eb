import { idOf } from '../../state/ledger.ts'
import { confirmWith, newIntent } from '../../testing/with_simulator.ts'
import { refused, type World } from '../recording.ts'

/** Customers bare, described, changed and deleted, with their saved cards and payments. */
export async function customers(world: World): Promise<void> {
  await described(world)
  await withCards(world)
  await paying(world)
  await deleted(world)
  await refusals(world)
}

const address = { city: 'Berlin', country: 'DE', line1: 'Am Tor 1', postal_code: '10115' }

async function described({ stripe }: World): Promise<void> {
  await stripe.customers.create()
  const { id } = await stripe.customers.create({
    address,
    balance: 100,
    business_name: 'Cellar',
    description: 'A regular',
    email: 'ada@example.test',
    individual_name: 'Ada',
    invoice_settings: { custom_fields: [{ name: 'Table', value: '7' }], footer: 'Thank you' },
    metadata: { order: 'ord_1' },
    name: 'Ada',
    phone: '+4930123456',
    preferred_locales: ['de'],
    shipping: { name: 'Ada', address },
    tax_exempt: 'none',
  })
  await stripe.customers.retrieve(id)
  await stripe.customers.update(id, { metadata: { order: '', seat: '7' }, name: '', shipping: '' })
  await stripe.customers.list({ limit: 2, email: 'ada@example.test' })
  await stripe.customers.search({ query: 'email:"ada@example.test"', limit: 1 })
}

async function withCards({ stripe }: World): Promise<void> {
  const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa' })
  const { id } = await stripe.paymentMethods.attach('pm_card_mastercard', {
    customer,
    expand: ['customer'],
  })
  await stripe.paymentMethods.update(id, {
    allow_redisplay: 'always',
    billing_details: { name: 'Ada', address },
    card: { exp_month: 1, exp_year: 2035 },
    metadata: { order: 'ord_1' },
  })
  const invoice_settings = { default_payment_method: id }
  const expand = ['invoice_settings.default_payment_method']
  await stripe.customers.update(customer, { invoice_settings, expand })
  await stripe.paymentMethods.list({ customer, type: 'card', expand: ['data.customer'] })
  await stripe.paymentMethods.list({ limit: 1 })
  await stripe.customers.listPaymentMethods(customer, { limit: 1 })
  await stripe.customers.retrievePaymentMethod(customer, id)
  await stripe.paymentMethods.detach(id)
}

// The card is saved with the payment, and used again for one without the guest.
async function paying({ stripe }: World): Promise<void> {
  const { id: customer } = await stripe.customers.create({ email: 'ada@example.test' })
  const first = await newIntent(stripe, { customer, setup_future_usage: 'off_session' })
  const { payment_method } = await confirmWith(stripe, first, 'pm_card_visa')
  await newIntent(stripe, {
    customer,
    payment_method: idOf(payment_method),
    off_session: true,
    confirm: true,
    shipping: { name: 'Ada', address },
    expand: ['customer', 'payment_method.customer', 'latest_charge'],
  })
  await stripe.paymentIntents.list({ customer })
  await stripe.charges.list({ customer, expand: ['data.customer'] })
  await stripe.refunds.create({ payment_intent: first.id, expand: ['customer', 'payment_method'] })
}

async function deleted({ stripe }: World): Promise<void> {
  const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa' })
  const intent = await newIntent(stripe, { customer })
  await stripe.customers.del(customer)
  await stripe.customers.retrieve(customer)
  await stripe.paymentIntents.retrieve(intent.id, { expand: ['customer'] })
  await refused(stripe.customers.update(customer, { name: 'Ada' }))
}

async function refusals({ stripe }: World): Promise<void> {
  await refused(stripe.customers.retrieve('cus_nobody'))
  await refused(stripe.customers.create({ email: 'nowhere' }))
  await refused(stripe.customers.create({ address: { country: 'Germany' } }))
  await refused(stripe.paymentMethods.attach('pm_nobody', { customer: 'cus_nobody' }))
  await refused(newIntent(stripe, { customer: 'cus_nobody' }))
}
