import { html } from 'ghtml'
import type { Stripe } from 'stripe'
import type { Simulator } from '../../state/simulator.ts'
import { button, spaced } from './marks.ts'
import type { View } from './view.ts'

/** The buttons that apply to an intent as it is now. */
export function intentActions({ simulator, path }: View, intent: Stripe.PaymentIntent): string {
  const { id, status } = intent
  const buttons: string[] = []
  if (status === 'requires_action') buttons.push(...challengeButtons(id))
  if (status === 'processing') buttons.push(...processingButtons(id))
  if (status === 'requires_capture') {
    const captured = 'The payment was captured.'
    buttons.push(button('Capture', [['/switchboard/capture', { id }]], captured, 'strong'))
  }
  if (status === 'succeeded') buttons.push(...paidButtons(simulator, id))
  if (cancellable.has(status)) {
    const canceled = 'The payment intent was cancelled.'
    buttons.push(button('Cancel', [['/switchboard/cancel', { id }]], canceled, 'quiet'))
  }
  const own = path === '/' ? html`<a href="/intents/${id}">Page of its own</a>` : ''
  return html`<div class="actions">!${buttons.join(' ')} !${own}</div>`
}

/** What a bank may still do with a refund. */
export function refundActions({ id, status }: Stripe.Refund): string {
  const settle = (ending: 'succeed' | 'fail', label: string, done: string): string =>
    button(label, [['settleRefund', { refund: id, ending }]], done)
  const buttons = [
    ...(status === 'pending' ? [settle('succeed', 'Settle', 'The refund arrived.')] : []),
    ...(status === 'pending' || status === 'succeeded'
      ? [settle('fail', 'Let it fail', 'The refund failed.')]
      : []),
  ]
  return buttons.length === 0 ? '' : html`<div class="actions">!${buttons.join(' ')}</div>`
}

/** How a dispute may end. */
export function disputeActions({ id, status }: Stripe.Dispute): string {
  if (['won', 'lost', 'warning_closed', 'prevented'].includes(status)) return ''
  const close = (ending: 'won' | 'lost'): string =>
    button(`Close as ${ending}`, [['closeDispute', { dispute: id, ending }]], `It was ${ending}.`)
  return html`<div class="actions">!${close('won')} !${close('lost')}</div>`
}

function challengeButtons(payment_intent: string): string[] {
  const answer = (word: string, label: string, done: string, kind: 'strong' | '' = ''): string =>
    button(label, [['authenticate', { payment_intent, answer: word }]], done, kind)
  return [
    answer('complete', 'Complete 3-D Secure', 'The guest completed 3-D Secure.', 'strong'),
    answer('fail', 'Fail it', 'The guest failed 3-D Secure.'),
    answer('abandon', 'Abandon it', 'The guest walked away from 3-D Secure.'),
  ]
}

function processingButtons(payment_intent: string): string[] {
  const settle = (ending: string, label: string, done: string, kind: 'strong' | '' = ''): string =>
    button(label, [['settlePayment', { payment_intent, ending }]], done, kind)
  return [
    settle('succeed', 'Let it succeed', 'The payment succeeded.', 'strong'),
    settle('fail', 'Let it fail', 'The payment failed.'),
  ]
}

function paidButtons({ ledger }: Simulator, payment_intent: string): string[] {
  const charges = ledger.charges.by('payment_intent', payment_intent)
  const paid = charges.find(({ status, captured }) => status === 'succeeded' && captured)
  if (paid === undefined) return []
  const argument = { payment_intent }
  const refund = button(
    'Refund',
    [['/switchboard/refund', { id: payment_intent }]],
    'The refund was made.',
    'strong',
  )
  const warning = button(
    'Fraud warning',
    [['createFraudWarning', argument]],
    'The card network warned of fraud.',
  )
  return [...(isWholeRefunded(ledger, paid) ? [] : [refund]), disputeForm(payment_intent), warning]
}

// A pending refund already claims its part, though the charge does not show it.
function isWholeRefunded(ledger: Simulator['ledger'], charge: Stripe.Charge): boolean {
  const claimed = ledger.refunds
    .by('charge', charge.id)
    .filter(({ status }) => status !== 'failed' && status !== 'canceled')
    .reduce((sum, { amount }) => sum + amount, 0)
  return charge.refunded || claimed >= charge.amount_captured
}

function disputeForm(payment_intent: string): string {
  const options = disputeReasons.map(
    (reason) => html`<option value="${reason}">${spaced(reason)}</option>`,
  )
  return html`<form
    class="joined"
    data-key="createDispute ${payment_intent}"
    data-control="createDispute"
    data-done="The payment is disputed."
  >
    <input type="hidden" name="payment_intent" value="${payment_intent}" />
    <button>Dispute</button>
    <label
      ><span class="unseen">Reason of the dispute</span>
      <select name="reason">
        !${options.join('')}
      </select></label
    >
  </form>`
}

const cancellable = new Set([
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
])
const disputeReasons = [
  'fraudulent',
  'product_not_received',
  'duplicate',
  'product_unacceptable',
  'credit_not_processed',
  'unrecognized',
  'general',
]
