import { loadStripe } from '@stripe/stripe-js/pure'
import {
  Elements,
  ExpressCheckoutElement,
  PaymentElement,
  useElements,
  useStripe,
} from '@stripe/react-stripe-js'
import { StrictMode, createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'

// A small checkout for the browser tests, made of the official packages as they are. Its query
// says how it is built: `mode` (`secret` or deferred), `secret`, `redirect`, `amount`, and as JSON
// the options `elements`, `payment` and `express`; without `payment` or `express` that Element is
// left out, but one stands there in any case.
const query = new URLSearchParams(location.search)
const redirect = query.get('redirect') ?? 'if_required'
const optionsOf = (name) => JSON.parse(query.get(name) ?? 'null')
const appearance = {
  theme: 'night',
  variables: {
    colorPrimary: '#ff3d81',
    colorBackground: '#17131f',
    colorText: '#f4f0fa',
    colorDanger: '#ff7a8a',
    borderRadius: '10px',
    spacingUnit: '4px',
  },
}

// What the tests look at and reach for.
window.heard = []
window.loadStripe = loadStripe
window.stripePromise = loadStripe(document.querySelector('meta[name="stripe-key"]').content)
const hear =
  (name, answer = () => {}) =>
  (event) => {
    window.heard.push([name, event])
    answer(event)
  }

function Checkout({ clientSecret }) {
  const stripe = useStripe()
  const elements = useElements()
  const [outcome, setOutcome] = useState('')
  const [busy, setBusy] = useState(false)
  Object.assign(window, { stripe, elements })
  const confirm = async () => {
    setOutcome('')
    setBusy(true)
    const result = await pay(stripe, elements, clientSecret)
    Object.assign(window, { result })
    setBusy(false)
    setOutcome(result.error?.message ?? result.paymentIntent.status)
  }
  const onSubmit = (event) => {
    event.preventDefault()
    void confirm()
  }
  return createElement(
    'form',
    { onSubmit },
    createElement('h1', null, 'Checkout'),
    query.has('express') && expressCheckout(confirm),
    (query.has('payment') || !query.has('express')) && paymentElement(),
    createElement('button', { disabled: busy || !stripe }, 'Pay €20.00'),
    createElement('p', { role: 'status' }, outcome),
  )
}

async function pay(stripe, elements, clientSecret) {
  const submitted = await elements.submit()
  if (submitted.error) return submitted
  try {
    return await stripe.confirmPayment({
      elements,
      clientSecret,
      confirmParams: {
        return_url: `${location.origin}/return`,
        payment_method_data: { billing_details: { name: 'Ada' } },
      },
      redirect,
    })
  } catch (error) {
    return { error: { type: 'thrown', message: error.message } }
  }
}

function paymentElement() {
  return createElement(PaymentElement, {
    options: optionsOf('payment') ?? {},
    onReady: () => window.heard.push(['ready', { elementType: 'payment' }]),
    onChange: hear('change'),
    onFocus: hear('focus'),
    onBlur: hear('blur'),
    onEscape: hear('escape'),
    onLoadError: hear('loaderror'),
    onLoaderStart: hear('loaderstart'),
    onAvailablePaymentMethodsChange: hear('availablepaymentmethodschange'),
  })
}

// A test may put its own answers in the place of these.
window.onExpressClick = ({ resolve }) => resolve({ lineItems: [{ name: 'Entry', amount: 2000 }] })
window.onExpressConfirm = (event, confirm) => void confirm()

function expressCheckout(confirm) {
  return createElement(ExpressCheckoutElement, {
    options: optionsOf('express') ?? {},
    onReady: hear('ready'),
    onClick: hear('click', (event) => window.onExpressClick(event)),
    onConfirm: hear('confirm', (event) => window.onExpressConfirm(event, confirm)),
    onCancel: hear('cancel'),
    onFocus: hear('focus'),
    onBlur: hear('blur'),
    onEscape: hear('escape'),
    onLoadError: hear('loaderror'),
    onAvailablePaymentMethodsChange: hear('availablepaymentmethodschange'),
  })
}

async function start() {
  const response = await fetch('/intent', { method: 'POST' })
  const { clientSecret } = await response.json()
  window.clientSecret = clientSecret
  const given = query.get('secret') ?? clientSecret
  const isDeferred = query.get('mode') !== 'secret'
  const amount = Number(query.get('amount') ?? 2000)
  const basis = isDeferred ? { mode: 'payment', amount, currency: 'eur' } : { clientSecret: given }
  const options = { ...basis, appearance, ...optionsOf('elements') }
  const checkout = createElement(Checkout, isDeferred ? { clientSecret: given } : {})
  createRoot(document.querySelector('#root')).render(
    createElement(
      StrictMode,
      null,
      createElement(Elements, { stripe: window.stripePromise, options }, checkout),
    ),
  )
}

void start()
