import { fill, type CheckoutData } from './data.ts'
import { timeText } from './hold.ts'
import type { Checkout } from './machine.ts'
import type { HoldOnPage } from './use_hold.ts'

interface StateLineProps {
  state: Checkout
  data: CheckoutData
  hold: HoldOnPage
}

/**
 * One quiet line of fact above Pay, which stays when the toast has gone. No error is shown here:
 * "Not paid yet, held until 21:42", or that the connection is lost. What a toast has said takes its
 * place here in silence, so that nothing is read out twice.
 */
export function StateLine({ state, data, hold }: StateLineProps) {
  const trouble = troubleOf(state, data)
  if (trouble && state.toasted) {
    return (
      <p className="state-line" data-waiting={state.toast_open || undefined}>
        {trouble}
      </p>
    )
  }
  return <output className="state-line">{trouble || notPaidYet(state, data, hold)}</output>
}

function troubleOf({ phase }: Checkout, { messages }: CheckoutData): string {
  if (phase === 'offline') return messages.offline
  return phase === 'not_loaded' ? messages.form_not_loaded : ''
}

function notPaidYet(state: Checkout, data: CheckoutData, hold: HoldOnPage): string {
  if (!state.tried) return ''
  return fill(data.messages.not_paid_yet, { time: timeText(hold.expires_ms, data) })
}
