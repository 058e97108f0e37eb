import { resolveAlert } from '../../alerts/index.ts'
import {
  isRefused,
  must,
  noteInAuditTrail,
  refuse,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import {
  balanceDue,
  findDoorPayment,
  insertDoorPayment,
  markReversed,
  moneyAtDoor,
  refuseOver,
  takenAtDoor,
  type Booking,
  type DoorPayment,
} from '../../tickets/index.ts'
import type { Till } from '../till.ts'
import { changeBooking, type BookingChange } from './change_booking.ts'

/** What a party pays at the door. The page that asks makes the id, and keeps it. */
export interface TakenAtDoor extends BookingChange {
  id: string
  kind: DoorPayment['kind']
  amount_minor: number
  /** Of a comp, who approved it; null otherwise. */
  approved_by: string | null
  note: string
}

export type DoorTillRefusal =
  | 'booking_unknown'
  | 'booking_over'
  | 'balance_exceeded'
  | 'door_payment_taken'
  | 'door_payment_unknown'

/**
 * Books what a party pays at the door towards its balance, in minor units, and never more than is
 * due then. Asking again under the same id returns the first payment. Refuses a booking of which
 * nothing is due, since it was cancelled or nobody came.
 */
export async function payAtDoor(
  till: Till,
  { booking_id, actor, ...taken }: TakenAtDoor,
): Promise<DoorPayment | Refused<DoorTillRefusal>> {
  const booking = await changeBooking(till, booking_id, async (tx, found) => {
    // Behind the booking's lock, so that the second click sees what the first one has written.
    const known = await findDoorPayment(tx, taken.id)
    if (known) return isSame(known, booking_id, taken) ? undefined : refuse(...TAKEN)
    if (found.state === 'cancelled' || found.state === 'no_show')
      return refuseOver(found, 'booking')
    const sums = await takenAtDoor(tx, [booking_id])
    const left_minor = balanceDue(found, sums.get(booking_id) ?? 0)
    if (taken.amount_minor > left_minor)
      return refuse('balance_exceeded', 'amount_minor', { left_minor })
    const payment = { ...taken, booking_id, currency: found.currency, taken_by: actor }
    if ((await insertDoorPayment(tx, payment)) === 0) return refuse(...TAKEN)
    await noteInAuditTrail(tx, {
      action: 'door_payment.taken',
      subject_id: booking_id,
      actor,
      detail: { payment: taken.id, kind: taken.kind, amount_minor: taken.amount_minor },
    })
    return undefined
  })
  if (isRefused(booking)) return booking
  return must(await findDoorPayment(till.db, taken.id), `payment ${taken.id}`)
}

/**
 * Takes a payment at the door back, which was a mistake, or whose party was called off: its row
 * stays, and counts no more. Once the house has no more of it the owner need not hear of it.
 */
export async function reverseAtDoor(
  till: Till,
  { booking_id, actor, id }: BookingChange & { id: string },
): Promise<DoorPayment | Refused<DoorTillRefusal>> {
  const booking = await changeBooking(till, booking_id, async (tx) => {
    const payment = await findDoorPayment(tx, id)
    if (payment?.booking_id !== booking_id) return refuse('door_payment_unknown', 'door_payment')
    if ((await markReversed(tx, id, actor)) === 0) return undefined
    await noteInAuditTrail(tx, {
      action: 'door_payment.reversed',
      subject_id: booking_id,
      actor,
      detail: { payment: id, kind: payment.kind, amount_minor: payment.amount_minor },
    })
    if ((await moneyAtDoor(tx, booking_id)) === 0)
      await resolveAlert(tx, 'door_money_kept', booking_id)
    return undefined
  })
  if (isRefused(booking)) return booking
  return must(await findDoorPayment(till.db, id), `payment ${id}`)
}

/**
 * Refuses to end a booking as if nobody had come, while cash of it is in the till or a card was
 * charged at the door: nothing would show that money any more. What the house gave is no money. The
 * booking is locked.
 */
export async function refuseDoorMoney(
  tx: Tx,
  { id, currency }: Booking,
): Promise<Refused<'door_money_taken'> | undefined> {
  const amount_minor = await moneyAtDoor(tx, id)
  if (amount_minor === 0) return undefined
  return refuse('door_money_taken', 'booking', { amount_minor, currency })
}

const TAKEN = ['door_payment_taken', 'id'] as const

function isSame(
  known: DoorPayment,
  bookingId: string,
  { kind, amount_minor }: Pick<TakenAtDoor, 'kind' | 'amount_minor'>,
): boolean {
  return (
    known.booking_id === bookingId && known.kind === kind && known.amount_minor === amount_minor
  )
}
