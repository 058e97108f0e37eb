import { fill, type CheckoutData } from './data.ts'
import type { Checkout } from './machine.ts'
import type { HoldOnPage } from './use_hold.ts'

interface StateLineProps {
  state: Checkout
  data: CheckoutData
  hold: HoldOnPage
}

/**
 * One quiet line of fact above Pay, which stays when the toast has gone. No error is shown here:
 * "Not paid yet, held until 21:42", or that the connection is lost.
 */
export function StateLine({ state, data, hold }: StateLineProps) {
  return <output className="state-line">{sentence(state, data, hold)}</output>
}

function sentence(state: Checkout, data: CheckoutData, hold: HoldOnPage): string {
  if (state.phase === 'offline') return data.messages.offline
  if (state.phase === 'not_loaded') return data.messages.form_not_loaded
  if (!state.tried) return ''
  const time = new Intl.DateTimeFormat(data.locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: data.time_zone,
  }).format(hold.expires_ms)
  return fill(data.messages.not_paid_yet, { time })
}
