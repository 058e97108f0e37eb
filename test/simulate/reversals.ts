import type { LedgerDump } from '../../stripe-sim/index.ts'

/**
 * The ledger without the refunds that Stripe writes when a promise ends: nothing had come, so that
 * nothing has gone back.
 */
export function withoutReversals(ledger: LedgerDump): LedgerDump {
  const captured = new Set(ledger.charges.filter((one) => one.captured).map(({ id }) => id))
  const refunds = ledger.refunds.filter(
    ({ charge }) => typeof charge === 'string' && captured.has(charge),
  )
  return { ...ledger, refunds }
}
