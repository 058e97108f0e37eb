import { loadStripe } from '@stripe/stripe-js/pure'
import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import { StrictMode, createElement, useState } from 'react'
import { createRoot } from 'react-dom/client'

// A small checkout for the browser tests, made of the official packages as they are. Its query
// chooses between the two ways to make Elements and between the two redirect modes.
const query = new URLSearchParams(location.search)
const redirect = query.get('redirect') ?? 'if_required'
const stripePromise = loadStripe('pk_test_coatcheck')
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
window.heard = []
const remember = (result) => {
  window.result = result
}
const hear = (name) => (event) => window.heard.push([name, event])

function Checkout({ clientSecret }) {
  const stripe = useStripe()
  const elements = useElements()
  const [outcome, setOutcome] = useState('')
  const [busy, setBusy] = useState(false)
  const pay = async (event) => {
    event.preventDefault()
    setBusy(true)
    setOutcome('')
    const submitted = await elements.submit()
    const result = submitted.error
      ? submitted
      : await stripe.confirmPayment({
          elements,
          clientSecret,
          confirmParams: {
            return_url: `${location.origin}/return`,
            payment_method_data: { billing_details: { name: 'Ada' } },
          },
          redirect,
        })
    remember(result)
    setBusy(false)
    setOutcome(result.error ? result.error.message : result.paymentIntent.status)
  }
  return createElement(
    'form',
    { onSubmit: pay },
    createElement('h1', null, 'Checkout'),
    createElement(PaymentElement, {
      onReady: hear('ready'),
      onChange: hear('change'),
      onFocus: hear('focus'),
      onLoadError: hear('loaderror'),
      onLoaderStart: hear('loaderstart'),
    }),
    createElement('button', { disabled: busy || !stripe }, 'Pay €20.00'),
    createElement('p', { role: 'status' }, outcome),
  )
}

async function start() {
  const response = await fetch('/intent', { method: 'POST' })
  const { clientSecret } = await response.json()
  window.clientSecret = clientSecret
  window.stripePromise = stripePromise
  const given = query.get('secret') ?? clientSecret
  const options =
    query.get('mode') === 'secret'
      ? { clientSecret: given, appearance }
      : { mode: 'payment', amount: 2000, currency: 'eur', appearance }
  createRoot(document.querySelector('#root')).render(
    createElement(
      StrictMode,
      null,
      createElement(
        Elements,
        { stripe: stripePromise, options },
        createElement(Checkout, {
          ...(query.get('mode') !== 'secret' && { clientSecret: given }),
        }),
      ),
    ),
  )
}

void start()
