import { z } from 'zod'
import { clearFaults, logOf, type InjectedFault, type FaultBook } from '../faults/book.ts'
import {
  addRequestFault,
  type RequestFault,
  type RequestFaultOrder,
} from '../faults/request_faults.ts'
import type { Simulator } from '../state/simulator.ts'
import { validated } from '../state/validation.ts'

const whichFault = z.strictObject({ fault: z.string().optional() })

/** What is still going to go wrong. */
export type PendingFaults = Pick<FaultBook, 'requests' | 'webhooks'> & { held_payments: number }

/** What goes wrong with requests, and the log of everything that was made to go wrong. */
export function faultControl({ faults }: Simulator) {
  return {
    /** Makes the next `times` (1) requests to a path go wrong; resolves with the fault as set. */
    async failRequests(order: RequestFaultOrder): Promise<RequestFault> {
      return structuredClone(addRequestFault(faults, order))
    },
    /** Every fault that has not struck for the last time. */
    async faults(): Promise<PendingFaults> {
      const { requests, webhooks, heldPayments, heldIntents } = faults
      const held_payments = [...heldIntents.values()].reduce((sum, n) => sum + n, heldPayments)
      return structuredClone({ requests, webhooks, held_payments })
    },
    /** Forgets every fault that has not struck yet, or the one with this id. */
    async clearFaults(which: z.input<typeof whichFault> = {}): Promise<void> {
      const { fault } = validated(whichFault, which, 'The choice of faults to clear')
      clearFaults(faults, fault)
    },
    /** Every fault that struck, oldest first. */
    async faultLog(): Promise<InjectedFault[]> {
      return structuredClone(logOf(faults))
    },
  }
}
