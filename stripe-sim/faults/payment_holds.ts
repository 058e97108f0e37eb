import type { Simulator } from '../state/simulator.ts'
import { record, type FaultBook } from './book.ts'

/** Leaves the next `times` successful charges in `processing`, of any intent or of this one. */
export function holdPayments(faults: FaultBook, times: number, intent?: string): void {
  if (intent === undefined) faults.heldPayments += times
  else faults.heldIntents.set(intent, (faults.heldIntents.get(intent) ?? 0) + times)
}

/** Whether this charge, which would succeed, is to stay `processing` for now. */
export function takePaymentHold({ faults, clock }: Simulator, intentId: string): boolean {
  const own = faults.heldIntents.get(intentId) ?? 0
  if (own === 0 && faults.heldPayments === 0) return false
  if (own === 0) faults.heldPayments -= 1
  else if (own === 1) faults.heldIntents.delete(intentId)
  else faults.heldIntents.set(intentId, own - 1)
  const effect = 'processing'
  record(faults, clock, { fault: null, effect, when: null, subject: intentId, id: intentId })
  return true
}
