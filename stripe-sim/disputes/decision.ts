import type { Stripe } from 'stripe'
import { bookReinstatement } from '../balance/bookings.ts'
import type { AppointmentBook } from '../state/agenda.ts'
import { noCause, type Cause, type Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { decisionOn } from './evidence.ts'

const expiry = 'dispute.expire'
const decision = 'dispute.decide'

/** Lets a dispute be lost when nobody has answered by its due date. */
export function awaitAnswer({ agenda, clock }: Simulator, dispute: Stripe.Dispute): void {
  const due_s = dispute.evidence_details.due_by ?? dispute.created
  agenda.arrange(expiry, dispute.id, due_s - clock.now() / 1000)
}

/** Hands the evidence to the bank, which decides a little later, if the evidence makes it. */
export function awaitDecision({ agenda, settings }: Simulator, dispute: Stripe.Dispute): void {
  agenda.forget(expiry, dispute.id)
  agenda.forget(decision, dispute.id)
  if (decisionOn(dispute.evidence) === undefined) return
  agenda.arrange(decision, dispute.id, settings.dispute_delay_s)
}

export const appointments: AppointmentBook = {
  [expiry]: (simulator, id) => {
    const dispute = simulator.ledger.disputes.get(id)
    if (dispute !== undefined && isOpen(dispute)) endDispute(simulator, dispute, 'lost', noCause)
  },
  [decision]: (simulator, id) => {
    const dispute = simulator.ledger.disputes.get(id)
    const ending = dispute && decisionOn(dispute.evidence)
    if (ending && isOpen(dispute)) endDispute(simulator, dispute, ending, noCause)
  },
}

/** Whether a dispute can still go either way. */
export function isOpen({ status }: Stripe.Dispute): boolean {
  return status !== 'won' && status !== 'lost'
}

/**
 * Ends a dispute for good. When it is won, the money comes back (the fee does not) and the charge
 * can be refunded again.
 */
export function endDispute(
  simulator: Simulator,
  dispute: Stripe.Dispute,
  ending: 'won' | 'lost',
  cause: Cause,
): void {
  const { agenda, snapshots } = simulator
  const { status, is_charge_refundable } = dispute
  agenda.forget(expiry, dispute.id)
  agenda.forget(decision, dispute.id)
  dispute.status = ending
  snapshots.touch()
  if (ending === 'lost') {
    emit(simulator, 'charge.dispute.closed', dispute, cause, { status })
    return
  }
  dispute.is_charge_refundable = true
  bookReinstatement(simulator, dispute)
  emit(simulator, 'charge.dispute.funds_reinstated', dispute, cause)
  emit(simulator, 'charge.dispute.closed', dispute, cause, { is_charge_refundable, status })
}
