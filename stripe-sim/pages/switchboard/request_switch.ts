import { html } from 'ghtml'
import { chanceFields, choice } from './fields.ts'

/** The form that lets requests go wrong. */
export function requestSwitch(): string {
  return html`<form class="fields" data-control="failRequests" data-done="The fault is set.">
    <label class="wide">Requests to !${choice(targets)}</label>
    <label class="wide when-own"
      >Path<input
        name="path"
        required
        pattern="(/|[*]).*"
        value="/v1/*"
        autocapitalize="off"
        spellcheck="false"
    /></label>
    <label class="wide when-own"
      >Method
      <select name="method">
        <option value="*">any</option>
        <option>GET</option>
        <option>POST</option>
        <option>DELETE</option>
      </select></label
    >
    <label class="wide">What happens !${choice(effects)}</label>
    <label class="when-timed"
      >Wait, ms<input type="number" name="delay_ms" min="1" value="2000" required
    /></label>
    !${chanceFields()}
    <button class="strong">Set fault on requests</button>
  </form>`
}

const confirm = { path: '/v1/payment_intents/*/confirm', method: 'POST' }
const targets = [
  { label: 'Confirm an intent', value: confirm },
  { label: 'Create an intent', value: { path: '/v1/payment_intents', method: 'POST' } },
  { label: 'Retrieve an intent', value: { path: '/v1/payment_intents/pi_*', method: 'GET' } },
  { label: 'Cancel an intent', value: { path: '/v1/payment_intents/*/cancel', method: 'POST' } },
  { label: 'Capture an intent', value: { path: '/v1/payment_intents/*/capture', method: 'POST' } },
  { label: 'Refund', value: { path: '/v1/refunds', method: 'POST' } },
  { label: 'Everything of the API', value: { path: '/v1/*' } },
  { label: 'Stripe.js itself', value: { path: '/v3/*' } },
  { label: 'A path of your own…', value: {}, kind: 'own' },
]
const effects = [
  { label: '500 after the effect', value: { effect: 'error', when: 'after' } },
  { label: '500 before the effect', value: { effect: 'error', when: 'before' } },
  { label: 'Connection cut after the effect', value: { effect: 'reset', when: 'after' } },
  { label: 'Connection cut before the effect', value: { effect: 'reset', when: 'before' } },
  { label: 'Answer cut in the middle', value: { effect: 'truncate' } },
  { label: 'No answer at all, after the effect', value: { effect: 'hang', when: 'after' } },
  { label: '429 rate limit', value: { effect: 'rate_limit' } },
  { label: '429 lock timeout', value: { effect: 'lock_timeout' } },
  { label: '409 key in use', value: { effect: 'conflict' } },
  { label: 'Late answer', value: { effect: 'delay', when: 'after' }, kind: 'timed' },
  { label: 'Late start', value: { effect: 'delay', when: 'before' }, kind: 'timed' },
]
