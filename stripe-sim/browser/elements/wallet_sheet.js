import { callApi } from '../shared/api.js'
import { openLine } from './channel.js'
import { lineList, priceOf, testCards } from './wallet_details.js'

const form = document.querySelector('form')
const problem = document.querySelector('.problem')
const [pay, cancel] = form.querySelectorAll('.buttons button')
const names = { apple_pay: 'Apple Pay', google_pay: 'Google Pay', link: 'Link' }

// The test wallet: it knows the card, the page around learns only that the guest wants to pay.
openLine((greeting, tell) => {
  draw(greeting)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    setBusy(true)
    tell('pay', detailsOf(greeting))
  })
  const giveUp = () => cancel.disabled || tell('cancel')
  cancel.addEventListener('click', giveUp)
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') giveUp()
    if (event.key === 'Tab') stayInside(event)
  })
  document.body.classList.add('ready')
  pay.focus()
  return functionsOf(greeting)
})

// Whose wallet it is.
const address = {
  line1: '1 Test Street',
  line2: null,
  city: 'Testville',
  state: 'CA',
  postal_code: '94103',
  country: 'US',
}
const guest = { name: 'Test Guest', email: 'guest@example.com', phone: '+15555550100' }

/** What the guest gives away with the payment: no more than the page has asked for. */
function detailsOf({ collects, shippingRate }) {
  const { name, email, phone } = guest
  return {
    billingDetails: {
      name,
      ...(collects.email && { email }),
      ...(collects.phone && { phone }),
      ...(collects.billingAddress && { address }),
    },
    ...(collects.shippingAddress && { shippingAddress: { name, address } }),
    ...(shippingRate && { shippingRate }),
  }
}

function functionsOf(greeting) {
  const send = async (path, fields) => {
    // The money may be on its way: from here on nobody can call it back.
    cancel.disabled = true
    return callApi(path, { key: greeting.publishableKey, ...fields })
  }
  return {
    /** Sends the card with the page's fields: a confirmation, or a confirmation token. */
    pay: async ({ path, fields }) =>
      send(path, {
        ...fields,
        payment_method_data: methodOf(greeting, fields.payment_method_data),
      }),
    createPaymentMethod: async (params) => send('/v1/payment_methods', methodOf(greeting, params)),
    /** The page could not take the payment: the guest may choose another card, or leave. */
    fail({ message }) {
      problem.textContent = message ?? 'The payment did not go through. Please try another card.'
      setBusy(false)
      pay.focus()
    },
  }
}

// What the wallet knows of the guest goes before what the page has given.
function methodOf(greeting, given = {}) {
  const { number, exp_month, exp_year } = testCards[Number(new FormData(form).get('card'))]
  return {
    ...given,
    billing_details: { ...given.billing_details, ...detailsOf(greeting).billingDetails },
    type: 'card',
    card: { number, exp_month, exp_year, wallet: { type: greeting.wallet } },
  }
}

function draw({ wallet, amount, currency, business, lineItems, shippingRate }) {
  const lines = [...lineItems]
  if (shippingRate) lines.push({ name: shippingRate.displayName, amount: shippingRate.amount })
  document.title = names[wallet]
  document.querySelector('#title').textContent = names[wallet]
  lineList(document.querySelector('#lines'), lines, { amount, currency, business })
  pay.textContent = amount === undefined ? 'Pay' : `Pay ${priceOf(amount, currency)}`
  document.querySelector('#cards').append(...testCards.map(choice))
}

function choice({ title, outcome }, index) {
  const label = document.createElement('label')
  const radio = document.createElement('input')
  Object.assign(radio, { type: 'radio', name: 'card', value: String(index), checked: index === 0 })
  const name = document.createElement('span')
  name.textContent = title
  const hint = document.createElement('small')
  hint.textContent = outcome
  label.append(radio, name, hint)
  return label
}

function setBusy(isBusy) {
  if (isBusy) problem.textContent = ''
  form.setAttribute('aria-busy', String(isBusy))
  pay.disabled = isBusy
  cancel.disabled = false
  if (isBusy) cancel.focus()
}

// The page behind is not to be reached with the keyboard while the wallet is open.
function stayInside(event) {
  const all = [form.querySelector('[name="card"]:checked'), pay, cancel]
  const stops = all.filter((stop) => !stop.disabled)
  const [first, last] = [stops[0], stops.at(-1)]
  const [end, start] = event.shiftKey ? [first, last] : [last, first]
  if (document.activeElement !== end) return
  event.preventDefault()
  start.focus()
}
