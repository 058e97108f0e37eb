import type { Stripe } from 'stripe'
import type { AppointmentBook } from '../state/agenda.ts'
import { idOf } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'

// As the account's `settings.payouts.schedule.delay_days` says.
const settlement_days = 2
const day_s = 24 * 60 * 60
const kind = 'balance.become_available'

/** When what is booked now becomes available: a midnight (UTC), in seconds since 1970. */
export function availableOn(created_s: number): number {
  return (Math.floor(created_s / day_s) + settlement_days) * day_s
}

/**
 * Lets a transaction be `available` on its day. All of a day come together at its beginning, so a
 * day has one appointment however many transactions wait for it.
 */
export function awaitAvailability(
  { ledger, agenda, clock }: Simulator,
  { available_on }: Stripe.BalanceTransaction,
): void {
  const day = String(available_on)
  if (ledger.appointments.by('subject', day).some((known) => known.kind === kind)) return
  agenda.arrange(kind, day, available_on - clock.now() / 1000)
}

export const appointments: AppointmentBook = {
  [kind]({ ledger }, day) {
    for (const transaction of ledger.balanceTransactions.values()) {
      if (transaction.status !== 'pending' || transaction.available_on > Number(day)) continue
      transaction.status = 'available'
      // A dispute shows its transactions as whole objects, copies of these.
      const shown = ledger.disputes.get(idOf(transaction.source))?.balance_transactions ?? []
      for (const copy of shown) if (copy.id === transaction.id) copy.status = 'available'
    }
  },
}
