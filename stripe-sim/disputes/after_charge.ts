import type { Stripe } from 'stripe'
import { bookCharge } from '../balance/bookings.ts'
import { aftermathOf, type Aftermath } from '../payments/cards.ts'
import type { AppointmentBook } from '../state/agenda.ts'
import { idOf } from '../state/ledger.ts'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { createFraudWarning } from './fraud_warnings.ts'
import { disputable, openDispute } from './opening.ts'

const dispute = 'charge.dispute'
const warning = 'charge.warn_of_fraud'

/**
 * What follows on a captured charge, to be called when its success has been told: it is booked if
 * it is not yet, and told so by `charge.updated`, as Stripe does with asynchronous capture, see
 * https://docs.stripe.com/payments/payment-intents/asynchronous-capture; and the test cards for
 * that lead to a dispute or a fraud warning.
 */
export function afterCharge(simulator: Simulator, charge: Stripe.Charge, cause: Cause): void {
  const { agenda, settings } = simulator
  if (charge.balance_transaction === null) {
    bookCharge(simulator, charge)
    emit(simulator, 'charge.updated', charge, cause, { balance_transaction: null })
  }
  const kind = aftermathOfCharge(simulator, charge)?.kind
  if (kind === 'dispute') agenda.arrange(dispute, charge.id, settings.dispute_delay_s)
  if (kind === 'fraud_warning') agenda.arrange(warning, charge.id, settings.dispute_delay_s)
}

export const appointments: AppointmentBook = {
  [dispute]: (simulator, id) => {
    const charge = simulator.ledger.charges.get(id)
    if (charge === undefined) return
    const aftermath = aftermathOfCharge(simulator, charge)
    if (aftermath?.kind !== 'dispute') return
    // A guest who has everything back already disputes nothing.
    const { default_minor: amount } = disputable(simulator, charge)
    if (amount > 0) openDispute(simulator, charge, { reason: aftermath.reason, amount })
  },
  [warning]: (simulator, id) => {
    const charge = simulator.ledger.charges.get(id)
    if (charge !== undefined) createFraudWarning(simulator, charge)
  },
}

function aftermathOfCharge({ ledger }: Simulator, charge: Stripe.Charge): Aftermath | undefined {
  return aftermathOf(ledger.cards.get(idOf(charge.payment_method))?.number)
}
