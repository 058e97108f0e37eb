import { describeParties, type StaffParty } from '../../checkout/index.ts'
import { isRefused, must, type Database, type Refused } from '../../kernel/index.ts'
import type { Payment } from '../../payments/index.ts'
import type { Booking, DoorPayment } from '../../tickets/index.ts'
import type { RefusalCode } from '../messages.ts'
import { RefusedRequest } from '../refusals.ts'

/** The result, or the problem document of its refusal. */
export function unlessRefused<T extends object, Code extends RefusalCode>(
  result: T | Refused<Code>,
): T {
  if (isRefused(result)) throw new RefusedRequest(result)
  return result
}

/** A booking as the API tells it. */
export function partyAnswer(party: StaffParty) {
  const { booking, table, booker, ledger } = party
  return {
    id: booking.id,
    state: booking.state,
    order: booking.order_id,
    is_walk_in: booking.order_id === null,
    table: table && { id: table.vip_table_id, name: table.name, zone: table.zone },
    party: { ...booker, heads: party.heads, claimed: party.claimed, inside: party.inside },
    ledger,
    deposit: party.deposit && depositAnswer(party.deposit),
    locked: booking.locked_at !== null,
    disputed: party.is_disputed,
    arrive_by: booking.arrive_by,
    arrived_at: booking.arrived_at,
    seated_at: booking.seated_at,
    ended_at: booking.ended_at,
  }
}

/** A deposit that is only reserved is not in the ledger's paid_minor. */
function depositAnswer({ state, authorised_minor, capture_before, waived_by }: Payment) {
  return { state, authorised_minor, capture_before, waived_by }
}

/** The same of a booking that was just read or changed. */
export async function bookingAnswer(db: Database, booking: Booking) {
  const [party] = await describeParties(db, booking.night_id, [booking])
  return partyAnswer(must(party, `the party of ${booking.id}`))
}

/** A payment at the door as the API tells it. */
export function doorPaymentAnswer(payment: DoorPayment) {
  const { booking_id: booking, ...rest } = payment
  return { ...rest, booking }
}
