import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** Money that a party paid at the door, or that the house gave it, towards what was still due. */
export interface DoorPayment {
  id: string
  booking_id: string
  kind: 'cash' | 'card' | 'comp'
  amount_minor: number
  currency: string
  /** Who took it; and of a comp, who approved it. */
  taken_by: string
  approved_by: string | null
  note: string
  taken_at: Date
  /** It was a mistake, and counts no more. */
  reversed_at: Date | null
  reversed_by: string | null
}

export type NewDoorPayment = Omit<DoorPayment, 'taken_at' | 'reversed_at' | 'reversed_by'>

const doorPaymentQuery = `select id, booking_id, kind, amount_minor::float8, currency, taken_by,
  approved_by, note, taken_at, reversed_at, reversed_by from door_payments`

/** Inserts a payment; 0 rows when its id is taken: so a second click is noticed. */
export function insertDoorPayment(tx: Tx, payment: NewDoorPayment): Promise<number> {
  return touched(
    tx,
    'insert_door_payment',
    `insert into door_payments (id, booking_id, kind, amount_minor, currency, taken_by,
                                approved_by, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
    [
      payment.id,
      payment.booking_id,
      payment.kind,
      payment.amount_minor,
      payment.currency,
      payment.taken_by,
      payment.approved_by,
      payment.note,
    ],
  )
}

/** A payment by its id. */
export function selectDoorPayment(db: Queryable, id: string): Promise<DoorPayment | undefined> {
  return row<DoorPayment>(db, 'door_payment', `${doorPaymentQuery} where id = $1`, [id])
}

/** The payments of a booking, those that were taken back too, oldest first. */
export function selectDoorPayments(db: Queryable, bookingId: string): Promise<DoorPayment[]> {
  return rows<DoorPayment>(
    db,
    'door_payments_of_booking',
    `${doorPaymentQuery} where booking_id = $1 order by taken_at, id`,
    [bookingId],
  )
}

/** Takes a payment back, once; 0 rows when somebody has done so. */
export function markReversed(tx: Tx, id: string, actor: string): Promise<number> {
  return touched(
    tx,
    'reverse_door_payment',
    `update door_payments set reversed_at = now(), reversed_by = $2
      where id = $1 and reversed_at is null`,
    [id, actor],
  )
}

/**
 * The money that a booking has paid at the door and not got back, in minor units: cash and card.
 * What the house gave is none.
 */
export async function selectDoorMoney(db: Queryable, bookingId: string): Promise<number> {
  const found = await row<{ money_minor: number }>(
    db,
    'money_at_door',
    `select coalesce(sum(amount_minor), 0)::float8 as money_minor from door_payments
      where booking_id = $1 and kind <> 'comp' and reversed_at is null`,
    [bookingId],
  )
  return found?.money_minor ?? 0
}

/**
 * What each of these bookings has settled at the door, in minor units, with what the house gave;
 * one without has no entry.
 */
export async function selectTaken(
  db: Queryable,
  bookingIds: string[],
): Promise<Map<string, number>> {
  const found = await rows<{ booking_id: string; taken_minor: number }>(
    db,
    'taken_at_door',
    `select booking_id, sum(amount_minor)::float8 as taken_minor from door_payments
      where booking_id = any($1) and reversed_at is null group by booking_id`,
    [bookingIds],
  )
  return new Map(found.map(({ booking_id, taken_minor }) => [booking_id, taken_minor]))
}
