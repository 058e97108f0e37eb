import type { LedgerDump } from '../../stripe-sim/index.ts'

/** Whether money of an intent cannot go back: its bank disputes it, or has not taken a refund. */
export function isHeldUp(intent: string, { refunds, disputes }: LedgerDump): boolean {
  return (
    refunds.some((one) => one.payment_intent === intent && one.status === 'failed') ||
    disputes.some((one) => one.payment_intent === intent)
  )
}
