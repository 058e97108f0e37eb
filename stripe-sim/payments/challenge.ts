import { html } from 'ghtml'
import type { Stripe } from 'stripe'
import { written } from './amounts.ts'
import type { ApiAnswer, ApiCall } from '../api.ts'
import { authenticate } from './authentication.ts'
import type { Simulator } from '../state/simulator.ts'
import { ApiError } from '../wire/errors.ts'
import { parseForm } from '../wire/form.ts'

/**
 * The bank's page of 3-D Secure, with a button to complete, one to fail and one to give up. In a
 * frame of the stand-in it tells the page around it when it is done; by itself it leads back to
 * `return_url`.
 */
export function challengePage(simulator: Simulator, call: ApiCall): string {
  const intentId = intentIdOf(call)
  const source = parseForm(call.query)['source']
  const intent = simulator.ledger.paymentIntents.get(intentId)
  const pending = simulator.ledger.authentications.get(intentId)
  const isCurrent = intent !== undefined && pending !== undefined && pending.source === source
  const content = isCurrent
    ? challengeForm(written(intent.amount, intent.currency), pending.source)
    : html`<h1>Nothing to authenticate</h1>
        <p>This authentication is over, or never was.</p>`
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>3D Secure 2 Test Page</title>
        <link rel="stylesheet" href="/v3/challenge/challenge.css" />
        <script type="module" src="/v3/challenge/challenge.js"></script>
      </head>
      <body>
        <main>!${content}</main>
      </body>
    </html>`
}

/** Takes the guest's answer: JSON for the stand-in's frame, else a redirect to `return_url`. */
export function answerChallenge(simulator: Simulator, call: ApiCall): ApiAnswer {
  try {
    const { answer, source } = parseForm(call.body)
    const intentId = intentIdOf(call)
    const returnUrl = simulator.ledger.authentications.get(intentId)?.return_url ?? null
    const done = answer === 'complete' || answer === 'abandon' ? answer : 'fail'
    const intent = authenticate(simulator, intentId, done, typeof source === 'string' ? source : '')
    const json = { 'content-type': 'application/json' }
    if (call.headers.accept === 'application/json' || returnUrl === null) {
      return { status: 200, headers: json, body: JSON.stringify({ status: intent.status }) }
    }
    const location = new URL(returnUrl)
    location.searchParams.set('payment_intent', intent.id)
    location.searchParams.set('payment_intent_client_secret', String(intent.client_secret))
    location.searchParams.set('redirect_status', redirectStatusOf(intent))
    return { status: 303, headers: { location: location.href }, body: '' }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { status: 409, headers: { 'content-type': 'text/plain' }, body: error.message }
  }
}

// What Stripe adds to `return_url`, by where the intent stands.
function redirectStatusOf({ status }: Stripe.PaymentIntent): 'failed' | 'pending' | 'succeeded' {
  if (status === 'requires_payment_method' || status === 'canceled') return 'failed'
  return status === 'processing' ? 'pending' : 'succeeded'
}

function intentIdOf(call: ApiCall): string {
  return call.path.slice('/3d_secure/'.length)
}

function challengeForm(amount: string, source: string): string {
  return html`<form method="post" aria-labelledby="question">
    <p class="bank">Test bank</p>
    <h1 id="question">3D Secure 2 Test Page</h1>
    <p>
      Your bank wants to know that it is you who pays <strong>${amount}</strong>. This is a test: no
      money moves.
    </p>
    <input type="hidden" name="source" value="${source}" />
    <div class="buttons">
      <button id="test-source-authorize-3ds" name="answer" value="complete">Complete</button>
      <button id="test-source-fail-3ds" name="answer" value="fail">Fail</button>
    </div>
    <p class="problem" role="alert" hidden>
      The answer did not get through. Please press the button again.
    </p>
    <button class="close" name="answer" value="abandon" aria-label="Give up">
      <span aria-hidden="true">×</span>
    </button>
  </form>`
}
